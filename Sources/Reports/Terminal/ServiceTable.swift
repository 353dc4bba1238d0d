package import Studies

/// Load, latency and tasks of every service.
package enum ServiceTable {
  package static func lines(
    _ services: [RunSummary.ServiceFigures], style: TerminalStyle
  ) -> [String] {
    var table = TextTable([
      .text("Service"), .number("requests"), .number("errors"), .number("p50 ms"),
      .number("p95"), .number("p99"), .number("tasks"), .number("max"), .number("out/in"),
      .number("breach"),
    ])
    for service in services {
      table.add([
        service.name, Figures.count(service.requests), Figures.count(service.errors),
        Figures.fixed(service.latencyMs?.p50, decimals: 0),
        Figures.fixed(service.latencyMs?.p95, decimals: 0),
        Figures.fixed(service.latencyMs?.p99, decimals: 0),
        Figures.fixed(service.tasks.mean, decimals: 2), String(service.tasks.max),
        "\(service.scaleOuts)/\(service.scaleIns)",
        String(service.slo.breachMinutes),
      ])
    }
    let objectives = services.map {
      "\($0.name) \(Figures.fixed($0.slo.objectiveP95Ms, decimals: 0))"
    }
    let note =
      "tasks: mean running; breach: minutes whose p95 exceeded the objective (ms: "
      + objectives.joined(separator: ", ") + ")"
    return table.lines(style: style)
      + wrapped(note.safeForTerminal, indent: "  ").map { style.paint($0, .faint) }
  }
}
