internal import Files
internal import Units

/// Answers of CloudWatch as the AWS CLI prints them.
///
/// - `aws cloudwatch get-metric-data`: `MetricDataResults[].{Id, Label, Timestamps, Values,
///   StatusCode}`, of which exactly one result may be there.
/// - `aws cloudwatch get-metric-statistics`: `Datapoints[].{Timestamp, Sum, …}`. `Sum` is read,
///   otherwise `SampleCount`, otherwise the only statistic there is, with a note.
///
/// CloudWatch promises no order, so points are sorted. It leaves out intervals without data.
struct CloudWatchFormat: TraceFormat {
  let id = "cloudwatch"
  let description = "the JSON of aws cloudwatch get-metric-data or get-metric-statistics"
  let example = """
    {"MetricDataResults": [{"Id": "requests", "Label": "RequestCount",
      "Timestamps": ["2026-12-01T00:01:00+00:00", "2026-12-01T00:00:00+00:00"],
      "Values": [131.0, 120.0], "StatusCode": "Complete"}], "Messages": []}
    """

  func recognises(head: ArraySlice<UInt8>, fileName: String) -> Bool {
    guard let first = head.first(where: { !isBlank($0) }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  func read(_ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList) -> TracePoints {
    guard let root = JSONNode.read(text, problems: &problems) else { return TracePoints() }
    if let token = root["NextToken"], token.string != nil {
      problems.add(
        "NextToken: this is one page of a longer answer; the whole answer is allowed "
          + "(the AWS CLI gathers all pages unless --no-paginate or --max-items is given)",
        at: token.place)
    }
    if let results = root["MetricDataResults"] {
      return metricData(results, problems: &problems).sortedByTime()
    }
    if let datapoints = root["Datapoints"] {
      return statistics(datapoints, problems: &problems).sortedByTime()
    }
    problems.add(
      "neither MetricDataResults nor Datapoints is here; \(description) is allowed",
      at: root.place)
    return TracePoints()
  }
}

// MARK: - get-metric-data

extension CloudWatchFormat {
  private func metricData(_ results: JSONNode, problems: inout ProblemList) -> TracePoints {
    var points = TracePoints()
    guard let list = results.elements, let result = list.first else {
      problems.add("MetricDataResults holds no result; exactly one is allowed", at: results.place)
      return points
    }
    guard list.count == 1 else {
      let names = list.map { ($0["Id"] ?? $0["Label"])?.string ?? "(without Id)" }
      problems.add(
        "MetricDataResults holds \(list.count) results (\(names.joined(separator: ", "))); "
          + "exactly one is allowed: ask for the sum of them, or for one Id",
        at: results.place)
      return points
    }
    if let status = result["StatusCode"], let code = status.string, code != "Complete" {
      problems.add(
        "StatusCode is \(code), so values are missing; Complete is allowed", at: status.place)
    }
    guard let times = result["Timestamps"]?.elements, let values = result["Values"]?.elements
    else {
      problems.add("the result needs the lists Timestamps and Values", at: result.place)
      return points
    }
    guard times.count == values.count else {
      problems.add(
        "\(times.count) Timestamps and \(values.count) Values; equally many are allowed",
        at: result.place)
      return points
    }
    for (time, value) in zip(times, values) {
      append(time: time, value: value, to: &points, problems: &problems)
    }
    return points
  }
}

// MARK: - get-metric-statistics

extension CloudWatchFormat {
  private static let statistics = ["Sum", "SampleCount", "Average", "Maximum", "Minimum"]

  private func statistics(_ datapoints: JSONNode, problems: inout ProblemList) -> TracePoints {
    var points = TracePoints()
    guard let list = datapoints.elements, let first = list.first else {
      problems.add("Datapoints holds no point; two or more are allowed", at: datapoints.place)
      return points
    }
    let present = Self.statistics.filter { first[$0] != nil }
    guard let statistic = present.first,
      present.count == 1 || ["Sum", "SampleCount"].contains(statistic)
    else {
      problems.add(
        "the point has \(present.isEmpty ? "no statistic" : present.joined(separator: ", ")); "
          + "Sum, SampleCount or a single other statistic is allowed", at: first.place)
      return points
    }
    if statistic != "Sum" { points.notes.append("the statistic \(statistic) is read as requests") }
    for point in list {
      guard let time = point["Timestamp"], let value = point[statistic] else {
        problems.add("the point needs Timestamp and \(statistic)", at: point.place)
        continue
      }
      append(time: time, value: value, to: &points, problems: &problems)
    }
    return points
  }

  private func append(
    time: JSONNode, value: JSONNode, to points: inout TracePoints, problems: inout ProblemList
  ) {
    let seconds = time.string.flatMap { UTCTime(iso8601: $0) }?.secondsSinceEpoch
    if seconds == nil {
      problems.add(TimeText.fault(Array((time.string ?? time.kind).utf8)), at: time.place)
    }
    guard case .number(let text) = value.value, let number = Double(text) else {
      problems.add("the count is \(value.kind); \(CountReader.allowed)", at: value.place)
      return
    }
    let outcome = Array(text.utf8).withUnsafeBufferPointer { CountReader.checked(number, $0) }
    switch outcome {
    case .fault(let message): problems.add(message, at: value.place)
    case .count(let count):
      if let seconds { points.append(time: seconds, count: count, at: time.place) }
    }
  }
}
