internal import Studies
internal import Units

/// What Fargate Spot saved, and what its interruptions did to each service.
enum SpotTable {
  static func lines(_ spot: RunSummary.SpotFigures?, style: TerminalStyle) -> [String] {
    guard let spot else { return [] }
    var table = TextTable([
      .text("On Spot"), .number("interrupted"), .number("no capacity"), .number("p95 ms"),
      .number("errors"), .number("breach"),
    ])
    for service in spot.services {
      let (run, calm) = (service.run, service.withoutInterruptions)
      table.add([
        service.name, Figures.count(Int64(service.interruptions)),
        Figures.count(Int64(service.failedLaunches)),
        "\(Figures.fixed(run.p95Ms, decimals: 0)) (\(Figures.fixed(calm.p95Ms, decimals: 0)))",
        "\(Figures.count(run.errors)) (\(Figures.count(calm.errors)))",
        "\(Figures.count(Int64(run.breachMinutes)))"
          + " (\(Figures.count(Int64(calm.breachMinutes))))",
      ])
    }
    let share = "\(Figures.fixed(spot.sharePercent, decimals: 1)) % of Fargate's time ran on Spot"
    let saving = spot.saving.flatMap { saving in
      spot.monthlySaving.map {
        ", which saved $\(Figures.dollars(saving)) in the period and $\(Figures.dollars($0)) a month"
          + " against the same hours on demand"
      }
    }
    let note =
      "\(share)\(saving ?? ""); interrupted: two-minute warnings; no capacity: launches that failed;"
      + " in parentheses the same run without interruptions"
    return [""] + table.lines(style: style)
      + wrapped(note.safeForTerminal, indent: "  ").map { style.paint($0, .faint) }
  }
}
