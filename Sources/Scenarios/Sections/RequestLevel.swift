internal import Simulation
package import Units

/// The keys of a service that only single requests can act on.
enum RequestLevel {
  static func keys(of service: CheckedObject) -> [(key: String, place: SourcePlace)] {
    var keys: [(key: String, place: SourcePlace)] = []
    if !service.objects("load_test").isEmpty {
      keys.append(("load_test", service.place(of: "load_test")))
    }
    if let request = service.objectIfSet("request"), request.objectIfSet("retries") != nil {
      keys.append(("request.retries", request.place(of: "retries")))
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
      if service.retries != nil { keys.append("request.retries") }
      problems += keys.map {
        Problem(
          file: name,
          message: "services.\(service.name).\($0) is simulated at request level only; the mode"
            + " `request` is allowed")
      }
    }
    guard problems.isEmpty else { throw .invalid(problems) }
  }
}
