/// What a lane's settings say, or the description's standard where they say nothing: each stands there once.
extension MethodWords {
  static func number(_ key: String, in settings: MethodSettings) -> Double {
    if let number = settings.numbers[key] { return number }
    guard let number = description.numbers.first(where: { $0.key == key }) else {
      preconditionFailure("\(description.key) describes no number \(key)")
    }
    return number.standard
  }

  static func word(_ key: String, in settings: MethodSettings) -> String {
    settings.choices[key] ?? standardWord(key)
  }

  /// A word that has been checked, as the case of its name.
  static func choice<Choice: RawRepresentable<String>>(
    _ key: String, in settings: MethodSettings
  ) -> Choice {
    guard
      let choice = Choice(rawValue: word(key, in: settings))
        ?? Choice(rawValue: standardWord(key))
    else { preconditionFailure("\(description.key): no case for the standard of \(key)") }
    return choice
  }

  private static func standardWord(_ key: String) -> String {
    guard let choice = description.choices.first(where: { $0.key == key }),
      let word = choice.values.first
    else { preconditionFailure("\(description.key) describes no choice \(key)") }
    return word
  }
}
