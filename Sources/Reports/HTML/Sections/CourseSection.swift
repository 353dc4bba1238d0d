internal import Studies
internal import Units

/// Load, CPU and tasks of every service over time, with its scaling activities.
enum CourseSection {
  static func markup(_ source: ReportSource) -> Markup {
    let buckets = Buckets(period: source.period)
    var body = Markup.empty
    for (index, course) in source.services.enumerated() {
      body += ServiceCourseFigures(
        id: "s\(index + 1)", course: course, buckets: buckets,
        activities: source.activities.filter { $0.service == course.name }
      ).markup()
    }
    let rule: Markup =
      buckets.length == 1
      ? "Charts show every minute."
      : """
      Charts show each \(buckets.lengthText): the mean of its minutes as a line, their extremes \
      as an area.
      """
    return """
      <section id="course"><h2>Tasks, CPU and load over time</h2>
      <p>\(rule) Bars below the tasks count changes of the desired count.</p>
      \(totals(source))\(body)</section>

      """
  }

  private static func totals(_ source: ReportSource) -> Markup {
    var table = HTMLTable(
      caption: "Services over the whole period",
      [
        ("Service", false), ("Requests", true), ("Errors", true), ("Tasks min", true),
        ("mean", true), ("max", true), ("Scaled out", true), ("in", true), ("Task hours", true),
      ])
    for service in source.summary.services {
      table.add([
        .text(service.name), .number(Figures.count(service.requests)),
        .number(Figures.count(service.errors)), .number(String(service.tasks.min)),
        .number(Figures.fixed(service.tasks.mean, decimals: 2)),
        .number(String(service.tasks.max)), .number(Figures.count(Int64(service.scaleOuts))),
        .number(Figures.count(Int64(service.scaleIns))),
        .number(Figures.fixed(Double(service.taskSeconds) / 3600, decimals: 0)),
      ])
    }
    return table.markup()
  }
}

/// The three charts of one service and the table behind them.
private struct ServiceCourseFigures {
  let id: String
  let course: ServiceCourse
  let buckets: Buckets
  let activities: [ActivityRow]

  func markup() -> Markup {
    let rates = course.offered.map { $0 / 60 }
    let load = buckets.spread(rates, minutes: course.minutes)
    let cpu = buckets.spread(course.cpu, minutes: course.minutes)
    let running = buckets.spread(course.running, minutes: course.minutes)
    let outs = buckets.changes(activities) { $0.to > $0.from }
    let ins = buckets.changes(activities) { $0.to < $0.from }
    let charts = [
      chart("load", "load", "requests/s", load, .blue, []).markup(),
      chart("cpu", "CPU", "%", cpu, .green, []).markup(),
      chart(
        "tasks", "running tasks", "tasks", running, .blue,
        [.bars(outs, .orange, row: 1), .bars(ins, .grey, row: 0)],
        legend: [(.orange, "scaled out"), (.grey, "scaled in")]
      ).markup(),
    ]
    return """
      <h3>\(course.name)</h3><div class="grid">\(charts)</div>
      <details><summary>Load, CPU, tasks and activities of \(course.name) by \
      \(buckets.lengthText)</summary>\(table(load, cpu, running, outs, ins))</details>

      """
  }

  private func chart(
    _ suffix: String, _ noun: String, _ unit: String, _ spread: Spread, _ hue: Hue,
    _ more: [TimeChart.Layer], legend: [(Hue, String)] = []
  ) -> Figure {
    let known = spread.high.compactMap { $0 }.max()
    let least = spread.low.compactMap { $0 }.min()
    let lines: [TimeChart.Layer] =
      buckets.length == 1
      ? [.steps(spread.mean, hue)] : [.band(spread, hue), .line(spread.mean, hue)]
    let chart = TimeChart(
      id: "\(id)-\(suffix)", title: "\(course.name): \(noun) over time",
      description: "Between \(Figures.fixed(least, decimals: 1)) and "
        + "\(Figures.fixed(known, decimals: 1)) \(unit).",
      axis: buckets, layers: more + lines)
    let first = noun.prefix(1).uppercased() + noun.dropFirst()
    let title = noun.hasSuffix(unit) ? first : "\(first), \(unit)"
    return Figure(
      title: title,
      legend: [(hue, buckets.length == 1 ? "per minute" : "mean and range")] + legend,
      chart: chart.markup(), table: nil)
  }

  private func table(
    _ load: Spread, _ cpu: Spread, _ running: Spread, _ outs: [Int], _ ins: [Int]
  ) -> Markup {
    var table = HTMLTable(
      caption: "\(course.name) by \(buckets.lengthText), UTC",
      [
        ("Start", false), ("Requests/s mean", true), ("least", true), ("most", true),
        ("CPU % mean", true), ("least", true), ("most", true), ("Tasks mean", true),
        ("least", true), ("most", true), ("Out", true), ("In", true),
      ])
    for index in 0..<buckets.count {
      table.add(
        [.text(buckets.start(of: index).minute)]
          + cells(load, index, decimals: 1) + cells(cpu, index, decimals: 1)
          + [.number(Figures.fixed(running.mean[index], decimals: 2))]
          + [
            .number(Figures.fixed(running.low[index], decimals: 0)),
            .number(Figures.fixed(running.high[index], decimals: 0)),
            .number(String(outs[index])), .number(String(ins[index])),
          ])
    }
    return table.markup()
  }

  private func cells(_ spread: Spread, _ index: Int, decimals: Int) -> [HTMLTable.Cell] {
    [spread.mean[index], spread.low[index], spread.high[index]].map {
      .number(Figures.fixed($0, decimals: decimals))
    }
  }
}
