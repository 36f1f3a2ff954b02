import Words

/// The methods, in the order shown. A new method is one file and one line here.
public enum MethodCatalogue {
  static let types: [any Method.Type] = [
    ForwardKL.self, ReverseKL.self, SelfDistillation.self, TTTDiscover.self, OAPL.self,
    AlphaDivergence.self, JensenShannon.self, Jeffreys.self, ChenReinforce.self,
    PolicyGradient.self, RegularisedRL.self, GroupRelative.self, DirectPreference.self,
    IdentityPreference.self, FilteredSFT.self,
  ]

  /// What is known about every method, in the order of menus.
  public static var descriptions: [MethodDescription] { types.map { $0.description } }

  /// The method of a scenario file's word; nil where none is called that.
  public static func type(for key: String) -> (any Method.Type)? {
    typesByKey[key]
  }

  /// What practitioners call the methods, in small letters, with their keys.
  static let spellings = Dictionary(
    descriptions.flatMap { about in
      ([about.nickname] + about.otherNames).map { ($0.lowercased(), about.key) }
    },
    uniquingKeysWith: { first, _ in first })

  /// What is allowed where something that is no method's key stands.
  public static func allowed(for word: String) -> Allowed {
    let keys = descriptions.map(\.key)
    return spellings[word.lowercased()].map { .meaning($0, oneOf: keys) } ?? .oneOf(keys)
  }

  private static let typesByKey = Dictionary(
    types.map { ($0.description.key, $0) }, uniquingKeysWith: { first, _ in first })

  /// How a method's number of this key may be given as a count of steps; nil where none may.
  public static func count(_ key: String) -> NumberCount? {
    for type in types {
      for number in type.description.numbers where number.key == key {
        if let count = number.count { return count }
      }
    }
    return nil
  }

  /// The method that a lane's settings name, its parameters checked.
  ///
  /// - Parameter path: the lane's path in the scenario (`lanes.1`), for the error.
  public static func method(
    for settings: MethodSettings, at path: String
  ) throws(ParameterError) -> any Method {
    guard let type = type(for: settings.key) else {
      throw ParameterError(
        field: "\(path).method", value: settings.key,
        allowed: allowed(for: settings.key))
    }
    let description = type.description
    let options = description.numbers.map(\.key) + description.choices.map(\.key)
    for (key, value) in settings.numbers.sorted(by: { $0.key < $1.key }) {
      guard let number = description.numbers.first(where: { $0.key == key }) else {
        throw unknownOption(key, value: String(value), options, description, path)
      }
      try number.check(value, at: "\(path).\(key)")
    }
    for (key, value) in settings.choices.sorted(by: { $0.key < $1.key }) {
      guard let choice = description.choices.first(where: { $0.key == key }) else {
        throw unknownOption(key, value: value, options, description, path)
      }
      try choice.check(value, at: "\(path).\(key)")
    }
    return try type.init(settings)
  }

  private static func unknownOption(
    _ key: String, value: String, _ options: [String], _ description: MethodDescription,
    _ path: String
  ) -> ParameterError {
    // A word where a number belongs is the likelier mistake than an unknown name.
    if let number = description.numbers.first(where: { $0.key == key }) {
      return ParameterError(field: "\(path).\(key)", value: value, allowed: number.allowed)
    }
    if let choice = description.choices.first(where: { $0.key == key }) {
      return ParameterError(
        field: "\(path).\(key)", value: value,
        allowed: .oneOf(choice.values))
    }
    return ParameterError(
      field: "\(path).\(key)", value: value,
      allowed: .options(of: description.key, options))
  }
}
