internal import Studies
internal import Units

/// The minutes of a run gathered into hours: small enough for a notebook and a repository.
enum HoursCSV {
  static let header = [
    "time", "service", "offered", "errors", "rate_mean", "rate_max", "cpu_mean_pct",
    "cpu_min_pct", "cpu_max_pct", "tasks_mean", "tasks_min", "tasks_max", "p50_median_ms",
    "p95_median_ms", "p95_max_ms", "p99_median_ms", "objective_ms", "breach_minutes", "scale_outs",
    "scale_ins",
  ]

  /// Rows by service, then by hour; rates in requests a second, latency of the middle minute.
  static func bytes(_ source: ReportSource) -> [UInt8] {
    let hours = Buckets(period: source.period, length: 60)
    var table = CSVTable(header: header, rowCapacity: hours.count * source.services.count)
    for (course, service) in zip(source.services, source.summary.services) {
      rows(of: course, objective: service.slo.objectiveP95Ms, hours, source, into: &table)
    }
    return table.bytes
  }

  private static func rows(
    of course: ServiceCourse, objective: Double, _ hours: Buckets, _ source: ReportSource,
    into table: inout CSVTable
  ) {
    let minutes = course.minutes
    let offered = hours.sum(course.offered, minutes: minutes)
    let errors = hours.sum(course.errors, minutes: minutes)
    let rate = hours.spread(course.offered.map { $0 / 60 }, minutes: minutes)
    let cpu = hours.spread(course.cpu, minutes: minutes)
    let tasks = hours.spread(course.running, minutes: minutes)
    let p50 = hours.median(course.p50, minutes: minutes)
    let p95 = hours.median(course.p95, minutes: minutes)
    let p99 = hours.median(course.p99, minutes: minutes)
    let worst = hours.spread(course.p95, minutes: minutes).high
    let breaches = hours.count(course.p95, minutes: minutes) { $0 > objective }
    let activities = source.activities.filter { $0.service == course.name }
    let outs = hours.changes(activities) { $0.to > $0.from }
    let ins = hours.changes(activities) { $0.to < $0.from }
    for hour in 0..<hours.count {
      table.verbatim(hours.start(of: hour).description)
      table.text(course.name)
      table.number(offered[hour], decimals: 0)
      table.number(errors[hour], decimals: 0)
      for value in [rate.mean, rate.high, cpu.mean, cpu.low, cpu.high] {
        table.number(value[hour], decimals: 2)
      }
      table.number(tasks.mean[hour], decimals: 3)
      table.number(tasks.low[hour], decimals: 0)
      table.number(tasks.high[hour], decimals: 0)
      for value in [p50, p95, worst, p99] { table.number(value[hour], decimals: 1) }
      table.number(objective, decimals: 3)
      table.integer(breaches[hour])
      table.integer(outs[hour])
      table.integer(ins[hour])
      table.endRow()
    }
  }
}

extension Buckets {
  /// How many changes of the desired count of that kind each bucket has.
  func changes(_ activities: [ActivityRow], where isWanted: (ActivityRow) -> Bool) -> [Int] {
    var result = [Int](repeating: 0, count: count)
    for activity in activities where activity.status != "NotScaled" && isWanted(activity) {
      let index = activity.second / 60 / length
      if result.indices.contains(index) { result[index] += 1 }
    }
    return result
  }
}
