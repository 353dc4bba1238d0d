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
    for key in ["stickiness", "connection"] where request.objectIfSet(key) != nil {
      keys.append(("request.\(key)", request.place(of: key)))
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
      if service.stickiness != nil { keys.append("request.stickiness") }
      if service.connection != nil { keys.append("request.connection") }
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

  /// Throws where a service works on a queue or keeps connections, which have no bound.
  ///
  /// Messages may wait, so no number of tasks is needed in any one minute; connections stay where they
  /// are, so none is enough.
  package func checkBound() throws(InputError) {
    let problems = services.compactMap { service -> Problem? in
      let reason =
        service.queue != nil
        ? "queue has no bound, since its messages may wait; scenarios whose services all have a"
          + " `request` are allowed"
        : "request.connection has no bound, since connections stay with their tasks; services"
          + " without it are allowed"
      guard service.queue != nil || service.connection != nil else { return nil }
      return Problem(file: name, message: "services.\(service.name).\(reason)")
    }
    guard problems.isEmpty else { throw .invalid(problems) }
  }
}
