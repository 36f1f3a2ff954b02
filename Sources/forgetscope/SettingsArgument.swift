import Documents
import Host

/// The user's settings, with a verb's errors.
enum SettingsArgument {
  static func load() throws(Failure) -> SettingsFile {
    do {
      return try Settings.load()
    } catch {
      throw error.isFile ? .file(error.description) : .usage(error.description)
    }
  }
}
