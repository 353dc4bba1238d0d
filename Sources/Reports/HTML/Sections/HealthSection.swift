internal import Studies
internal import Units

/// The alarms that would have gone off, and how far databases are used.
enum HealthSection {
  static func markup(_ source: ReportSource) -> Markup {
    let alarms = source.summary.alarms ?? []
    let databases = source.summary.databases ?? []
    return """
      <section id="health"><h2>Alarms and databases</h2>
      <p>\(verdict(alarms))</p>
      \(table(alarms.filter { $0.times > 0 }))\(table(databases))\(notes(source))</section>

      """
  }

  private static func verdict(_ alarms: [RunSummary.AlarmFigures]) -> Markup {
    if alarms.isEmpty { return "No alarm on the system's health was watched." }
    let fired = alarms.count { $0.times > 0 }
    return fired == 0
      ? "None of the \(alarms.count) alarms that were watched would have gone off."
      : "\(fired) of the \(alarms.count) alarms that were watched would have gone off."
  }

  private static func table(_ alarms: [RunSummary.AlarmFigures]) -> Markup {
    guard !alarms.isEmpty else { return .empty }
    var table = HTMLTable(
      caption: "Alarms that would have gone off, times in UTC",
      [
        ("Alarm", false), ("Of", false), ("Severity", false), ("Times", true), ("Minutes", true),
        ("First", false), ("Last", false),
      ])
    for alarm in alarms {
      table.add([
        .text(alarm.name), .text(alarm.subject),
        alarm.severity == "critical" ? .bad(alarm.severity) : .text(alarm.severity),
        .number(Figures.count(Int64(alarm.times))),
        .number(Figures.count(Int64((alarm.seconds / 60).rounded()))),
        .text(moment(alarm.first)), .text(moment(alarm.last)),
      ])
    }
    return table.markup()
  }

  /// `2026-12-05T16:03:21Z` as the page writes times.
  private static func moment(_ time: String?) -> String {
    String((time ?? "").prefix(16)).replacing("T", with: " ")
  }

  private static func table(_ databases: [RunSummary.DatabaseFigures]) -> Markup {
    guard !databases.isEmpty else { return .empty }
    var table = HTMLTable(
      caption: "CPU of databases by the queries that the scenario states",
      [
        ("Database", false), ("Class", false), ("vCPU", true), ("CPU %", true),
        ("Busiest hour %", true),
      ])
    for database in databases {
      let busiest = "\(database.busiestHourCpuPercent)"
      table.add([
        .text(database.name), .text(database.instanceClass), .number("\(database.vcpus)"),
        .number("\(database.cpuPercent)"),
        database.busiestHourCpuPercent > 100 ? .bad(busiest) : .number(busiest),
      ])
    }
    return table.markup()
  }

  private static func notes(_ source: ReportSource) -> Markup {
    let replaced = note("Tasks replaced after failed health checks", source) { $0.replacedTasks }
    let failed = note("Task starts that failed", source) { $0.failedStarts }
    let names = Set(source.summary.services.flatMap { ($0.events ?? [:]).keys }).sorted()
    let events = names.map { name in
      note("Events, \(name.replacing("_", with: " "))", source) { $0.events?[name] }
    }
    let kinds = source.summary.services.compactMap { service in
      service.errorsByKind.map { "\(service.name) \(ErrorKinds.text($0))" }
    }
    let errors: Markup =
      kinds.isEmpty ? .empty : "<p>Requests that failed: \(kinds.joined(separator: "; ")).</p>"
    return "\(errors)\(replaced)\(failed)\(events.reduce(.empty, +))\(unwatched(source))"
  }

  private static func unwatched(_ source: ReportSource) -> Markup {
    let alarms = (source.summary.unwatchedAlarms ?? []).map {
      "\($0.name) watches nothing: \($0.needs) is not stated."
    }
    return alarms.isEmpty ? .empty : "<p>\(alarms.joined(separator: " "))</p>"
  }

  private static func note(
    _ title: String, _ source: ReportSource, _ count: (RunSummary.ServiceFigures) -> Int?
  ) -> Markup {
    let counts = source.summary.services.compactMap { service in
      count(service).map { "\(service.name) \(Figures.count(Int64($0)))" }
    }
    if counts.isEmpty { return .empty }
    return "<p>\(title): \(counts.joined(separator: ", ")).</p>"
  }
}
