internal import Files
internal import Units

/// Reads an offer file of Compute Savings Plans: a list of plans, and for each the discounted rate of
/// everything that it covers.
///
/// Rates of EC2 instances, most of the file, are counted and not told apart: the price list has none.
/// Source: AWS Billing user guide, "Reading the service price list file for an AWS Savings Plan".
struct SavingsPlanReader {
  private var terms: OfferTermReader
  private let root: JSONNode

  /// Whether the file is of that kind.
  static func reads(_ root: JSONNode) -> Bool { root["terms"]?["savingsPlan"] != nil }

  /// - Throws: `InputError.invalid` with every problem.
  static func read(_ root: JSONNode, path: String) throws(InputError) -> OfferFile {
    var reader = SavingsPlanReader(terms: OfferTermReader(file: path), root: root)
    let head = OfferHead(
      format: OfferHead.format, code: "ComputeSavingsPlans", version: root["version"]?.string,
      published: root["publicationDate"]?.string)
    head.check(&reader.terms)
    let prices = reader.prices()
    guard reader.terms.problems.isEmpty, let file = head.file(path: path, prices: prices) else {
      throw .invalid(reader.terms.problems)
    }
    return file
  }

  private mutating func prices() -> [OfferPrice] {
    guard let products = root["products"]?.elements,
      let plans = root["terms"]?["savingsPlan"]?.elements
    else {
      terms.report(
        "`products` and `terms.savingsPlan` must be lists", line: root.line, column: 1)
      return []
    }
    var known: [String: JSONNode] = [:]
    for product in products { known[product["sku"]?.string ?? ""] = product }
    var prices: [OfferPrice] = []
    for plan in plans {
      let sku = plan["sku"]?.string ?? ""
      guard let product = known[sku] else {
        terms.report(
          "rates of \(sku), which is none of the products", line: plan.line, column: plan.column)
        continue
      }
      let term = term(of: plan, product: product)
      for rate in plan["rates"]?.elements ?? [] {
        if let price = price(rate, of: plan, term: term) { prices.append(price) }
      }
    }
    return prices
  }

  /// `nil` for plans of EC2 instances, and for terms that the price list has no word for.
  private func term(of plan: JSONNode, product: JSONNode) -> PriceTerm? {
    let length = plan["leaseContractLength"]
    let option = product["attributes"]?["purchaseOption"]?.string ?? ""
    guard product["productFamily"]?.string == "ComputeSavingsPlans",
      length?["unit"]?.string == "year", let years = length?["duration"]?.integer,
      let lease = CommitmentTerm(rawValue: "\(years)yr"),
      let payment = PaymentOption(rawValue: option.lowercased().replacing(" ", with: "_"))
    else { return nil }
    return .computeSavingsPlan(lease, payment)
  }

  private mutating func price(
    _ rate: JSONNode, of plan: JSONNode, term: PriceTerm?
  ) -> OfferPrice? {
    let service = rate["discountedServiceCode"]?.string ?? ""
    let sku = rate["discountedSku"]?.string ?? ""
    let stated = rate["discountedRate"]
    let dimension = OfferDimension(
      unit: rate["unit"]?.string ?? "", begin: "0", end: "Inf",
      prices: stated.map { [($0["currency"]?.string ?? "", $0["price"]?.string ?? "")] } ?? [],
      description: plan["description"]?.string ?? "", line: rate.line, column: rate.column)
    guard let amount = terms.amount(dimension, sku: sku) else { return nil }
    let isInstance = service == "AmazonEC2"
    return OfferPrice(
      sku: sku, service: service,
      attributes: [
        "usagetype": isInstance ? "" : rate["discountedUsageType"]?.string ?? "",
        "operation": isInstance ? "" : rate["discountedOperation"]?.string ?? "",
        "regioncode": isInstance ? "" : rate["discountedRegionCode"]?.string ?? "",
      ], term: term, effective: UTCTime(iso8601: plan["effectiveDate"]?.string ?? "")?.date,
      tiers: [OfferTier(from: 0, to: nil, price: amount)], upfront: nil,
      description: dimension.description)
  }
}
