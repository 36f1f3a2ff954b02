/// What `--version` and `doctor` say.
enum Version {
  static let text = "forgetscope 0.1.0"
}
