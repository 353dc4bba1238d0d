internal import Units

/// What a value of the scenario may be.
///
/// The one description of the language: checking, `docs/scenario.md` and the JSON Schema for editors
/// are all derived from it.
indirect enum ValueSchema: Sendable {
  /// Any text that is not empty.
  case text
  /// Small letters, digits and hyphens: the name of a part, which reports and keys are made of.
  case name
  /// The name of an AWS Region; whether there are prices of it is seen when the price list is read.
  case region
  case boolean
  case integer(ClosedRange<Int64>)
  case decimal(DecimalRange)
  case duration(ClosedRange<SimDuration>)
  case choice([String])
  /// A month, a day, or START/END.
  case period
  case object(ObjectSchema)
  /// Names of the user's (or of a fixed set) to values of one kind.
  case map(keys: MapKeys, of: ValueSchema)
  /// One mapping, or a list of them.
  case oneOrMany(ObjectSchema)
  case list(of: ValueSchema)
  /// The word, such as `unlimited`, in place of a value.
  case word(String, or: ValueSchema)
}

/// What the keys of a map may be.
enum MapKeys: Sendable {
  /// As `ValueSchema.name`.
  case names
  /// Keys of the price list, such as `fargate.x86.vcpu`.
  case skus
  case choice([String])
}

/// A range of decimals, whose lower bound may be excluded.
struct DecimalRange: Sendable {
  let lower: Decimal12
  let isLowerExcluded: Bool
  let upper: Decimal12

  /// From `lower` to `upper`, given in whole numbers.
  init(_ lower: Int64, _ upper: Int64, excludingLower: Bool = false) {
    self.lower = Decimal12(trillionths: Int128(lower) * Decimal12.one)
    self.upper = Decimal12(trillionths: Int128(upper) * Decimal12.one)
    isLowerExcluded = excludingLower
  }

  /// From so many thousandths to a whole number.
  init(thousandths lower: Int64, _ upper: Int64) {
    self.lower = Decimal12(trillionths: Int128(lower) * Decimal12.one / 1000)
    self.upper = Decimal12(trillionths: Int128(upper) * Decimal12.one)
    isLowerExcluded = false
  }

  func contains(_ value: Decimal12) -> Bool {
    value.trillionths <= upper.trillionths
      && (isLowerExcluded
        ? value.trillionths > lower.trillionths : value.trillionths >= lower.trillionths)
  }
}

extension ValueSchema {
  /// What is allowed, as a message and the documentation say it: `a whole number from 1 to 10`.
  var allowed: String {
    switch self {
    case .text: "a text"
    case .name: "a name of small letters, digits and hyphens, at most 64"
    case .region: "an AWS Region such as `eu-west-1`"
    case .boolean: "`true` or `false`"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .decimal(let range):
      range.isLowerExcluded
        ? "a number above \(range.lower), at most \(range.upper)"
        : "a number from \(range.lower) to \(range.upper)"
    case .duration(let range):
      "a duration such as `250ms`, `60s`, `5m` or `1h`, from \(range.lowerBound) to"
        + " \(range.upperBound)"
    case .choice(let words): Self.list(words)
    case .period: "a month `2026-12`, a day `2026-12-05` or a span `START/END` of ISO 8601 times"
    case .object: "a mapping"
    case .map(.names, let value): "a mapping of names, each to \(value.allowed)"
    case .map(.skus, let value): "a mapping of price list keys, each to \(value.allowed)"
    case .map(.choice(let words), let value):
      "a mapping with keys among \(Self.list(words)), each to \(value.allowed)"
    case .oneOrMany: "a mapping, or a list of mappings"
    case .list(let item): "a list, each item \(item.allowed)"
    case .word(let word, let other): "`\(word)` or \(other.allowed)"
    }
  }

  private static func list(_ words: [String]) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
