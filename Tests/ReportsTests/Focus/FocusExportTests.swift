import Billing
import Reports
import Testing
import Units

/// What the validators of FOCUS miss, and what they would say.
@Suite("FOCUS export")
struct FocusExportTests {
  private let sample: FocusSample
  private let rows: [[String: String]]

  init() throws {
    sample = try FocusSample()
    rows = try sample.rows(.v12)
  }

  private func sum(_ column: String) -> Money {
    rows.reduce(.zero) { $0 + (Money(text: $1[column] ?? "") ?? .zero) }
  }

  @Test("costs add up to the bill, exactly, amortised and in cash")
  func totals() throws {
    #expect(sum("EffectiveCost") == sample.bill.total)
    #expect(sum("BilledCost") == sample.bill.cashTotal)
    #expect(sample.bill.total != sample.bill.cashTotal)
  }

  @Test("list cost is list price times quantity")
  func listCost() throws {
    for row in rows {
      let price = try #require(Double(row["ListUnitPrice"] ?? ""))
      let quantity = try #require(Double(row["PricingQuantity"] ?? ""))
      let cost = try #require(Double(row["ListCost"] ?? ""))
      // Twelve decimals of a quantity, of which a price may be large.
      #expect(abs(price * quantity - cost) <= 1e-11 * max(1, price) + 1e-12 * cost, "\(row)")
      #expect(row["ContractedCost"] == row["ListCost"])
    }
  }

  @Test("every service that is metered has a category, and each subcategory one")
  func categories() {
    var parents: [String: String] = [:]
    for row in rows {
      let category = row["ServiceCategory"] ?? ""
      let known = parents[row["ServiceSubcategory"] ?? "", default: category]
      #expect(known == category)
      parents[row["ServiceSubcategory"] ?? ""] = category
      #expect(row["ServiceName"] != "AWS", "\(row["SkuId"] ?? "")")
    }
  }

  @Test("times are whole hours in UTC inside their month")
  func times() throws {
    for row in rows {
      let start = try #require(row["ChargePeriodStart"])
      let end = try #require(row["ChargePeriodEnd"])
      #expect(start.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:00:00Z/) != nil)
      #expect(try #require(row["BillingPeriodStart"]) <= start)
      #expect(start < end)
      #expect(end <= (try #require(row["BillingPeriodEnd"])))
    }
    #expect(Set(rows.compactMap { $0["BillingPeriodStart"] }).count == 2)
  }

  @Test("covered, uncovered and unused use stand apart, and fees in purchase rows")
  func commitments() throws {
    let committed = rows.filter { !($0["CommitmentDiscountId"] ?? "").isEmpty }
    for row in committed {
      if row["ChargeCategory"] == "Purchase" {
        #expect(row["EffectiveCost"] == "0.0")
        #expect(["One-Time", "Recurring"].contains(row["ChargeFrequency"]))
        #expect(row["CommitmentDiscountStatus"] == "")
      } else {
        #expect(row["BilledCost"] == "0.0")
        #expect(["Used", "Unused"].contains(row["CommitmentDiscountStatus"]))
        #expect((row["ConsumedQuantity"] == "") == (row["CommitmentDiscountStatus"] == "Unused"))
        #expect(row["PricingCategory"] == "Committed")
      }
    }
    let kinds = Set(
      committed.map { "\($0["ChargeFrequency"] ?? "") \($0["CommitmentDiscountStatus"] ?? "")" })
    #expect(kinds == ["One-Time ", "Recurring ", "Usage-Based Used", "Usage-Based Unused"])
    // No row is both Spot and covered.
    for row in rows where row["SkuId"]?.hasPrefix("fargate_spot") == true {
      #expect(row["PricingCategory"] == "Dynamic")
      #expect(row["CommitmentDiscountId"] == "")
    }
  }

  @Test("numbers have a decimal point, ids are ASCII, and one price id leads to one SKU")
  func formats() {
    var skus: [String: String] = [:]
    for row in rows {
      for (column, value) in row
      where column.hasSuffix("Cost") || column.hasSuffix("Quantity") || column.hasSuffix("Price") {
        #expect(value.isEmpty || value.wholeMatch(of: /-?\d+\.\d+/) != nil, "\(column) \(value)")
      }
      let id = row["SkuPriceId"] ?? ""
      #expect(id.allSatisfy { $0.isASCII && $0 != " " })
      #expect(skus[id, default: row["SkuId"] ?? ""] == row["SkuId"])
      skus[id] = row["SkuId"]
      for column in ["ConsumedUnit", "PricingUnit"] {
        let unit = row[column] ?? ""
        #expect(
          unit.isEmpty || unit == "USD" || unit == "GB"
            || unit.wholeMatch(of: /(\d+ )?[A-Za-z]+(-[A-Z][a-z]+)?s/) != nil, "\(unit)")
      }
    }
  }

  @Test("1.4 differs from 1.2 by the two renamed columns only")
  func versions() throws {
    let old = try sample.table(.v12)
    let new = try sample.table(.v14)
    #expect(Set(old.header).subtracting(new.header) == ["ProviderName", "PublisherName"])
    #expect(
      Set(new.header).subtracting(old.header) == ["HostProviderName", "ServiceProviderName"])
    let shared = old.header.filter(new.header.contains)
    #expect(shared == new.header.filter(old.header.contains))
    let (oldRows, newRows) = (rows, try sample.rows(.v14))
    #expect(oldRows.count == newRows.count)
    for (a, b) in zip(oldRows, newRows) {
      for column in shared where a[column] != b[column] { Issue.record("\(column)") }
      #expect(a["ProviderName"] == b["ServiceProviderName"])
      #expect(a["PublisherName"] == b["HostProviderName"])
    }
  }
}
