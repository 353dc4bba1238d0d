internal import Scenarios
internal import Simulation
internal import Units
internal import Workload

// Queues whose messages have a trace of their own.
extension RunPlan {
  /// The trace of a service's messages.
  struct MessageTrace {
    let service: String
    let trace: LoadTrace
  }

  /// Reads them in the scenario's order; `nil` where one has problems, which are then in `inputs`.
  static func messageTraces(
    of scenario: Scenario, into inputs: inout InputCollector
  ) -> [MessageTrace]? {
    var traces: [MessageTrace] = []
    var isComplete = true
    for service in scenario.services {
      guard case .trace(let path, let scale, let gaps)? = service.queue?.source else { continue }
      let trace = inputs.read { () throws(InputError) in
        try LoadTrace.load(path: path, gaps: gaps).scaled(by: scale)
      }
      if let trace {
        traces.append(MessageTrace(service: service.name, trace: trace))
      } else {
        isComplete = false
      }
    }
    return isComplete ? traces : nil
  }

  /// The messages that are expected over `period`, by service.
  ///
  /// - Throws: `InputError.invalid` where the period is not inside a trace.
  static func profiles(
    of traces: [MessageTrace], over period: Period
  ) throws(InputError) -> [String: RateProfile] {
    var profiles: [String: RateProfile] = [:]
    for message in traces { profiles[message.service] = try message.trace.profile(over: period) }
    return profiles
  }
}
