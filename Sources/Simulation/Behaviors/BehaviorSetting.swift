package import Units

/// One setting of a behavior: a key below its own, what may stand there and what it means.
package struct BehaviorSetting: Sendable {
  package enum Kind: Sendable {
    /// A share, 0...1.
    case share
    /// A number that is not negative, up to a bound.
    case number(upTo: Int64)
    case count(ClosedRange<Int64>)
    case duration(ClosedRange<SimDuration>)
    case flag
    case choice([String])
  }

  package let name: String
  package let kind: Kind
  /// As a scenario would say it; `nil` where the setting has to be given.
  package let standard: String?
  /// Full sentences, with the unit and the source of the default.
  package let summary: String

  package init(_ name: String, _ kind: Kind, standard: String?, _ summary: String) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.summary = summary
  }
}

/// The settings of one behavior as a scenario has them, defaults filled in.
package struct BehaviorValues: Sendable {
  package enum Value: Sendable, Hashable {
    case number(Double)
    case count(Int)
    case duration(SimDuration)
    case flag(Bool)
    case choice(String)
  }

  private let values: [String: Value]

  package init(_ values: [String: Value]) { self.values = values }

  /// A share or a number; 0 where the behavior has no such setting.
  package func number(_ name: String) -> Double {
    if case .number(let value)? = values[name] { value } else { 0 }
  }

  package func count(_ name: String) -> Int {
    if case .count(let value)? = values[name] { value } else { 0 }
  }

  package func duration(_ name: String) -> SimDuration {
    if case .duration(let value)? = values[name] { value } else { .zero }
  }

  package func flag(_ name: String) -> Bool {
    if case .flag(let value)? = values[name] { value } else { false }
  }

  package func choice(_ name: String) -> String {
    if case .choice(let value)? = values[name] { value } else { "" }
  }
}

/// A behavior of a service, by its key, with its settings.
package struct BehaviorSettings: Sendable {
  package let key: String
  package let values: BehaviorValues

  package init(key: String, values: BehaviorValues) {
    self.key = key
    self.values = values
  }
}
