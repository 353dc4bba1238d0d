/// The lines that a bill may have, and which of them each service stands in.
///
/// The lines of the plan come first, in its order; then every service that none of them covers.
package struct BillLines: Sendable {
  package let all: [Line]
  private let places: [BilledService: Int]

  package struct Line: Sendable {
    package let id: String
    package let title: String
    /// What the plan says of the line; `nil` for a service that no line covers.
    package let planned: CostPlan.Line?

    /// A line of the plan is on the bill even when nothing was used.
    package var isPlanned: Bool { planned != nil }
  }

  /// - Parameter plan: `nil` for a bill by service alone.
  package init(plan: CostPlan?) {
    var all: [Line] = []
    var places: [BilledService: Int] = [:]
    for line in plan?.lines ?? [] {
      for service in line.covers { places[service] = all.count }
      all.append(Line(id: line.id, title: line.title, planned: line))
    }
    for service in BilledService.allCases where places[service] == nil {
      places[service] = all.count
      all.append(Line(id: service.rawValue, title: service.title, planned: nil))
    }
    self.all = all
    self.places = places
  }

  package func place(of service: BilledService) -> Int {
    guard let place = places[service] else { preconditionFailure("every service has a line") }
    return place
  }

  package func id(of service: BilledService) -> String { all[place(of: service)].id }

  /// The lines of the plan; none without one.
  package var plannedIDs: Set<String> { Set(all.filter(\.isPlanned).map(\.id)) }
}
