/// What a pod autoscaler holds at a target.
package struct PodMetric: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Percent of what pods request, the mean over the pods (`type: Resource`, `Utilization`).
    case cpu
    case memory
    /// Requests a second of the whole service, an equal share for each pod (`type: External`,
    /// `AverageValue`), as KEDA's scalers ask for.
    case requestsPerSecond = "requests_per_second"
  }

  package var kind: Kind
  /// In the unit of the kind; above 0.
  package var target: Double

  package init(_ kind: Kind, target: Double) {
    self.kind = kind
    self.target = target
  }
}
