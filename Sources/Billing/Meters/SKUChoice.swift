/// The name of a price: key and term.
package struct SKUName: Sendable, Hashable {
  package let key: String
  package let term: PriceTerm

  package init(_ key: String, _ term: PriceTerm = .onDemand) {
    self.key = key
    self.term = term
  }
}

/// How a reading's variant leads to a price.
package enum SKUChoice: Sendable {
  /// The meter has no variants.
  case always(SKUName)
  /// A closed list; the empty variant may be among them.
  case byVariant([(variant: String, sku: SKUName)])
  /// The variant is a part of the key; `such` are some that must exist.
  case pattern(prefix: String, such: [String])
  /// The key is made from the variant; `nil` where the variant cannot be read.
  case derived(such: [String], from: @Sendable (String) -> SKUName?)

  static func always(_ key: String) -> SKUChoice { .always(SKUName(key)) }

  /// The price's name, or `nil` for a variant that the meter does not have.
  package func sku(forVariant variant: String) -> SKUName? {
    switch self {
    case .always(let sku): variant.isEmpty ? sku : nil
    case .byVariant(let choices): choices.first { $0.variant == variant }?.sku
    case .pattern(let prefix, _): SKUName(prefix + variant)
    case .derived(_, let from): from(variant)
    }
  }

  /// Variants that are known to have a price; all of them for a closed list.
  package var knownVariants: [String] {
    switch self {
    case .always: [""]
    case .byVariant(let choices): choices.map(\.variant)
    case .pattern(_, let such): such
    case .derived(let such, _): such
    }
  }
}
