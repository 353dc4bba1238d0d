import Billing
import Files
import Foundation
import TestSupport
import Testing
import Units

@Suite("Checking a price list")
struct PriceListCheckTests {
  @Test("finds nothing wrong with the one that ships") func shipped() throws {
    let check = try PriceListCheck(folder: Places.root + "/data/prices")
    #expect(check.problems == [])
    // 485 of us-east-1 and of everywhere, and those of the twelve other Regions.
    #expect(check.recordCount > 10_000)
  }

  @Test(
    "lists every problem with its place",
    arguments: [
      ("\"currency\": \"USD\"", "\"currency\": \"EUR\"", "EUR; only USD is known"),
      (
        "\"from\": 10240, \"to\": 51200, \"price\": \"0.085\"",
        "\"from\": 9000, \"to\": 51200, \"price\": \"0.085\"",
        "tiers overlap: this one begins at 9000"
      ),
      (
        "\"from\": 10240, \"to\": 51200, \"price\": \"0.085\"",
        "\"from\": 20000, \"to\": 51200, \"price\": \"0.085\"", "a gap between 10240 and 20000"
      ),
      ("\"price\": \"0.04048\"", "\"price\": \"-0.04048\"", "decimal of at least 0"),
      ("\"unit\": \"vCPU-hour\"", "\"unit\": \"vCPU-hours\"", "unknown unit `vCPU-hours`"),
      ("\"key\": \"elb.nlb.hour\"", "\"key\": \"elb.alb.hour\"", "already stated in line"),
      (
        "\"key\": \"elb.alb.hour\"", "\"key\": \"elb.alb.hours\"", "`elb.alb.hour` (meter alb.hours"
      ),
      ("\"key\": \"dt.ingress\"", "\"key\": \"cloudfront.egress\"", "for every Region as well"),
      ("\"term\": \"on_demand\"", "\"term\": \"on_tuesday\"", "unknown term `on_tuesday`"),
    ])
  func wrong(original: String, edited: String, message: String) throws {
    let folder = try Scratch()
    try folder.copyPrices()
    try folder.edit("us-east-1.json", original, edited)
    let check = try PriceListCheck(folder: folder.path)
    let hit = try #require(check.problems.first { $0.message.contains(message) })
    if !message.contains("meter") { #expect(hit.line != nil && hit.column != nil) }
  }

  @Test("names two faults of two files together") func together() throws {
    let folder = try Scratch()
    try folder.copyPrices()
    try folder.edit("us-east-1.json", "\"price\": \"0.04048\"", "\"price\": \"0,04048\"")
    try folder.edit("us-west-2.json", "\"unit\": \"GB-hour\"", "\"unit\": \"GBh\"")
    let check = try PriceListCheck(folder: folder.path)
    #expect(check.problems.contains { $0.file.hasSuffix("us-east-1.json") })
    #expect(check.problems.contains { $0.file.hasSuffix("us-west-2.json") })
    // The refused record is reported once, not again as a meter without a price.
    #expect(!check.problems.contains { $0.message.contains("meter fargate.vcpu") })
  }
}

extension Scratch {
  func copyPrices() throws {
    for name in ["us-east-1.json", "us-west-2.json", "global.json"] {
      try OutputFile.write(
        try InputFile.read(path: "\(Places.root)/data/prices/\(name)"), to: "\(path)/\(name)")
    }
  }

  /// Replaces the first `original` in a file.
  func edit(_ name: String, _ original: String, _ edited: String) throws {
    var text = String(decoding: try InputFile.read(path: "\(path)/\(name)"), as: UTF8.self)
    let range = try #require(text.range(of: original), "\(name) has no \(original)")
    text.replaceSubrange(range, with: edited)
    try write(name, text)
  }
}
