package import Ledger

/// An EventBridge bus: custom and partner events, and those of AWS services.
package struct EventBus: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var customEvents: LoadVolume = LoadVolume()
  package var awsEvents: LoadVolume = LoadVolume()

  package init(name: String, region: String) {
    self.name = name
    self.region = region
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    for (variant, events) in [("custom", customEvents), ("aws", awsEvents)] {
      let key = MeterKey(.eventBridgeEvents, resource: name, variant: variant, region: region)
      ledger.addVolume(events, load: load, to: key)
    }
  }
}
