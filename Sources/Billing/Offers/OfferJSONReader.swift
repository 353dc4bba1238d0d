internal import Files
internal import Units

/// Reads the JSON form of an offer file: `products` and `terms` by AWS's SKU.
struct OfferJSONReader {
  private var terms: OfferTermReader
  private let path: String

  private init(path: String) {
    self.path = path
    terms = OfferTermReader(file: path)
  }

  /// - Throws: `InputError.invalid` with every problem.
  static func read(_ bytes: [UInt8], path: String) throws(InputError) -> OfferFile {
    let root = try JSONReader.read(bytes, file: path)
    if SavingsPlanReader.reads(root) { return try SavingsPlanReader.read(root, path: path) }
    var reader = OfferJSONReader(path: path)
    let head = OfferHead(
      format: root["formatVersion"]?.string, code: root["offerCode"]?.string,
      version: root["version"]?.string, published: root["publicationDate"]?.string)
    head.check(&reader.terms)
    let prices = reader.prices(root)
    guard reader.terms.problems.isEmpty, let file = head.file(path: path, prices: prices) else {
      throw .invalid(reader.terms.problems)
    }
    return file
  }

  private mutating func prices(_ root: JSONNode) -> [OfferPrice] {
    guard let products = root["products"]?.members else {
      terms.report("`products` must be an object of products by SKU", line: root.line, column: 1)
      return []
    }
    guard let types = root["terms"]?.members else {
      terms.report("`terms` must be an object of terms by type", line: root.line, column: 1)
      return []
    }
    var known: [String: JSONNode] = [:]
    for product in products { known[product.name] = product.node }
    var prices: [OfferPrice] = []
    for type in types {
      for sku in type.node.members ?? [] {
        guard let product = known[sku.name] else {
          terms.report(
            "terms of \(sku.name), which is none of the products", line: sku.node.line,
            column: sku.node.column)
          continue
        }
        for offer in sku.node.members ?? [] {
          if let price = price(offer.node, type: type.name, sku: sku.name, product: product) {
            prices.append(price)
          }
        }
      }
    }
    return prices
  }

  private mutating func price(
    _ offer: JSONNode, type: String, sku: String, product: JSONNode
  ) -> OfferPrice? {
    var attributes: [String: String] = ["productfamily": product["productFamily"]?.string ?? ""]
    for attribute in product["attributes"]?.members ?? [] {
      attributes[OfferHead.name(attribute.name)] = attribute.node.string
    }
    guard let dimensions = offer["priceDimensions"]?.members, !dimensions.isEmpty else {
      terms.report(
        "\(sku): a term needs `priceDimensions`", line: offer.line, column: offer.column)
      return nil
    }
    let conditions = offer["termAttributes"]
    let term = OfferTerm(
      sku: sku, type: type, effective: offer["effectiveDate"]?.string ?? "",
      lease: conditions?["LeaseContractLength"]?.string ?? "",
      option: conditions?["PurchaseOption"]?.string ?? "",
      offeringClass: conditions?["OfferingClass"]?.string ?? "",
      dimensions: dimensions.map { dimension in
        OfferDimension(
          unit: dimension.node["unit"]?.string ?? "",
          begin: dimension.node["beginRange"]?.string ?? "",
          end: dimension.node["endRange"]?.string ?? "",
          prices: (dimension.node["pricePerUnit"]?.members ?? []).map {
            ($0.name, $0.node.string ?? "")
          },
          description: dimension.node["description"]?.string ?? "", line: dimension.node.line,
          column: dimension.node.column)
      })
    return terms.price(
      term, service: attributes["servicecode"] ?? "", attributes: attributes)
  }
}

/// What an offer file says about itself.
struct OfferHead {
  let format: String?
  let code: String?
  let version: String?
  let published: String?

  static let format = "v1.0"

  /// Notes what is missing or of another version.
  func check(_ reader: inout OfferTermReader) {
    if format != Self.format {
      let stated = format.map { "\"\($0)\"" } ?? "no format version"
      reader.report(
        "the offer file states \(stated); only the format \(Self.format) is known", line: 1)
    }
    if code == nil || code == "" { reader.report("the offer file states no offer code", line: 1) }
    if version == nil || version == "" {
      reader.report("the offer file states no version", line: 1)
    }
    if published.flatMap({ UTCTime(iso8601: $0) }) == nil {
      reader.report("the offer file states no publication date", line: 1)
    }
  }

  func file(path: String, prices: [OfferPrice]) -> OfferFile? {
    guard let code, let version, let date = published.flatMap({ UTCTime(iso8601: $0) })?.date
    else { return nil }
    return OfferFile(path: path, code: code, version: version, published: date, prices: prices)
  }

  /// An attribute's name as both forms of the file give it: `usagetype` for `usageType`.
  static func name(_ text: String) -> String { text.lowercased().replacing(" ", with: "") }
}
