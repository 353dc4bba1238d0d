internal import Units

/// Checks the terms of an offer file and turns them into prices, noting every problem.
struct OfferTermReader {
  let file: String
  private(set) var problems: [Problem] = []

  init(file: String) { self.file = file }

  mutating func report(_ message: String, line: Int?, column: Int? = nil) {
    problems.append(Problem(file: file, line: line, column: column, message: message))
  }

  /// The price of `term`; `nil` with its problems noted.
  mutating func price(
    _ term: OfferTerm, service: String, attributes: [String: String]
  ) -> OfferPrice? {
    let before = problems.count
    var tiers: [(tier: OfferTier, dimension: OfferDimension)] = []
    var upfront = Money.zero
    for dimension in term.dimensions {
      guard let amount = amount(dimension, sku: term.sku) else { continue }
      if dimension.unit == "Quantity" {
        upfront += Money(trillionths: amount.trillionths)
      } else if let tier = tier(dimension, price: amount, sku: term.sku) {
        tiers.append((tier, dimension))
      }
    }
    tiers.sort { ($0.tier.from, $0.tier.to ?? .max) < ($1.tier.from, $1.tier.to ?? .max) }
    if problems.count == before { checkRanges(tiers, sku: term.sku) }
    guard problems.count == before else { return nil }
    let named = Self.term(term)
    // What is paid for all at once needs no price an hour.
    let isPaidAhead = named.map { $0 != .onDemand } == true && tiers.isEmpty && upfront > .zero
    return OfferPrice(
      sku: term.sku, service: service, attributes: attributes, term: named,
      effective: UTCTime(iso8601: term.effective)?.date,
      tiers: isPaidAhead
        ? [OfferTier(from: 0, to: nil, price: Decimal12(trillionths: 0))] : tiers.map(\.tier),
      upfront: upfront == .zero ? nil : upfront,
      description: term.dimensions.first { $0.unit != "Quantity" }?.description ?? "")
  }

  /// The amount in US dollars; `nil` with its problem noted.
  mutating func amount(_ dimension: OfferDimension, sku: String) -> Decimal12? {
    guard let stated = dimension.prices.first(where: { $0.currency == "USD" }) else {
      let currencies = dimension.prices.map(\.currency).joined(separator: ", ")
      report(
        "\(sku): the price is in \(currencies.isEmpty ? "no currency" : currencies); only USD is "
          + "known", line: dimension.line, column: dimension.column)
      return nil
    }
    guard let amount = Decimal12(text: stated.text), amount.trillionths >= 0 else {
      report(
        "\(sku): the price must be a decimal of at least 0 with at most 12 decimals, not "
          + "\"\(stated.text)\"", line: dimension.line, column: dimension.column)
      return nil
    }
    return amount
  }

  private mutating func tier(
    _ dimension: OfferDimension, price: Decimal12, sku: String
  ) -> OfferTier? {
    let isOpen = dimension.end == "Inf" || dimension.end.isEmpty
    let from = dimension.begin.isEmpty ? 0 : Self.bound(dimension.begin)
    let to = isOpen ? nil : Self.bound(dimension.end)
    guard let from, isOpen || to.map({ $0 > from }) == true else {
      report(
        "\(sku): the range must be two whole numbers, the second above the first or \"Inf\", not "
          + "\"\(dimension.begin)\" to \"\(dimension.end)\"",
        line: dimension.line, column: dimension.column)
      return nil
    }
    return OfferTier(from: from, to: to, price: price)
  }

  private static func bound(_ text: String) -> Int64? {
    guard let value = Decimal12(text: text), value.trillionths >= 0,
      value.trillionths % Decimal12.one == 0
    else { return nil }
    return Int64(exactly: value.trillionths / Decimal12.one)
  }

  private mutating func checkRanges(
    _ tiers: [(tier: OfferTier, dimension: OfferDimension)], sku: String
  ) {
    var end: Int64? = 0
    for (tier, dimension) in tiers {
      let stated = end.map { "\($0)" } ?? "infinity"
      if end.map({ tier.from < $0 }) ?? true {
        report(
          "\(sku): tiers overlap: this one begins at \(tier.from), before \(stated)",
          line: dimension.line, column: dimension.column)
      } else if let bound = end, tier.from > bound {
        report(
          "\(sku): tiers leave a gap between \(bound) and \(tier.from)", line: dimension.line,
          column: dimension.column)
      }
      end = tier.to
    }
    // Free allowances (`Global-Request`) are products of their own, which end where they are used up.
    let isPaid = tiers.contains { $0.tier.price.trillionths > 0 }
    if isPaid, let bound = end, let last = tiers.last {
      report(
        "\(sku): the last tier ends at \(bound); it must be open", line: last.dimension.line,
        column: last.dimension.column)
    }
  }

  private static func term(_ term: OfferTerm) -> PriceTerm? {
    if term.type == "OnDemand" { return .onDemand }
    let lease = CommitmentTerm(rawValue: term.lease.replacing(" ", with: ""))
    let option = PaymentOption(rawValue: term.option.lowercased().replacing(" ", with: "_"))
    guard term.type == "Reserved", let lease, let option,
      term.offeringClass.isEmpty || term.offeringClass == "standard"
    else { return nil }
    return .reserved(lease, option)
  }
}
