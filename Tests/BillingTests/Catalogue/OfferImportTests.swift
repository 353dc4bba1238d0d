import Billing
import Foundation
import TestSupport
import Testing
import Units

@Suite("Importing AWS Price List offers")
struct OfferImportTests {
  /// The JSON form: a Fargate price that moved, one that did not, tiers, a fee, a stranger.
  static let json = """
    {
      "formatVersion": "v1.0", "offerCode": "AmazonECS", "version": "20261201000000",
      "publicationDate": "2026-12-01T00:00:00Z",
      "products": {
        "AAA": {"sku": "AAA", "productFamily": "Compute", "attributes": {
          "servicecode": "AmazonECS", "regionCode": "us-east-1",
          "usagetype": "USE1-Fargate-vCPU-Hours:perCPU", "operation": ""}},
        "BBB": {"sku": "BBB", "productFamily": "Compute", "attributes": {
          "servicecode": "AmazonECS", "usagetype": "USE1-Fargate-GB-Hours", "operation": ""}},
        "CCC": {"sku": "CCC", "productFamily": "Compute", "attributes": {
          "servicecode": "AmazonECS", "usagetype": "USE1-ECS-Anywhere-Instance-hours"}},
        "DDD": {"sku": "DDD", "productFamily": "Serverless", "attributes": {
          "servicecode": "AWSLambda", "usagetype": "Request", "regionCode": "us-east-1"}},
        "EEE": {"sku": "EEE", "productFamily": "Database Instance", "attributes": {
          "servicecode": "AmazonRDS", "regionCode": "us-east-1", "databaseEngine": "PostgreSQL",
          "instanceType": "db.r6g.xlarge", "usagetype": "Multi-AZUsage:db.r6g.xl"}}
      },
      "terms": {
        "OnDemand": {
          "AAA": {"AAA.J": {"sku": "AAA", "effectiveDate": "2026-12-01T00:00:00Z",
            "priceDimensions": {"AAA.J.6": {"unit": "hours", "beginRange": "0", "endRange": "Inf",
              "description": "vCPU", "pricePerUnit": {"USD": "0.0425040000"}}},
            "termAttributes": {}}},
          "BBB": {"BBB.J": {"sku": "BBB", "effectiveDate": "2026-12-01T00:00:00Z",
            "priceDimensions": {"BBB.J.6": {"unit": "hours", "beginRange": "0", "endRange": "Inf",
              "description": "GB", "pricePerUnit": {"USD": "0.0044450000"}}},
            "termAttributes": {}}},
          "CCC": {"CCC.J": {"sku": "CCC", "effectiveDate": "2026-12-01T00:00:00Z",
            "priceDimensions": {"CCC.J.6": {"unit": "hours", "beginRange": "0", "endRange": "Inf",
              "description": "x", "pricePerUnit": {"USD": "0.01"}}}, "termAttributes": {}}},
          "DDD": {"DDD.J": {"sku": "DDD", "effectiveDate": "2026-12-01T00:00:00Z",
            "priceDimensions": {"DDD.J.6": {"unit": "Requests", "beginRange": "0",
              "endRange": "Inf", "description": "x", "pricePerUnit": {"USD": "0.0000003000"}}},
            "termAttributes": {}}}
        },
        "Reserved": {
          "EEE": {"EEE.R": {"sku": "EEE", "effectiveDate": "2026-12-01T00:00:00Z",
            "priceDimensions": {
              "EEE.R.1": {"unit": "Quantity", "beginRange": "0", "endRange": "Inf",
                "description": "Upfront Fee", "pricePerUnit": {"USD": "2200"}},
              "EEE.R.2": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf",
                "description": "hourly", "pricePerUnit": {"USD": "0.2500000000"}}},
            "termAttributes": {"LeaseContractLength": "1yr", "OfferingClass": "standard",
              "PurchaseOption": "Partial Upfront"}}}
        }
      }
    }
    """

  static let csv = """
    "FormatVersion","v1.0"
    "Disclaimer","none"
    "Publication Date","2026-12-01T00:00:00Z"
    "Version","20261201000000"
    "OfferCode","AWSDataTransfer"
    "SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","serviceCode","usageType","operation","Region Code"
    "EEE","J","EEE.J.1","OnDemand","first","2026-12-01","0","10240","GB","0.0900000000","USD","AWSDataTransfer","DataTransfer-Out-Bytes","","us-east-1"
    "EEE","J","EEE.J.2","OnDemand","next","2026-12-01","10240","51200","GB","0.0800000000","USD","AWSDataTransfer","DataTransfer-Out-Bytes","","us-east-1"
    "EEE","J","EEE.J.3","OnDemand","next","2026-12-01","51200","153600","GB","0.0700000000","USD","AWSDataTransfer","DataTransfer-Out-Bytes","","us-east-1"
    "EEE","J","EEE.J.4","OnDemand","over","2026-12-01","153600","Inf","GB","0.0500000000","USD","AWSDataTransfer","DataTransfer-Out-Bytes","","us-east-1"
    "FFF","J","FFF.J.1","OnDemand","x","2026-12-01","0","Inf","GB","0.02","USD","AWSDataTransfer","EUW3-USE1-AWS-Out-Bytes","","eu-west-3"

    """

