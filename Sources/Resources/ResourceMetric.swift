/// A metric of one resource, a point a minute; `nil` where there is none.
package struct ResourceMetric: Sendable {
  /// What is measured, in percent.
  package enum Quantity: Sendable, Hashable {
    /// CPU of a database, of its class.
    case databaseCPU
    /// Data of a database, of what is allocated.
    case databaseStorage
    /// Lookups that a cache answers, of all.
    case cacheHitRate
  }

  /// Calls its argument with every point in order.
  package typealias Pass = @Sendable (_ body: (Double?) -> Void) -> Void

  package let quantity: Quantity
  /// The resource's name.
  package let resource: String
  /// Makes the points anew each time, so that no run has to hold its minutes: O(minutes).
  package let pass: Pass

  init(_ quantity: Quantity, of resource: String, pass: @escaping Pass) {
    self.quantity = quantity
    self.resource = resource
    self.pass = pass
  }
}

/// A part of the system that has metrics of its own.
package protocol MeasuredSource: UsageSource {
  func metrics(_ load: MinutelyLoad) -> [ResourceMetric]
}
