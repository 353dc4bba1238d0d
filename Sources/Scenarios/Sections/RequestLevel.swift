internal import Simulation
package import Units

/// The keys of a service that only single requests can act on.
enum RequestLevel {
  static func keys(of service: CheckedObject) -> [(key: String, place: SourcePlace)] {
    var keys: [(key: String, place: SourcePlace)] = []
    if !service.objects("load_test").isEmpty {
      keys.append(("load_test", service.place(of: "load_test")))
    }
    if service.textIfSet("load_balancing_algorithm_type")
      == RoutingAlgorithm.leastOutstandingRequests.rawValue
    {
      keys.append(
        ("load_balancing_algorithm_type", service.place(of: "load_balancing_algorithm_type")))
    }
    if let place = service.places["queue"] { keys.append(("queue", place)) }
    if let start = service.objectIfSet("start_up"), start.objectIfSet("cold_requests") != nil {
      keys.append(("start_up.cold_requests", start.place(of: "cold_requests")))
    }
    guard let request = service.objectIfSet("request") else { return keys }
    if request.objectIfSet("retries") != nil {
      keys.append(("request.retries", request.place(of: "retries")))
    }
    if request.textIfSet("discipline") == QueueDiscipline.processorSharing.rawValue {
      keys.append(("request.discipline", request.place(of: "discipline")))
    }
    if request.integerIfSet("concurrency") != nil {
      keys.append(("request.concurrency", request.place(of: "concurrency")))
    }
    return keys
  }
}

extension Scenario {
  /// Throws where a service has what fluid mode cannot simulate, whoever asked for that mode.
  package func checkFluidMode() throws(InputError) {
    var problems: [Problem] = []
    for service in services {
      var keys: [String] = []
      if !service.loadTests.isEmpty { keys.append("load_test") }
      if service.routing != .roundRobin { keys.append("load_balancing_algorithm_type") }
      if service.lifeCycle.coldRequests != nil { keys.append("start_up.cold_requests") }
      if service.retries != nil { keys.append("request.retries") }
      if service.discipline != .fifo { keys.append("request.discipline") }
      if service.concurrency != nil { keys.append("request.concurrency") }
      if service.queue != nil { keys.append("queue") }
      problems += keys.map {
        Problem(
          file: name,
          message: "services.\(service.name).\($0) is simulated at request level only; the mode"
            + " `request` is allowed")
      }
    }
    guard problems.isEmpty else { throw .invalid(problems) }
  }
  /// Throws where a service works on a queue, which has no bound.
  ///
  /// Its messages may wait, so no number of tasks is needed in any one minute.
  package func checkBound() throws(InputError) {
    let problems = services.filter { $0.queue != nil }.map { service in
      Problem(
        file: name,
        message:
          "services.\(service.name).queue has no bound, since its messages may wait; scenarios"
          + " whose services all have a `request` are allowed")
    }
    guard problems.isEmpty else { throw .invalid(problems) }
  }
}
