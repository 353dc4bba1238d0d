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
    let note =
      "tasks: mean/most running; out/in: scaling activities; breach: minutes whose p95 exceeded"
      + " the objective (ms: " + objectives.joined(separator: ", ") + ")"
    return table.lines(style: style)
      + services.flatMap { LoadTestLines.lines(of: $0, style: style) }
      + (wrapped(note.safeForTerminal, indent: "  ")
      + services.flatMap(ForecastNotes.lines)
      + zoneNote(services)).map { style.paint($0, .faint) }
  }

  private static func zoneNote(_ services: [RunSummary.ServiceFigures]) -> [String] {
    let losses = services.compactMap { service in
      service.tasksLostWithZones.map { "\(service.name) \($0)" }
    }
    guard !losses.isEmpty else { return [] }
    let text = "tasks lost with an Availability Zone: " + losses.joined(separator: ", ")
    return wrapped(text.safeForTerminal, indent: "  ")
  }

  private static func percentiles(_ service: RunSummary.ServiceFigures) -> String {
    guard let latency = service.latencyMs else { return "–" }
    return [latency.p50, latency.p95, latency.p99]
      .map { Figures.fixed($0, decimals: 0) }.joined(separator: "/")
  }
}
