package import Studies

/// Load, latency and tasks of every service.
package enum ServiceTable {
  package static func lines(
    _ services: [RunSummary.ServiceFigures], style: TerminalStyle
  ) -> [String] {
    var table = TextTable([
      .text("Service"), .number("requests"), .number("errors"), .number("p50/95/99 ms"),
      .number("tasks"), .number("out/in"), .number("breach"),
    ])
    for service in services {
      table.add([
        service.name, Figures.count(service.requests), Figures.count(service.errors),
        percentiles(service),
        "\(Figures.fixed(service.tasks.mean, decimals: 1))/\(service.tasks.max)",
        "\(service.scaleOuts)/\(service.scaleIns)", Figures.count(Int64(service.slo.breachMinutes)),
      ])
    }
    let objectives = services.map {
      "\($0.name) \(Figures.fixed($0.slo.objectiveP95Ms, decimals: 0))"
    }
    let legend =
      "tasks: mean/most running; out/in: scaling activities; breach: minutes whose p95 exceeded"
      + " the objective (ms: " + objectives.joined(separator: ", ") + ")"
    return table.lines(style: style)
      + services.flatMap { LoadTestLines.lines(of: $0, style: style) }
      + services.flatMap(ConnectionLines.lines)
      + (wrapped(legend.safeForTerminal, indent: "  ")
      + services.flatMap(errorLines)
      + services.flatMap(queueLines)
      + note("tasks at the start, after the load before", services) {
        $0.tasks.startedWarm == true ? $0.tasks.initial : nil
      }
      + services.flatMap(ForecastNotes.lines)
      + note("tasks lost with an Availability Zone", services) { $0.tasksLostWithZones }
      + note("tasks replaced after failed health checks", services) { $0.replacedTasks }
      + note("task starts that failed", services) { $0.failedStarts }
      + events(services))
      .map { style.paint($0, .faint) }
  }

  private static func errorLines(_ service: RunSummary.ServiceFigures) -> [String] {
    guard let kinds = service.errorsByKind.map(ErrorKinds.text) else { return [] }
    return wrapped("errors of \(service.name): \(kinds)".safeForTerminal, indent: "  ")
  }

  /// One line for each kind of event that behaviors have counted.
  private static func events(_ services: [RunSummary.ServiceFigures]) -> [String] {
    Set(services.flatMap { ($0.events ?? [:]).keys }).sorted().flatMap { name in
      note(name.replacing("_", with: " "), services) { $0.events?[name] }
    }
  }

  private static func queueLines(_ service: RunSummary.ServiceFigures) -> [String] {
    guard let queue = service.queue else { return [] }
    var text =
      "requests of \(service.name) are messages: at most \(Figures.count(queue.mostVisible)) waited,"
      + " the oldest \(Figures.fixed(queue.greatestAgeSeconds, decimals: 0)) s"
    for (count, what) in [
      (queue.redeliveries, "delivered again"), (queue.deadLettered, "dead-lettered"),
      (queue.expired, "expired"), (queue.left, "left at the end"),
    ] where count > 0 { text += ", \(Figures.count(count)) \(what)" }
    return wrapped(text.safeForTerminal, indent: "  ")
  }

  /// One line with the counts of those services that have one.
  private static func note(
    _ title: String, _ services: [RunSummary.ServiceFigures],
    _ count: (RunSummary.ServiceFigures) -> Int?
  ) -> [String] {
    let counts = services.compactMap { service in
      count(service).map { "\(service.name) \(Figures.count(Int64($0)))" }
    }
    guard !counts.isEmpty else { return [] }
    return wrapped("\(title): \(counts.joined(separator: ", "))".safeForTerminal, indent: "  ")
  }

  private static func percentiles(_ service: RunSummary.ServiceFigures) -> String {
    guard let latency = service.latencyMs else { return "–" }
    return [latency.p50, latency.p95, latency.p99]
      .map { Figures.fixed($0, decimals: 0) }.joined(separator: "/")
  }
}
