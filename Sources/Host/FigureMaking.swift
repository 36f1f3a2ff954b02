import Documents
import Explorer
import Forgetting
import Measured
import Simulation
import Views
import Words

/// From a snapshot to the bytes of a figure.
public enum FigureMaking {
  /// Title, words and state line of an instant.
  ///
  /// - Parameters:
  ///   - shown: what the figure shows besides the panes.
  ///   - note: what else the title says.
  public static func caption(
    of snapshot: Snapshot, shown: ShownOptions = ShownOptions(), note: String? = nil
  ) throws(FigureError) -> FigureCaption {
    let name = snapshot.scenario.name.isEmpty ? "forgetscope" : snapshot.scenario.name
    let data = snapshot.scenario.data.map { " Measured: \($0.caption)." } ?? ""
    let subject =
      snapshot.problem.tasks == nil
      ? "How much of the old task each method keeps."
      : "How much of the tasks seen before each method keeps, and of the present one learns."
    return try FigureCaption(
      title: "\(name), t = \(FigureName.timeText(snapshot.time))"
        + (note.map { ", \($0)" } ?? ""),
      description: "\(subject) "
        + "\(PlainLine.text(for: snapshot))\(data)",
      stateLine: StateLine.text(of: snapshot.experiment, shown: shown))
  }

  /// What a file's ending says that it should be; SVG where no file is named.
  static func format(of path: String?) throws(FileError) -> FigureFormat {
    guard let path else { return .svg }
    guard let format = FigureFormat(endingOf: path) else {
      throw FileError(path: path, problem: .noEnding(allowed: FigureFormat.endings))
    }
    return format
  }

  /// The bytes of a screen; for png and pdf those of the SVG they are made from.
  public static func bytes(of figure: Figure, as format: FigureFormat) -> [UInt8] {
    switch format {
    case .txt: TextFigure.bytes(of: figure)
    case .ansi: ANSIFigure.bytes(of: figure)
    case .html: HTMLFigure.bytes(of: figure)
    case .svg, .png, .pdf: SVGFigure.bytes(of: figure)
    }
  }

  /// A picture or document from an SVG, with its caption. Pictures are made for print where the SVG
  /// is sized in millimetres (300 dots an inch), else for screens of twice as many dots.
  public static func converted(
    _ svg: [UInt8], to format: FigureFormat, isForPrint: Bool, caption: FigureCaption
  ) throws(ConverterProblem) -> [UInt8] {
    let bytes = try FigureConverter.bytes(
      of: svg, as: format, dotsPerInch: isForPrint ? 300 : 96, zoom: isForPrint ? 1 : 2)
    do {
      return format == .png
        ? try PNGText.bytes(
          adding: caption, to: bytes, dotsPerInch: isForPrint ? 300 : nil)
        : try PDFInfo.bytes(adding: caption, to: bytes)
    } catch {
      throw .told(error.description)
    }
  }
}
