import Forgetting

/// Logs that the program carries, so that a copied binary has something measured: docs/logs/README.md says where
/// they come from.
public enum ShippedLog {
  /// What the names of all of them begin with; no folder is looked into for them.
  private static let scheme = "example:"

  /// The bytes of a log; nil where none is called that.
  public static func bytes(of name: String) -> [UInt8]? {
    guard name.hasPrefix(scheme) else { return nil }
    switch name.dropFirst(scheme.count) {
    case "two-tasks.csv": return Array(twoTasks.utf8)
    default: return nil
    }
  }

  /// What docs/logs/two-tasks.py prints.
  private static let twoTasks = """
    run,seed,step,old,new
    plain,1,0,0.972,0.097
    plain,1,25,0.936,0.353
    plain,1,50,0.902,0.601
    plain,1,75,0.846,0.732
    plain,1,100,0.820,0.788
    plain,1,150,0.752,0.855
    plain,1,200,0.706,0.884
    plain,1,300,0.634,0.912
    plain,1,400,0.573,0.928
    plain,1,600,0.523,0.941
    plain,1,800,0.469,0.950
    plain,1,1000,0.425,0.956
    plain,2,0,0.981,0.081
    plain,2,25,0.947,0.455
    plain,2,50,0.868,0.750
    plain,2,75,0.798,0.844
    plain,2,100,0.752,0.893
    plain,2,150,0.693,0.935
    plain,2,200,0.654,0.957
    plain,2,300,0.601,0.971
    plain,2,400,0.568,0.980
    plain,2,600,0.512,0.986
    plain,2,800,0.481,0.988
    plain,2,1000,0.449,0.991
    plain,3,0,0.994,0.179
    plain,3,25,0.983,0.491
    plain,3,50,0.970,0.725
    plain,3,75,0.954,0.831
    plain,3,100,0.938,0.879
    plain,3,150,0.897,0.913
    plain,3,200,0.866,0.945
    plain,3,300,0.792,0.961
    plain,3,400,0.738,0.968
    plain,3,600,0.641,0.976
    plain,3,800,0.577,0.978
    plain,3,1000,0.531,0.981
    replay,1,0,0.972,0.097
    replay,1,25,0.941,0.338
    replay,1,50,0.913,0.573
    replay,1,75,0.882,0.703
    replay,1,100,0.855,0.769
    replay,1,150,0.811,0.837
    replay,1,200,0.789,0.872
    replay,1,300,0.758,0.906
    replay,1,400,0.735,0.920
    replay,1,600,0.749,0.931
    replay,1,800,0.748,0.937
    replay,1,1000,0.742,0.941
    replay,2,0,0.981,0.081
    replay,2,25,0.954,0.385
    replay,2,50,0.891,0.704
    replay,2,75,0.835,0.816
    replay,2,100,0.803,0.870
    replay,2,150,0.768,0.921
    replay,2,200,0.753,0.945
    replay,2,300,0.741,0.964
    replay,2,400,0.749,0.972
    replay,2,600,0.773,0.977
    replay,2,800,0.776,0.981
    replay,2,1000,0.787,0.983
    replay,3,0,0.994,0.179
    replay,3,25,0.985,0.462
    replay,3,50,0.971,0.699
    replay,3,75,0.960,0.808
    replay,3,100,0.947,0.863
    replay,3,150,0.927,0.913
    replay,3,200,0.906,0.932
    replay,3,300,0.874,0.955
    replay,3,400,0.867,0.961
    replay,3,600,0.859,0.968
    replay,3,800,0.858,0.972
    replay,3,1000,0.859,0.973


    """
}

extension MeasuredRun {
  /// The runs of logs that the program carries; nil where a file is somebody's own, or says something else.
  public init?(shipped source: DataSource) {
    var tables: [DataTable] = []
    for file in [source.file] + source.mapping.also {
      guard let bytes = ShippedLog.bytes(of: file),
        let table = try? DataTable(bytes, source: file)
      else { return nil }
      tables.append(table)
    }
    guard let run = try? MeasuredRun(several: tables, source.mapping) else { return nil }
    self = run
  }
}
