import Forgetting

/// The menu of presets while it is open.
public struct PresetMenu: Equatable, Sendable {
  /// What was typed to find one.
  public var filter = LineEditor(limit: LineEditor.largestQuery)
  /// Counted among what is found.
  public var selection: Int

  init(selection: Int = 0) { self.selection = selection }

  /// The places in `Presets.all` of what is found: by number, id, name and family.
  package var found: [Int] {
    let query = filter.text
    return Presets.all.indices.filter { index in
      let preset = Presets.all[index]
      let text = "\(index + 1) \(preset.id) \(preset.scenario.name) \(preset.family.rawValue)"
      return query.lowercased().split(separator: " ").allSatisfy {
        Int($0) != nil
          ? String(index + 1).hasPrefix($0) : Fuzzy.contains(text.lowercased(), String($0))
      }
    }
  }

  package var chosen: Preset? {
    let found = found
    return found.indices.contains(selection) ? Presets.all[found[selection]] : nil
  }
}
