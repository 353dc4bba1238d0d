internal import Studies
internal import Units

/// Latency percentiles beside the objective, and when it broke.
enum LatencySection {
  static func markup(_ source: ReportSource) -> Markup {
    let services = source.summary.services
    let breached = services.reduce(0) { $0 + $1.slo.breachMinutes }
    let buckets = Buckets(period: source.period)
    var charts = Markup.empty
    for (index, service) in services.enumerated() {
      charts += LatencyFigure(
        id: "l\(index + 1)", course: source.services[index],
        objective: service.slo.objectiveP95Ms, buckets: buckets
      ).markup()
    }
    return """
      <section id="latency"><h2>Latency</h2>
      <p>\(verdict(services, breached))</p>
      \(totals(source))<div class="grid">\(charts)</div>
      \(worst(source))</section>

      """
  }

  private static func verdict(
    _ services: [RunSummary.ServiceFigures], _ breached: Int
  ) -> Markup {
    if breached == 0 {
      return "No minute of any service had a 95th percentile above its objective."
    }
    let parts = services.filter { $0.slo.breachMinutes > 0 }.map {
      "\($0.name) in \(Figures.count(Int64($0.slo.breachMinutes)))"
    }
    return """
      The 95th percentile of a minute was above its objective for \
      \(parts.joined(separator: ", ")) minutes.
      """
  }

  private static func totals(_ source: ReportSource) -> Markup {
    var table = HTMLTable(
      caption: "Latency over the whole period in milliseconds, timeouts included",
      [
        ("Service", false), ("Objective p95", true), ("p50", true), ("p95", true), ("p99", true),
        ("Mean", true), ("Breach min", true), ("of time", true), ("Errors", true),
      ])
    let minutes = Double(source.period.seconds) / 60
    for service in source.summary.services {
      let p95 = Figures.fixed(service.latencyMs?.p95, decimals: 0)
      let isBroken = (service.latencyMs?.p95 ?? 0) > service.slo.objectiveP95Ms
      let errors = Double(service.errors) / Double(max(1, service.attempts)) * 100
      table.add([
        .text(service.name), .number(Figures.fixed(service.slo.objectiveP95Ms, decimals: 0)),
        .number(Figures.fixed(service.latencyMs?.p50, decimals: 0)),
        isBroken ? .bad(p95) : .good(p95),
        .number(Figures.fixed(service.latencyMs?.p99, decimals: 0)),
        .number(Figures.fixed(service.latencyMs?.mean, decimals: 0)),
        .number(Figures.count(Int64(service.slo.breachMinutes))),
        .number(
          Figures.fixed(Double(service.slo.breachMinutes) / minutes * 100, decimals: 2) + " %"),
        .number(Figures.fixed(errors, decimals: 3) + " %"),
      ])
    }
    return table.markup()
  }

  /// The longest stretches of minutes above the objective.
  private static func worst(_ source: ReportSource) -> Markup {
    var stretches: [Breach] = []
    for (course, service) in zip(source.services, source.summary.services) {
      stretches += Breach.all(in: course, objective: service.slo.objectiveP95Ms)
    }
    guard !stretches.isEmpty else { return "" }
    let longest = stretches.enumerated().sorted {
      ($1.element.minutes, $1.element.worst, $0.offset)
        < ($0.element.minutes, $0.element.worst, $1.offset)
    }.prefix(12).map(\.element)
    var table = HTMLTable(
      caption: "The longest stretches above the objective",
      [("Service", false), ("From (UTC)", false), ("Minutes", true), ("Worst p95 ms", true)])
    for breach in longest {
      let start = source.period.start.advanced(bySeconds: Int64(breach.minute) * 60)
      table.add([
        .text(breach.service), .text(start.minute),
        .number(String(breach.minutes)), .number(Figures.fixed(breach.worst, decimals: 0)),
      ])
    }
    return """
      <h3>When it broke</h3><p>\(Figures.count(Int64(stretches.count))) stretches of one minute \
      or more; the longest:</p>\(table.markup())
      """
  }
}

/// Consecutive minutes of a service whose 95th percentile is above the objective.
private struct Breach {
  let service: String
  let minute: Int
  var minutes: Int
  var worst: Double

  static func all(in course: ServiceCourse, objective: Double) -> [Breach] {
    var result: [Breach] = []
    for (minute, p95) in zip(course.minutes, course.p95) where p95 > objective {
      if let last = result.indices.last, result[last].minute + result[last].minutes == minute {
        result[last].minutes += 1
        result[last].worst = max(result[last].worst, p95)
      } else {
        result.append(Breach(service: course.name, minute: minute, minutes: 1, worst: p95))
      }
    }
    return result
  }
}

/// The latency chart of one service and the table behind it.
private struct LatencyFigure {
  let id: String
  let course: ServiceCourse
  let objective: Double
  let buckets: Buckets

  func markup() -> Markup {
    let p50 = buckets.median(course.p50, minutes: course.minutes)
    let p95 = buckets.median(course.p95, minutes: course.minutes)
    let p99 = buckets.median(course.p99, minutes: course.minutes)
    let worst = buckets.spread(course.p95, minutes: course.minutes).high
    let breaches = buckets.count(course.p95, minutes: course.minutes) { $0 > objective }
    let chart = TimeChart(
      id: id, title: "\(course.name): latency over time",
      description: "Worst minute's 95th percentile "
        + "\(Figures.fixed(worst.compactMap { $0 }.max(), decimals: 0)) ms, objective "
        + "\(Figures.fixed(objective, decimals: 0)) ms; a logarithmic scale.",
      axis: buckets,
      layers: [
        .bars(breaches, .red, row: 0), .line(p99, .grey), .line(p95, .orange), .line(p50, .blue),
        .limit(objective, "p95 objective \(Figures.fixed(objective, decimals: 0)) ms"),
      ],
      isLogarithmic: true)
    return Figure(
      title: "\(course.name), ms",
      legend: [
        (.blue, "p50"), (.orange, "p95"), (.grey, "p99"), (.red, "minutes in breach"),
      ],
      chart: chart.markup(),
      table: (
        "Latency of \(course.name) by \(buckets.lengthText)",
        table([p50, p95, p99, worst], breaches)
      )
    ).markup()
  }

  private func table(_ columns: [[Double?]], _ breaches: [Int]) -> Markup {
    var table = HTMLTable(
      caption: "\(course.name): the middle minute of each \(buckets.lengthText), ms",
      [
        ("Start", false), ("p50", true), ("p95", true), ("p99", true), ("Worst p95", true),
        ("Breach min", true),
      ])
    for index in 0..<buckets.count {
      table.add(
        [.text(buckets.start(of: index).minute)]
          + columns.map { .number(Figures.fixed($0[index], decimals: 0)) }
          + [.number(String(breaches[index]))])
    }
    return table.markup()
  }
}
