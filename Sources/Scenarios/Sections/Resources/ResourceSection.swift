internal import Resources

/// A kind of resource: a key under `resources`, whose map gives names to things of the kind.
///
/// One file a kind and one line in `ResourceSections.all`.
protocol ResourceSection: Sendable {
  /// Terraform's resource type where there is one.
  static var key: String { get }
  /// A full sentence for the documentation.
  static var doc: String { get }
  static var schema: ObjectSchema { get }
  /// The source of usage that `object`, checked against `schema`, describes.
  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource
}

/// Every kind of resource, in the order of the documentation and of the ledger's writing.
enum ResourceSections {
  static let all: [any ResourceSection.Type] = [
    LambdaSection.self, EventBusSection.self, DatabaseSection.self, CacheSection.self,
    BucketSection.self, VolumeDiskSection.self, LoadBalancerSection.self, WebACLSection.self,
    NATSection.self, AddressSection.self, TransferSection.self, EndpointSection.self,
    ContentDeliverySection.self, ZoneSection.self, CloudflareSection.self, LogGroupSection.self,
    MonitoringSection.self,
    RepositorySection.self, SecretSection.self, KeySection.self, BetterStackSection.self,
  ]

  static let schema = ObjectSchema(
    all.map { section in
      KeySchema(
        section.key, .map(keys: .names, of: .object(section.schema)), .optional, section.doc)
    })

  static func sources(_ object: CheckedObject, region: String) -> [any UsageSource] {
    all.flatMap { section in
      object.objectMap(section.key).map { section.source(name: $0.name, $0.object, region: region) }
    }
  }
}
