package import Ledger

/// An S3 bucket: what it keeps by storage class, requests, lifecycle and replication.
///
/// Sizes are averages over the period. Requests are those of the Standard class. A replica is kept in
/// the Standard class of the other Region; each object sent is a PUT there, and its bytes leave this
/// Region (prices reference section 1).
package struct Bucket: GrowingSource, Hashable {
  package var name: String
  package var region: String
  /// In the order of the scenario.
  package var storage: [ClassStorage] = []
  /// PUT, COPY, POST and LIST requests.
  package var puts: LoadVolume = LoadVolume()
  /// GET and all other requests.
  package var gets: LoadVolume = LoadVolume()
  package var transitions: [Transition] = []
  package var replication: Replication? = nil
  /// What is written and grows older; beside the constant `storage`.
  package var flow: ObjectFlow? = nil
  /// Bytes read back, by class, for Glacier with the speed: `glacier_flexible.bulk`.
  package var retrievals: [Retrieval] = []

  package init(name: String, region: String) {
    self.name = name
    self.region = region
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    for part in storage {
      ledger.addStored(
        bytes: part.bytes,
        to: MeterKey(.s3Storage, resource: name, variant: part.storageClass, region: region))
    }
    for (variant, requests) in [("standard.put", puts), ("standard.get", gets)] {
      let key = MeterKey(.s3Requests, resource: name, variant: variant, region: region)
      ledger.addVolume(requests, load: load, to: key)
    }
    for transition in transitions {
      let key = MeterKey(
        .s3Transitions, resource: name, variant: transition.storageClass, region: region)
      ledger.addVolume(transition.objects, load: load, to: key)
    }
    for retrieval in retrievals {
      let key = MeterKey(
        .s3Retrieval, resource: name, variant: retrieval.variant, region: region)
      ledger.addVolume(retrieval.bytes, load: load, to: key)
    }
    flow?.record(bucket: name, region: region, load: load, into: &ledger)
    guard let replication else { return }
    ledger.addStored(
      bytes: replication.storedBytes,
      to: MeterKey(
        .s3Storage, resource: name, variant: "standard", region: replication.region))
    ledger.addVolume(
      replication.objects, load: load,
      to: MeterKey(.s3Requests, resource: name, variant: "crr.put", region: replication.region))
    ledger.addVolume(
      replication.bytes, load: load,
      to: MeterKey(.s3ReplicationTransfer, resource: name, region: region))
  }

  package func carried(months: Int64) -> Bucket {
    var bucket = self
    bucket.flow?.historyDays += months * 730 / 24
    return bucket
  }

  /// Bytes read back from a class that asks money for it.
  package struct Retrieval: Sendable, Hashable {
    package var variant: String
    package var bytes: LoadVolume

    package init(variant: String, bytes: LoadVolume) {
      self.variant = variant
      self.bytes = bytes
    }
  }

  /// Bytes kept in one storage class, such as `standard` or `glacier_flexible`.
  package struct ClassStorage: Sendable, Hashable {
    package var storageClass: String
    package var bytes: Int64

    package init(storageClass: String, bytes: Int64) {
      self.storageClass = storageClass
      self.bytes = bytes
    }
  }

  /// Objects that a lifecycle rule moves into a storage class.
  package struct Transition: Sendable, Hashable {
    package var storageClass: String
    package var objects: LoadVolume

    package init(storageClass: String, objects: LoadVolume) {
      self.storageClass = storageClass
      self.objects = objects
    }
  }

  /// What is kept in, and sent to, a replica in another Region.
  package struct Replication: Sendable, Hashable {
    package var region: String
    package var storedBytes: Int64
    package var objects: LoadVolume
    package var bytes: LoadVolume

    package init(region: String, storedBytes: Int64, objects: LoadVolume, bytes: LoadVolume) {
      self.region = region
      self.storedBytes = storedBytes
      self.objects = objects
      self.bytes = bytes
    }
  }
}
