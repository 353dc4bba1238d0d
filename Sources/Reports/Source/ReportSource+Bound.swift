package import Scenarios
internal import Simulation
package import Studies
package import Units

extension ReportSource {
  /// The bound of each service of a run that is kept, from its timeline.
  ///
  /// - Throws: `InputError.missing` where the run keeps no scenario.
  package func bounds(
    target: Double?
  ) throws(InputError) -> (scenario: Scenario, bounds: [ServiceBound]) {
    guard let scenarioText else {
      throw .missing(
        path: "\(name)/scenario.json", reason: "no scenario; run `tosscost simulate` again")
    }
    let scenario = try Scenario.read(Array(scenarioText.utf8), name: "\(name)/scenario.json")
    try scenario.checkBound()
    var bounds: [ServiceBound] = []
    for (service, course) in zip(scenario.services, services) {
      let figures = summary.services.first { $0.name == service.name }
      bounds.append(
        ServiceBound(
          service: service, initial: figures?.tasks.initial,
          offered: course.offered.map { Int64($0) },
          healthy: course.healthy.map { Int($0) }, taskSeconds: figures?.taskSeconds ?? 0,
          periodSeconds: period.seconds, target: target))
    }
    return (scenario, bounds)
  }
}
