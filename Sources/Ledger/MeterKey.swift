/// What one series of readings is about: a meter, the resource it hangs on, and where.
package struct MeterKey: Sendable, Hashable, Comparable {
  package let meter: MeterID
  /// The resource's name in the scenario: `nav-engine`, `primary`, `toss-data-lake`.
  package let resource: String
  /// What the price depends on besides the meter: `spot.x86`, `db.r6g.xlarge.multi`; may be empty.
  package let variant: String
  /// AWS Region of the usage, or `global`.
  package let region: String

  package init(_ meter: MeterID, resource: String, variant: String = "", region: String) {
    self.meter = meter
    self.resource = resource
    self.variant = variant
    self.region = region
  }

  package static func < (a: MeterKey, b: MeterKey) -> Bool {
    (a.meter.name, a.resource, a.variant, a.region)
      < (b.meter.name, b.resource, b.variant, b.region)
  }
}
