import Billing
import Files
import TestSupport
import Testing
import Units

/// Every row of the prices reference stands in the price list that ships.
@Suite("The price list against its reference", .enabled(if: Places.shared(pricesCSV) != nil))
struct ReferencePriceTests {
  let list: PriceList
  let rows: [Row]

  struct Row {
    let line: Int
    let cells: [String: String]

    subscript(name: String) -> String { cells[name] ?? "" }
  }

  init() throws {
    list = try PriceList.load(folder: Places.root + "/data/prices")
    let path = try #require(Places.shared(pricesCSV))
    var reader = CSVReader(try InputFile.read(path: path))
    let first = reader.next()
    let header = try #require(first).cells
    var rows: [Row] = []
    while let row = reader.next() {
      try #require(row.fault == nil && row.cells.count == header.count)
      rows.append(
        Row(line: row.line, cells: Dictionary(uniqueKeysWithValues: zip(header, row.cells))))
    }
    self.rows = rows
  }

  @Test("holds all 621 rows in 522 records, and nothing that no row states")
  func counts() throws {
    #expect(rows.count == 621)
    let stated = Set(rows.map { "\(key(of: $0)) \($0["term"]) \($0["region"])" })
    #expect(stated.count == 522)
    // The other Regions have tables of their own.
    let own = Set(
      list.skus.filter { ["us-east-1", "global"].contains($0.region) }.map {
        "\($0.key) \($0.term.text) \($0.region)"
      })
    // What the reference states in its text only.
    let additions: Set = ["waf.requests.extra_wcu on_demand us-east-1"]
    #expect(own.subtracting(additions) == stated.filter { !$0.hasSuffix(" us-west-2") })
  }

  /// Records whose price is another than in the table, since the table was wrong: Route 53 has second
  /// tiers, and a standard restore from Glacier costs 0.05 per 1,000.
  private static let mended: Set = [
    "route53.zone", "route53.queries.latency", "route53.queries.geo",
    "s3.retrieval_requests.glacier_flexible.standard",
  ]

  @Test("prices, tier bounds, fees and allowances are those of the rows") func prices() throws {
    for row in rows where !Self.mended.contains(row["sku_key"]) {
      let sku = try record(row)
      let price = try #require(UnitPrice(text: row["price_usd"]))
      let place = Comment(rawValue: "line \(row.line), \(row["sku_key"])")
      switch row["sku_key"].split(separator: ".").last {
      case "upfront":
        #expect(sku.upfront == Money(trillionths: Int128(price.trillionths)), place)
      case "recurring":
        #expect(sku.tiers == [PriceTier(from: 0, to: nil, price: price)], place)
      default:
        if let fee = sku.upfront {
          // The rate is the hourly part and the fee over the term; fees are whole dollars.
          let hours = row["term"].contains("1yr") ? Int128(8760) : 26_280
          let rate = Int128(sku.firstPrice.trillionths) + fee.trillionths / hours
          #expect((rate - Int128(price.trillionths)).magnitude <= Decimal12.one / 2 / hours, place)
        } else if row["term"] == "free_tier" {
          #expect(sku.freeAllowance == Int64(row["tier_end"]), place)
        } else {
          let tier = PriceTier(
            from: Int64(row["tier_start"]) ?? 0, to: Int64(row["tier_end"]), price: price)
          #expect(sku.tiers.contains(tier), place)
        }
      }
    }
  }

  @Test("units, sources and confidence are those of the rows") func provenance() throws {
    for row in rows where !Self.mended.contains(row["sku_key"]) {
      let sku = try record(row)
      let place = Comment(rawValue: "line \(row.line), \(row["sku_key"])")
      #expect(sku.source.contains(row["source"]), place)
      // A record of several rows is worth no more than the weakest of them.
      let weakest = rows.filter {
        key(of: $0) == sku.key && $0["term"] == row["term"] && $0["region"] == row["region"]
      }.map { rank($0["confidence"]) }.max()
      #expect(weakest == rank(sku.confidence.rawValue), place)
      if row["unit"] != "per reservation" { #expect(sku.unit.text == row["unit"], place) }
    }
  }

  private func rank(_ confidence: String) -> Int {
    ["high", "medium", "low", "memory"].firstIndex(of: confidence) ?? -1
  }

  private func record(_ row: Row) throws -> SKU {
    let key = key(of: row)
    return try #require(
      list.skus.first {
        $0.key == key && $0.term.text == row["term"] && $0.region == row["region"]
      }, "line \(row.line) is missing")
  }

  /// Fee, hourly part and effective rate of one reservation are one record.
  private func key(of row: Row) -> String {
    for part in [".effective", ".upfront", ".recurring"] where row["sku_key"].hasSuffix(part) {
      return String(row["sku_key"].dropLast(part.count))
    }
    return row["sku_key"]
  }
}

@Suite(
  "The price lists of other Regions against their tables",
  .enabled(if: Places.shared("reference/region-prices.csv") != nil))
struct RegionPriceTests {
  private let list: PriceList

  init() throws { list = try PriceList.load(folder: Places.root + "/data/prices") }

  private func rows(_ file: String) throws -> [[String: String]] {
    let path = try #require(Places.shared("reference/\(file)"))
    var reader = CSVReader(try InputFile.read(path: path))
    let first = reader.next()
    let header = try #require(first).cells
    var rows: [[String: String]] = []
    while let row = reader.next() {
      rows.append(Dictionary(uniqueKeysWithValues: zip(header, row.cells)))
    }
    return rows
  }

  @Test("Every tier of every Region is the table's") func onDemand() throws {
    let rows = try rows("region-prices.csv")
    #expect(rows.count == 5645)
    for row in rows {
      let (key, region) = (row["key"] ?? "", row["region"] ?? "")
      let place = Comment(rawValue: "\(key) in \(region)")
      let sku = try #require(list.exactly(key, .onDemand, in: region), place)
      let price = try #require(UnitPrice(text: row["price"] ?? ""), place)
      let tier = PriceTier(
        from: Int64(row["tier_from"] ?? "") ?? 0, to: Int64(row["tier_to"] ?? ""), price: price)
      #expect(sku.tiers.contains(tier), place)
      #expect(sku.unit.text == row["unit"], place)
    }
  }

  @Test("Every reservation outside us-east-1 is the table's") func reserved() throws {
    for row in try rows("region-commitments.csv") where row["region"] != "us-east-1" {
      let (key, region) = (row["key"] ?? "", row["region"] ?? "")
      let place = Comment(rawValue: "\(key) in \(region)")
      let term = try #require(PriceTerm(text: row["term"] ?? ""), place)
      let sku = try #require(list.exactly(key, term, in: region), place)
      let hours = Decimal12(text: row["price_hour"] ?? "")?.trillionths ?? -1
      let fee = Money(text: row["upfront"] ?? "") ?? .zero
      let years: Int128 = row["term"]?.contains("3yr") == true ? 26_280 : 8_760
      let stated = hours + fee.trillionths / years
      let own = Int128(sku.firstPrice.trillionths) + (sku.upfront ?? .zero).trillionths / years
      // Some of us-west-2 are known as effective rates, rounded.
      #expect((stated - own).magnitude <= UInt128(stated / 200), place)
    }
  }
}

extension PriceList {
  fileprivate func exactly(_ key: String, _ term: PriceTerm, in region: String) -> SKU? {
    let found = sku(key, term: term, region: region)
    return found?.region == region ? found : nil
  }
}

private let pricesCSV = "reference/prices.csv"
