internal import Ledger
internal import Units

extension DatabaseInstance: MeasuredSource {
  /// CPU, where the scenario says what the load asks of the database, and storage.
  package func metrics(_ load: MinutelyLoad) -> [ResourceMetric] {
    var metrics: [ResourceMetric] = []
    if !loads.isEmpty, let processors = Self.processors(of: instanceClass) {
      metrics.append(
        ResourceMetric(.databaseCPU, of: name) { body in
          passCPU(of: processors, under: load, to: body)
        })
    }
    // Without a size of its own the data is taken to be all that is allocated: nothing to watch.
    if storage.dataBytes != nil {
      metrics.append(ResourceMetric(.databaseStorage, of: name) { passFilled(load, to: $0) })
    }
    return metrics
  }

  /// Percent of the allocated storage that is filled in each minute.
  private func passFilled(_ load: MinutelyLoad, to body: (Double?) -> Void) {
    let allocated = storage.allocations(hours: load.calendar.hourCount)
    let filled = (0..<load.calendar.hourCount).map { hour in
      100 * Double(storage.data(atHour: Int64(hour))) / Double(max(1, allocated[hour]))
    }
    for minute in 0..<load.minutes {
      body(filled[min(load.calendar.hourIndex(of: .minute(Int64(minute))), filled.count - 1)])
    }
  }

  /// Percent of so many vCPUs that queries use in each minute.
  private func passCPU(
    of processors: Double, under load: MinutelyLoad, to body: (Double?) -> Void
  ) {
    let parts = loads.map { (counts: load.counts($0.queries), seconds: $0.cpuPerQuery.inSeconds) }
    for minute in 0..<load.minutes {
      let busy = parts.reduce(0) { $0 + ($1.counts.next() ?? 0) * $1.seconds }
      body(min(100, 100 * busy / (processors * load.seconds(ofMinute: minute))))
    }
  }

  /// vCPUs of a class by its size: two up to `large`, four for `xlarge`, 4 × N for `Nxlarge`; one
  /// for the `medium` of a family that is not burstable (AWS, "Hardware specifications for DB
  /// instance classes").
  static func processors(of instanceClass: String) -> Double? {
    let parts = instanceClass.split(separator: ".")
    guard parts.count == 3 else { return nil }
    switch parts[2] {
    case "micro", "small", "large": return 2
    case "medium": return parts[1].hasPrefix("t") ? 2 : 1
    case "xlarge": return 4
    default:
      guard parts[2].hasSuffix("xlarge"), let times = Int(parts[2].dropLast(6)) else { return nil }
      return Double(4 * times)
    }
  }
}
