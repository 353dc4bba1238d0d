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
    let own = Set(list.skus.map { "\($0.key) \($0.term.text) \($0.region)" })
    // What the reference states in its text only.
    let additions: Set = ["waf.requests.extra_wcu on_demand us-east-1"]
    #expect(own.subtracting(additions) == stated)
  }

  @Test("prices, tier bounds, fees and allowances are those of the rows") func prices() throws {
    for row in rows {
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
    for row in rows {
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

private let pricesCSV = "reference/prices.csv"
