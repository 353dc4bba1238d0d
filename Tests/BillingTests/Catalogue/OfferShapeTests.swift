import Billing
import Foundation
import TestSupport
import Testing
import Units

/// Products in the shapes that AWS's own offer files have: what stands beside a price that is meant.
@Suite("Shapes of AWS's offer files")
struct OfferShapeTests {
  private struct Dimension {
    var unit = "Hrs"
    var from = "0"
    var to = "Inf"
    let usd: String
  }

  private struct Product {
    let attributes: [String: String]
    var lease: [String: String] = [:]
    let dimensions: [Dimension]
  }

  private func offers(_ code: String, _ products: [Product]) throws -> String {
    var listed: [String: Any] = [:]
    var terms: [String: [String: Any]] = [:]
    for (index, product) in products.enumerated() {
      let sku = "SKU\(index)"
      listed[sku] = [
        "sku": sku, "productFamily": "x",
        "attributes": ["servicecode": code].merging(product.attributes) { $1 },
      ]
      let dimensions = product.dimensions.enumerated().map { place, dimension in
        (
          "\(sku).T.\(place)",
          [
            "rateCode": "\(sku).T.\(place)", "description": "x", "unit": dimension.unit,
            "beginRange": dimension.from, "endRange": dimension.to,
            "pricePerUnit": ["USD": dimension.usd], "appliesTo": [String](),
          ] as [String: Any]
        )
      }
      let type = product.lease.isEmpty ? "OnDemand" : "Reserved"
      terms[type, default: [:]][sku] = [
        "\(sku).T": [
          "offerTermCode": "T", "sku": sku, "effectiveDate": "2026-11-01T00:00:00Z",
          "priceDimensions": Dictionary(uniqueKeysWithValues: dimensions),
          "termAttributes": product.lease,
        ] as [String: Any]
      ]
    }
    let file: [String: Any] = [
      "formatVersion": "v1.0", "disclaimer": "none", "offerCode": code,
      "version": "20261101000000", "publicationDate": "2026-11-01T12:00:00Z",
      "products": listed, "terms": terms,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: file), as: UTF8.self)
  }

  private func load(_ code: String, _ products: [Product]) throws -> CatalogueImport {
    let folder = try Scratch()
    try folder.copyPrices()
    try folder.write("offer.txt", try offers(code, products))
    return try CatalogueImport(
      OfferFile.load(path: folder.path + "/offer.txt"), into: folder.path)
  }

  private func changed(_ result: CatalogueImport) -> [String] {
    result.changes.map { "\($0.new.key) \($0.new.term.text) \($0.new.firstPrice)" }
  }

  @Test("Lambda's free allowances end where they are used up, and block nothing")
  func allowances() throws {
    let result = try load(
      "AWSLambda",
      [
        Product(
          attributes: ["usagetype": "Global-Request", "group": "AWS-Lambda-Requests"],
          dimensions: [Dimension(unit: "Requests", to: "1000000", usd: "0.0000000000")]),
        Product(
          attributes: ["usagetype": "Global-Lambda-GB-Second"],
          dimensions: [Dimension(unit: "Lambda-GB-Second", to: "400000", usd: "0.0000000000")]),
        Product(
          attributes: ["usagetype": "Request", "regionCode": "us-east-1"],
          dimensions: [Dimension(unit: "Requests", usd: "0.0000002500")]),
      ])
    #expect(changed(result) == ["lambda.requests on_demand 0.25"])
    #expect(result.unmapped.map(\.usageType) == ["Global-Lambda-GB-Second", "Global-Request"])
    #expect(result.unmapped.allSatisfy { $0.reason.contains("free allowance") })
  }

  @Test("a paid price that ends is still refused") func closedPrice() throws {
    #expect(throws: InputError.self) {
      _ = try load(
        "AWSLambda",
        [
          Product(
            attributes: ["usagetype": "Request", "regionCode": "us-east-1"],
            dimensions: [Dimension(unit: "Requests", to: "1000000", usd: "0.0000002000")])
        ])
    }
  }

  @Test("RDS: of all that is called db.r6g.xlarge, PostgreSQL in the Region is taken")
  func databases() throws {
    func instance(
      _ usage: String, _ engine: String, _ price: String, _ more: [String: String] = [:]
    ) -> Product {
      Product(
        attributes: [
          "usagetype": usage, "databaseEngine": engine, "instanceType": "db.r6g.xlarge",
          "regionCode": "us-east-1", "locationType": "AWS Region",
        ].merging(more) { $1 }, dimensions: [Dimension(usd: price)])
    }
    func storage(_ engine: String, _ price: String) -> Product {
      Product(
        attributes: [
          "usagetype": "RDS:GP3-Storage", "databaseEngine": engine, "regionCode": "us-east-1",
          "deploymentOption": "Single-AZ",
        ], dimensions: [Dimension(unit: "GB-Mo", usd: price)])
    }
    let result = try load(
      "AmazonRDS",
      [
        instance("InstanceUsage:db.r6g.xl", "PostgreSQL", "0.5000000000"),
        instance("InstanceUsage:db.r6g.xl", "MySQL", "0.4300000000"),
        instance("InstanceUsage:db.r6g.xl", "Aurora PostgreSQL", "0.5190000000"),
        instance("Multi-AZClusterUsage:db.r6g.xl", "PostgreSQL", "1.9000000000"),
        instance(
          "InstanceUsage:db.r6g.xl", "PostgreSQL", "0.7000000000",
          ["locationType": "AWS Outposts"]),
        instance(
          "BOS1-InstanceUsage:db.r6g.xl", "PostgreSQL", "0.8000000000",
          ["locationType": "AWS Local Zone", "regionCode": "us-east-1-bos-1"]),
        storage("PostgreSQL", "0.1200000000"), storage("SQL Server", "0.1500000000"),
      ])
    #expect(
      changed(result) == [
        "rds.pg.db.r6g.xlarge.single on_demand 0.5", "rds.pg.storage.gp3.single on_demand 0.12",
      ])
    #expect(result.unmapped.reduce(0) { $0 + $1.count } == 6)
  }

  @Test("reservations: a fee alone, a fee with a price, and convertible ones")
  func reservations() throws {
    func lease(_ option: String, _ offering: String) -> [String: String] {
      ["LeaseContractLength": "3yr", "OfferingClass": offering, "PurchaseOption": option]
    }
    let node = [
      "usagetype": "NodeUsage:cache.r6g.large", "instanceType": "cache.r6g.large",
      "cacheEngine": "Redis", "regionCode": "us-east-1",
    ]
    let fee = Dimension(unit: "Quantity", usd: "1900")
    let result = try load(
      "AmazonElastiCache",
      [
        Product(attributes: node, lease: lease("All Upfront", "standard"), dimensions: [fee]),
        Product(
          attributes: node, lease: lease("Partial Upfront", "standard"),
          dimensions: [Dimension(unit: "Quantity", usd: "1000"), Dimension(usd: "0.0400000000")]),
        Product(
          attributes: node, lease: lease("No Upfront", "convertible"),
          dimensions: [Dimension(usd: "0.0100000000")]),
      ])
    #expect(
      changed(result) == [
        "elasticache.redis.cache.r6g.large ri_3yr_all_upfront 0",
        "elasticache.redis.cache.r6g.large ri_3yr_partial_upfront 0.04",
      ])
    #expect(result.changes.map(\.new.upfront) == [Money(text: "1900"), Money(text: "1000")])
  }

  @Test("load balancers in EC2's own offers, told apart by operation") func balancers() throws {
    func balancer(_ operation: String, _ price: String) -> Product {
      Product(
        attributes: [
          "usagetype": "LoadBalancerUsage", "operation": operation, "regionCode": "us-east-1",
        ], dimensions: [Dimension(usd: price)])
    }
    let result = try load(
      "AmazonEC2",
      [
        balancer("LoadBalancing:Application", "0.0300000000"),
        balancer("LoadBalancing", "0.0250000000"),
        balancer("LoadBalancing:Gateway", "0.0125000000"),
      ])
    #expect(changed(result) == ["elb.alb.hour on_demand 0.03"])
  }

  /// Two plans with the rates of Fargate, of Lambda's requests, which no plan makes cheaper, and of
  /// EC2.
  private static let plans = """
    {"disclaimer": "none", "regionCode": "us-east-1", "version": "20261101000000",
      "publicationDate": "2026-11-01T00:00:00Z",
      "products": [
        {"sku": "PART", "productFamily": "ComputeSavingsPlans",
          "serviceCode": "ComputeSavingsPlans", "usageType": "ComputeSP:1yrPartialUpfront",
          "operation": "", "attributes": {"purchaseOption": "Partial Upfront",
            "granularity": "hourly", "purchaseTerm": "1yr", "location": "Any"}},
        {"sku": "INST", "productFamily": "EC2InstanceSavingsPlans",
          "attributes": {"purchaseOption": "No Upfront", "purchaseTerm": "1yr"}}],
      "terms": {"savingsPlan": [
        {"sku": "PART", "description": "1 year Partial Upfront Compute Savings Plan",
          "effectiveDate": "2026-10-01T00:00:00Z",
          "leaseContractLength": {"duration": 1, "unit": "year"},
          "rates": [
            {"discountedSku": "F", "discountedUsageType": "USE1-Fargate-vCPU-Hours:perCPU",
              "discountedOperation": "", "discountedServiceCode": "AmazonECS",
              "rateCode": "PART.F", "unit": "hours",
              "discountedRate": {"price": "0.0311", "currency": "USD"},
              "discountedRegionCode": "us-east-1", "discountedInstanceType": ""},
            {"discountedSku": "L", "discountedUsageType": "Request",
              "discountedOperation": "", "discountedServiceCode": "AWSLambda",
              "rateCode": "PART.L", "unit": "Requests",
              "discountedRate": {"price": "0.0000002", "currency": "USD"},
              "discountedRegionCode": "us-east-1"},
            {"discountedSku": "E", "discountedUsageType": "BoxUsage:m5.large",
              "discountedOperation": "RunInstances", "discountedServiceCode": "AmazonEC2",
              "rateCode": "PART.E", "unit": "Hrs",
              "discountedRate": {"price": "0.07", "currency": "USD"},
              "discountedRegionCode": "us-east-1", "discountedInstanceType": "m5.large"}]},
        {"sku": "INST", "effectiveDate": "2026-10-01T00:00:00Z",
          "leaseContractLength": {"duration": 1, "unit": "year"},
          "rates": [
            {"discountedSku": "E", "discountedUsageType": "BoxUsage:m5.large",
              "discountedServiceCode": "AmazonEC2", "unit": "Hrs",
              "discountedRate": {"price": "0.06", "currency": "USD"}}]}]}}
    """

  private func plans(_ text: String) throws -> CatalogueImport {
    let folder = try Scratch()
    try folder.copyPrices()
    try folder.write("offer.txt", text)
    return try CatalogueImport(
      OfferFile.load(path: folder.path + "/offer.txt"), into: folder.path)
  }

  @Test("Savings Plans: the rates of what the price list has rates for") func savingsPlans() throws
  {
    let result = try plans(Self.plans)
    #expect(changed(result) == ["fargate.x86.vcpu csp_1yr_partial_upfront 0.0311"])
    #expect(result.changes.first?.new.confidence == .high)
    #expect(result.unmapped.map { "\($0.service) \($0.count)" } == ["AWSLambda 1", "AmazonEC2 2"])
  }

  @Test("Savings Plans: a bad rate is named", arguments: ["USD", "0.0311"])
  func badPlan(original: String) throws {
    let text = Self.plans.replacingOccurrences(
      of: original, with: original == "USD" ? "CNY" : "-0.0311")
    let error = #expect(throws: InputError.self) { _ = try plans(text) }
    guard case .invalid(let problems) = error else { return #expect(Bool(false)) }
    #expect(problems.count == (original == "USD" ? 4 : 1))
    #expect(problems.allSatisfy { $0.line != nil })
  }
}
