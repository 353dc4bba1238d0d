package import Ledger

/// A CloudFront distribution in front of an AWS origin, served from North America and Europe.
///
/// Fetches from the origin are free. A flat-rate plan takes the place of all usage prices.
package struct ContentDelivery: UsageSource, Hashable {
  package var name: String
  package var egress: LoadVolume = LoadVolume()
  package var httpsRequests: LoadVolume = LoadVolume()
  package var httpRequests: LoadVolume = LoadVolume()
  /// Bytes that clients send on to the origin.
  package var toOrigin: LoadVolume = LoadVolume()
  /// `free`, `pro`, `business` or `premium`; `nil` to pay by use.
  package var flatPlan: String?

  package init(name: String) { self.name = name }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    func key(_ meter: MeterID, _ variant: String = "") -> MeterKey {
      MeterKey(meter, resource: name, variant: variant, region: "global")
    }
    if let flatPlan {
      ledger.addItems(1, to: key(.cloudFrontPlan, flatPlan))
      return
    }
    ledger.addVolume(egress, load: load, to: key(.cloudFrontEgress))
    ledger.addVolume(httpsRequests, load: load, to: key(.cloudFrontRequests, "https"))
    ledger.addVolume(httpRequests, load: load, to: key(.cloudFrontRequests, "http"))
    ledger.addVolume(toOrigin, load: load, to: key(.cloudFrontOrigin))
  }
}
