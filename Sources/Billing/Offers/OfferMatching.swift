internal import Units

/// Finds the records that the products of an offer file stand for.
struct OfferMatching {
  private let offer: OfferFile
  private let list: PriceList
  /// New versions of records, by Region, key and term.
  private(set) var records: [SKU] = []
  private(set) var unmapped: [UnmappedOffers] = []
  private(set) var kept: [SKU] = []

  private struct Reason: Hashable, Comparable {
    let service: String
    let usageType: String
    let text: String

    static func < (a: Reason, b: Reason) -> Bool {
      (a.service, a.usageType, a.text) < (b.service, b.usageType, b.text)
    }
  }

  init(offer: OfferFile, list: PriceList) {
    self.offer = offer
    self.list = list
  }

  mutating func run() {
    var found: [PriceList.Address: [SKU]] = [:]
    var refused: [Reason: Int] = [:]
    for price in offer.prices {
      switch record(for: price) {
      case .record(let sku): found[PriceList.Address(sku), default: []].append(sku)
      case .none(let reason):
        let key = Reason(service: price.service, usageType: price.usageType, text: reason)
        refused[key, default: 0] += 1
      }
    }
    for (address, candidates) in found {
      guard let first = candidates.first else { continue }
      if candidates.allSatisfy({ $0.hasPrices(of: first) }) {
        records.append(first)
      } else {
        let reason = Reason(
          service: offer.code, usageType: address.key,
          text: "several products with different prices stand for this key")
        refused[reason, default: 0] += candidates.count
      }
    }
    records.sort { ($0.region, $0.key, $0.term.text) < ($1.region, $1.key, $1.term.text) }
    unmapped = refused.sorted { $0.key < $1.key }.map {
      UnmappedOffers(
        service: $0.key.service, usageType: $0.key.usageType, reason: $0.key.text, count: $0.value)
    }
    let stated = Set(records.map { PriceList.Address($0) })
    let services = Set(records.map(\.service))
    kept = list.skus.filter {
      services.contains($0.service) && !stated.contains(PriceList.Address($0))
    }
  }

  private enum Outcome {
    case record(SKU)
    case none(reason: String)
  }

  /// Kinds of places beside the Region itself, whose products bear the Region's code.
  private static let elsewhere = ["AWS Outposts", "AWS Local Zone", "AWS Wavelength Zone"]

  private func record(for price: OfferPrice) -> Outcome {
    if let place = price.attributes["locationtype"], Self.elsewhere.contains(place) {
      return .none(reason: "it is sold in another kind of place: \(place)")
    }
    if price.isAllowance {
      return .none(reason: "a free allowance, which the price list states with its price")
    }
    let stated = price.attributes["regioncode"].flatMap { $0.isEmpty ? nil : $0 }
    let split = AWSRegions.split(price.usageType, stated: stated)
    let service = price.service.isEmpty ? offer.code : price.service
    guard
      let key = UsageTypes.key(
        service: service, usage: split.usage, region: stated ?? split.region,
        operation: price.operation,
        attributes: price.attributes)
    else { return .none(reason: "no key of the price list stands for it") }
    guard let term = price.term else { return .none(reason: "the price list has no such term") }
    let own = list.skus.filter { $0.key == key }
    if term.isSavingsPlan, !own.contains(where: \.term.isSavingsPlan) {
      return .none(reason: "the price list has no Savings Plan rate for `\(key)`")
    }
    let isGlobal = own.contains { $0.region == PriceList.everywhere }
    let region = isGlobal ? PriceList.everywhere : stated ?? split.region
    // A Region that is stated may be new: its file begins with these prices.
    guard list.regions.contains(region) || stated == region else {
      return .none(reason: "the price list has no file for \(region), and the offer states none")
    }
    let model = own.first { $0.region == region && $0.term == term } ?? own.first
    guard let unit = model?.unit ?? Self.unit(of: key), !price.tiers.isEmpty else {
      return .none(reason: "the price list does not say in which unit `\(key)` is sold")
    }
    guard let tiers = tiers(of: price, in: unit) else {
      return .none(reason: "its tiers or prices do not fit the unit \(unit.text)")
    }
    return .record(
      SKU(
        key: key, region: region, term: term, service: model?.service ?? Self.service(of: key),
        description: model.flatMap { $0.term == term ? $0.description : nil }
          ?? price.description,
        unit: unit, tiers: tiers, upfront: price.upfront, freeAllowance: model?.freeAllowance,
        minimum: model?.minimum, increment: model?.increment, effective: price.effective,
        source: "AWS Price List \(offer.code) \(offer.version)", confidence: .high))
  }

  /// Offer files price single requests where the price list has thousands of them.
  private func tiers(of price: OfferPrice, in unit: PriceUnit) -> [PriceTier]? {
    let factor = unit.multiplier
    var tiers: [PriceTier] = []
    for tier in price.tiers {
      let isWhole = tier.from % factor == 0 && (tier.to ?? 0) % factor == 0
      guard isWhole, let amount = Int64(exactly: tier.price.trillionths * Int128(factor)) else {
        return nil
      }
      tiers.append(
        PriceTier(
          from: tier.from / factor, to: tier.to.map { $0 / factor },
          price: UnitPrice(trillionths: amount)))
    }
    return tiers
  }

  /// Units of the two families that may grow by an import.
  private static func unit(of key: String) -> PriceUnit? {
    if key.hasPrefix("rds.pg.db.") { return PriceUnit.named("instance-hour") }
    if key.hasPrefix("elasticache.") { return PriceUnit.named("node-hour") }
    return nil
  }

  private static func service(of key: String) -> String {
    key.hasPrefix("rds.") ? "rds_postgres" : "elasticache"
  }
}

extension PriceTerm {
  fileprivate var isSavingsPlan: Bool {
    if case .computeSavingsPlan = self { true } else { false }
  }
}
