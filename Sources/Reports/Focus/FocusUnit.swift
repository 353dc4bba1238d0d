/// A unit of the price list in FOCUS's unit format: `GB-Hours`, `1000 Requests`.
struct FocusUnit: Sendable {
  /// What a price is for, with its multiple.
  let pricing: String
  /// What is counted, without it.
  let consumed: String
  /// How many of `consumed` make one of `pricing`.
  let multiple: Int128

  private static let multiples: [(prefix: String, factor: Int128)] = [
    ("1k ", 1_000), ("10k ", 10_000), ("1M ", 1_000_000),
  ]
  /// Abbreviations that FOCUS writes as they are.
  private static let fixed: Set<String> = ["GB", "USD"]
  /// Things of which an hour is just an hour.
  private static let plainHours: Set<String> = [
    "instance-hour", "node-hour", "hour", "gateway-hour", "address-hour", "endpoint-AZ-hour",
    "attachment-hour",
  ]

  init(_ text: String) {
    var rest = text
    var factor: Int128 = 1
    if let found = Self.multiples.first(where: { text.hasPrefix($0.prefix) }) {
      rest = String(text.dropFirst(found.prefix.count))
      factor = found.factor
    }
    // What stands in brackets or tells the direction belongs to the description.
    rest = rest.components(before: " (").components(before: " each")
    consumed = Self.name(of: rest)
    pricing = factor == 1 ? consumed : "\(factor) \(consumed)"
    multiple = factor
  }

  private static func name(of unit: String) -> String {
    if fixed.contains(unit) { return unit }
    if plainHours.contains(unit) { return "Hours" }
    let parts = unit.split(separator: "-").map(String.init)
    if parts.count == 2, let time = parts.last {
      let thing = parts[0].hasSuffix("s") ? String(parts[0].dropLast()) : parts[0]
      return "\(capitalised(thing))-\(plural(capitalised(time)))"
    }
    return plural(capitalised(unit))
  }

  private static func capitalised(_ word: String) -> String {
    // Abbreviations keep their letters: vCPU, GB, LCU.
    guard word == word.lowercased() else { return word }
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  private static func plural(_ word: String) -> String {
    if word.hasSuffix("s") { return word }
    return word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"
  }
}

extension String {
  fileprivate func components(before mark: String) -> String {
    guard let range = self.firstRange(of: mark) else { return self }
    return String(self[..<range.lowerBound])
  }
}