  private func load(_ text: String, in folder: Scratch) throws -> CatalogueImport {
    try folder.copyPrices()
    try folder.write("offer.txt", text)
    return try CatalogueImport(OfferFile.load(path: folder.path + "/offer.txt"), into: folder.path)
  }

  @Test("the JSON form: what changes, what stays, what nobody knows") func reads() throws {
    let folder = try Scratch()
    let result = try load(Self.json, in: folder)
    #expect(
      result.changes.map { "\($0.new.key) \($0.new.term.text) \($0.new.firstPrice)" } == [
        "fargate.x86.vcpu on_demand 0.042504",
        // 0.0000003 a request is 0.3 a million.
        "lambda.requests on_demand 0.3",
        "rds.pg.db.r6g.xlarge.multi ri_1yr_partial_upfront 0.25",
      ])
    #expect(result.changes.last?.new.upfront == Money(text: "2200"))
    #expect(result.unchanged == 1)
    #expect(result.unmapped.map(\.usageType) == ["USE1-ECS-Anywhere-Instance-hours"])
    #expect(result.kept.contains { $0.key == "fargate.arm.vcpu" })
  }

  @Test("writing takes the prices, keeps every other one and stays a valid list") func writes()
    throws
  {
    let folder = try Scratch()
    let result = try load(Self.json, in: folder)
    let old = try PriceList.load(folder: folder.path)
    try result.write(to: folder.path)
    let new = try PriceList.load(folder: folder.path)
    #expect(new.skus.count == old.skus.count)
    #expect(new.date.description == "2026-12-01")
    #expect(new.sku("fargate.x86.vcpu", region: "us-east-1")?.firstPrice.description == "0.042504")
    #expect(try PriceListCheck(folder: folder.path).problems == [])
    // The same offers again change nothing.
    let again = try CatalogueImport(
      OfferFile.load(path: folder.path + "/offer.txt"), into: folder.path)
    #expect(again.changes.isEmpty && again.unchanged == 4)
  }

  @Test("writing leaves every other line of the files as it was") func layout() throws {
    let folder = try Scratch()
    try folder.copyPrices()
    let shipped = try folder.text("us-east-1.json").split(separator: "\n")
    let other = try folder.text("us-west-2.json")
    try load(Self.json, in: folder).write(to: folder.path)
    let written = try folder.text("us-east-1.json").split(separator: "\n")
    #expect(written.count == shipped.count)
    // The date, and of three records at most price, fee, day, source and confidence.
    let changed = zip(written, shipped).count { $0 != $1 }
    #expect((4...16).contains(changed))
    #expect(try folder.text("us-west-2.json") == other)
  }

  @Test("the CSV form: tiers, and a Region without a file, which begins") func csvForm() throws {
    let folder = try Scratch()
    let result = try load(Self.csv, in: folder)
    #expect(
      result.changes.map { "\($0.new.key) \($0.new.region)" } == [
        "dt.inter_region.other eu-west-3", "dt.internet_egress us-east-1",
      ])
    let egress = try #require(result.changes.last?.new)
    #expect(egress.tiers.map(\.price.description) == ["0.09", "0.08", "0.07", "0.05"])
    #expect(result.unmapped == [])
    try result.write(to: folder.path)
    let list = try PriceList.load(folder: folder.path)
    #expect(list.regions.contains("eu-west-3"))
    #expect(try folder.text("eu-west-3.json").contains("\"as_of\": \"2026-12-01\""))
    #expect(try PriceListCheck(folder: folder.path).problems == [])
  }

  /// A product on demand in Zürich, whose usage types begin as no Region's that is known.
  private static func product(
    _ service: String, _ usage: String, _ price: String, region: String, on day: String
  ) -> String {
    """
    "FormatVersion","v1.0"
    "Disclaimer","none"
    "Publication Date","\(day)T00:00:00Z"
    "Version","1"
    "OfferCode","\(service)"
    "SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","serviceCode","usageType","operation","Region Code"
    "AAA","J","AAA.J.1","OnDemand","x","\(day)","0","Inf","x","\(price)","USD","\(service)","\(usage)","","\(region)"

    """
  }

  @Test(
    "knows what AWS calls things in each Region",
    arguments: [
      ("AmazonECS", "ZRH1-Fargate-GB-Hours", "eu-zurich-1", "fargate.x86.gb"),
      (
        "AWSSecretsManager", "APS1-AWSSecretsManager-Secret", "ap-southeast-1",
        "secretsmanager.secret"
      ),
      (
        "AmazonS3GlacierDeepArchive", "EU-TimedStorage-GDA-ByteHrs", "eu-west-1",
        "s3.deep_archive.storage"
      ),
      ("AWSQueueService", "EUC1-Requests-FIFO-Tier1", "eu-central-1", "sqs.fifo"),
      ("AmazonDynamoDB", "EUN1-TimedPITRStorage-ByteHrs", "eu-north-1", "dynamodb.pitr"),
      ("AWSDataTransfer", "APN1-EUW2-AWS-Out-Bytes", "ap-northeast-1", "dt.inter_region.other"),
    ])
  func names(service: String, usage: String, region: String, key: String) throws {
    let offer = Self.product(service, usage, "0.0123456", region: region, on: "2026-12-01")
    let result = try load(offer, in: try Scratch())
    #expect(result.unmapped == [])
    #expect(result.changes.map(\.new.key) == [key])
    #expect(result.changes.map(\.new.region) == [region])
  }

  @Test("a price that is known from a later day stays, unless older ones are asked for")
  func older() throws {
    let folder = try Scratch()
    let offer = Self.product(
      "AWSELB", "USW2-LoadBalancerUsage", "0.03", region: "us-west-2", on: "2018-01-01"
    ).replacingOccurrences(
      of: "\"USW2-LoadBalancerUsage\",\"\"",
      with: "\"USW2-LoadBalancerUsage\",\"LoadBalancing:Application\"")
    let result = try load(offer, in: folder)
    #expect(result.changes.isEmpty)
    #expect(result.newer.map(\.new.key) == ["elb.alb.hour"])
    let forced = try CatalogueImport(
      OfferFile.load(path: folder.path + "/offer.txt"), into: folder.path, takesOlder: true)
    #expect(forced.changes.map(\.new.key) == ["elb.alb.hour"])
  }

  @Test(
    "refuses bad files, names every problem, and changes nothing",
    arguments: [
      (json, "\"v1.0\"", "\"v2.0\"", "only the format v1.0"),
      (json, "{\"USD\": \"0.0425040000\"}", "{\"CNY\": \"0.3\"}", "in CNY; only USD"),
      (json, "\"0.0044450000\"", "\"-0.1\"", "at least 0"),
      (json, "\"termAttributes\": {\"Lease", "\"termAttr", "not valid JSON"),
      (csv, "\"10240\",\"51200\"", "\"5000\",\"51200\"", "tiers overlap"),
      (csv, "\"10240\",\"51200\"", "\"20000\",\"51200\"", "a gap between"),
      (csv, "\"0.0800000000\"", "\"-0.08\"", "at least 0"),
      (csv, "\"0.0800000000\",\"USD\"", "\"0.08\",\"EUR\"", "in EUR; only USD"),
      (csv, "\"v1.0\"", "\"v9\"", "only the format v1.0"),
      (csv, ",\"eu-west-3\"", "", "may be cut off"),
      (csv, "\"\",\"eu-west-3\"", "\"\",\"eu-w", "never ends"),
    ])
  func refuses(file: String, original: String, edited: String, message: String) throws {
    let folder = try Scratch()
    try folder.copyPrices()
    let before = try folder.text("us-east-1.json")
    var text = file
    if message == "never ends" {
      let end = try #require(text.range(of: "-west-3\"\n")).lowerBound
      text = String(text[..<end])
    } else if message == "not valid JSON" {
      let end = try #require(text.range(of: original)).lowerBound
      text = String(text[..<end])
    } else {
      let range = try #require(text.range(of: original))
      text.replaceSubrange(range, with: edited)
    }
    try folder.write("offer.txt", text)
    let error = try #require(throws: InputError.self) {
      try OfferFile.load(path: folder.path + "/offer.txt")
    }
    guard case .invalid(let problems) = error else {
      Issue.record("a bad file is an invalid input")
      return
    }
    #expect(problems.contains { $0.message.contains(message) && $0.line != nil })
    #expect(try folder.text("us-east-1.json") == before)
  }

  @Test("two faults of one file are named together") func together() throws {
    let folder = try Scratch()
    try folder.write(
      "offer.txt",
      Self.csv.replacing("\"0.0800000000\"", with: "\"-1\"").replacing("0.02", with: "x"))
    let error = try #require(throws: InputError.self) {
      try OfferFile.load(path: folder.path + "/offer.txt")
    }
    guard case .invalid(let problems) = error else { return }
    #expect(problems.count == 2)
  }
}
