package import Ledger

/// An S3 bucket: what it keeps by storage class, requests, lifecycle and replication.
///
/// Sizes are averages over the period. Requests are those of the Standard class. A replica is kept in
/// the Standard class of the other Region; each object sent is a PUT there, and its bytes leave this
/// Region. What is written as a flow is sent as it comes and kept there as long as here (prices
/// reference section 1).
package struct Bucket: GrowingSource, Hashable {
  package var name: String
  package var region: String
  /// In the order of the scenario.
  package var storage: [ClassStorage] = []
  /// PUT, COPY, POST and LIST requests.
  package var puts: LoadVolume = LoadVolume()
  /// GET and all other requests.
  package var gets: LoadVolume = LoadVolume()
  /// Objects that lifecycle rules move, by destination class.
  package var transitions: [Amount] = []
  package var replication: Replication? = nil
  /// What is written and grows older; beside the constant `storage`.
  package var flow: ObjectFlow? = nil
  /// Bytes read back, by class, for Glacier with the speed: `glacier_flexible.bulk`.
  package var retrievals: [Amount] = []
  /// Requests that restore objects from Glacier, by class and speed.
  package var restores: [Amount] = []

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
    let amounts: [(MeterID, [Amount])] = [
      (.s3Transitions, transitions), (.s3Retrieval, retrievals), (.s3RetrievalRequests, restores),
    ]
    for (meter, amounts) in amounts {
      for amount in amounts {
        let key = MeterKey(meter, resource: name, variant: amount.variant, region: region)
        ledger.addVolume(amount.volume, load: load, to: key)
      }
    }
    flow?.record(bucket: name, region: region, load: load, into: &ledger)
    if let replication { record(replication, load: load, into: &ledger) }
  }

  private func record(
    _ replica: Replication, load: SystemLoad, into ledger: inout UsageLedger
  ) {
    let there = MeterKey(
      .s3Storage, resource: name, variant: "standard", region: replica.region)
    ledger.addStored(bytes: replica.storedBytes, to: there)
    ledger.addVolume(
      replica.objects, load: load,
      to: MeterKey(.s3Requests, resource: name, variant: "crr.put", region: replica.region))
    flow?.recordReplica(bucket: name, region: replica.region, load: load, into: &ledger)
    let meters: [MeterID] =
      [.s3ReplicationTransfer] + (replica.hasTimeControl ? [.s3ReplicationTime] : [])
    for volume in [replica.bytes] + [flow?.writes].compactMap(\.self) {
      for meter in meters {
        ledger.addVolume(
          volume, load: load,
          to: MeterKey(
            meter, resource: name, variant: variant(of: meter, to: replica.region),
            region: region))
      }
    }
  }

  /// Transfer is priced by the pair of Regions; the usual one is not named.
  private func variant(of meter: MeterID, to destination: String) -> String {
    let pair = MeterKey.pair(from: region, to: destination)
    return meter == .s3ReplicationTransfer && pair != "use1_to_usw2" ? pair : ""
  }

  package func carried(months: Int64) -> Bucket {
    var bucket = self
    bucket.flow?.historyDays += months * 730 / 24
    return bucket
  }

  /// Objects, bytes or requests of one variant of a meter, such as `glacier_flexible.bulk`.
  package struct Amount: Sendable, Hashable {
    package var variant: String
    package var volume: LoadVolume

    package init(variant: String, volume: LoadVolume) {
      self.variant = variant
      self.volume = volume
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

  /// What is kept in, and sent to, a replica in another Region, beside the bucket's flow.
  package struct Replication: Sendable, Hashable {
    package var region: String
    package var storedBytes: Int64 = 0
    package var objects = LoadVolume()
    package var bytes = LoadVolume()
    /// Replication Time Control, paid for by the byte.
    package var hasTimeControl = false

    package init(region: String) { self.region = region }
  }
}
