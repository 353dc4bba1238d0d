internal import Files
internal import Units

extension MetricFile {
  private static let statistics = ["Average", "Sum", "Maximum", "Minimum", "SampleCount"]

  /// A column for each result of `get-metric-data`, or for each statistic of
  /// `get-metric-statistics`.
  static func cloudWatchColumns(
    _ text: UnsafeBufferPointer<UInt8>, _ selection: Selection, problems: inout ProblemList
  ) -> [Column] {
    guard let root = JSONNode.read(text, problems: &problems) else { return [] }
    if let token = root["NextToken"], token.string?.isEmpty == false {
      problems.add(
        "NextToken: this is one page of a longer answer; the whole answer is allowed",
        at: token.place)
    }
    if let results = root["MetricDataResults"] {
      guard let list = results.elements, !list.isEmpty else {
        problems.add(
          "MetricDataResults holds no result; one or more are allowed", at: results.place)
        return []
      }
      return byIdentifier(list, selection, problems: &problems)
    }
    // A list alone is what `jq .Datapoints` leaves.
    guard let datapoints = root["Datapoints"] ?? (root.elements == nil ? nil : root) else {
      problems.add(
        "neither MetricDataResults nor Datapoints is here; the JSON of aws cloudwatch"
          + " get-metric-data or get-metric-statistics is allowed", at: root.place)
      return []
    }
    guard let list = datapoints.elements, !list.isEmpty else {
      problems.add("Datapoints holds no point; one or more are allowed", at: datapoints.place)
      return []
    }
    return statistics(
      list, label: root["Label"]?.string?.lowercased(), selection, problems: &problems)
  }

  /// A column for each `Id`: pages of an answer that were put together give one several times, the
  /// last of which says whether it is complete.
  private static func byIdentifier(
    _ list: [JSONNode], _ selection: Selection, problems: inout ProblemList
  ) -> [Column] {
    var columns: [(id: String?, column: Column, status: JSONNode?)] = []
    for node in list {
      let column = result(node, selection, problems: &problems)
      let id = node["Id"]?.string
      if id != nil, let place = columns.firstIndex(where: { $0.id == id }) {
        columns[place].column = columns[place].column.joined(with: column)
        columns[place].status = node["StatusCode"]
      } else {
        columns.append((id, column, node["StatusCode"]))
      }
    }
    for status in columns.compactMap(\.status) {
      guard let code = status.string, code != "Complete" else { continue }
      problems.add(
        "StatusCode is \(code), so values are missing; Complete is allowed", at: status.place)
    }
    return columns.map(\.column)
  }

  private static func result(
    _ node: JSONNode, _ selection: Selection, problems: inout ProblemList
  ) -> Column {
    let names = ["Id", "Label", "Stat"].compactMap { node[$0]?.string?.lowercased() }
    guard let times = node["Timestamps"]?.elements, let values = node["Values"]?.elements,
      times.count == values.count
    else {
      problems.add(
        "the result needs the lists Timestamps and Values, equally long", at: node.place)
      return Column(names: names, points: [])
    }
    let isSigned = selection.allowsNegative(names)
    let points = zip(times, values).compactMap {
      point($0, $1, isSigned: isSigned, problems: &problems)
    }
    return Column(names: names, points: points).sorted()
  }

  private static func statistics(
    _ list: [JSONNode], label: String?, _ selection: Selection, problems: inout ProblemList
  ) -> [Column] {
    var present = statistics.filter { name in list.contains { $0[name] != nil } }
    // Percentiles, such as p95.
    for member in list.flatMap({ $0["ExtendedStatistics"]?.members ?? [] })
    where !present.contains(member.name) {
      present.append(member.name)
    }
    if present.isEmpty, let first = list.first {
      problems.add(
        "the point has no statistic; \(statistics.joined(separator: ", ")) and ExtendedStatistics are"
          + " allowed",
        at: first.place)
    }
    return present.map { name in
      let isSigned = selection.allowsNegative([name.lowercased()] + (label.map { [$0] } ?? []))
      let points = list.compactMap { node -> Point? in
        guard let time = node["Timestamp"],
          let value = node[name] ?? node["ExtendedStatistics"]?[name]
        else {
          problems.add("the point needs Timestamp and \(name)", at: node.place)
          return nil
        }
        return point(time, value, isSigned: isSigned, problems: &problems)
      }
      return Column(names: [name.lowercased()], label: label, points: points).sorted()
    }
  }

  private static func point(
    _ time: JSONNode, _ value: JSONNode, isSigned: Bool, problems: inout ProblemList
  ) -> Point? {
    let written: String? =
      if case .number(let digits) = time.value { digits } else { time.string }
    let instant = written.flatMap { MetricTime.read($0.utf8) }
    if instant == nil {
      problems.add(TimeText.fault(Array((written ?? time.kind).utf8)), at: time.place)
    }
    guard case .number(let text) = value.value else {
      problems.add("the value is \(value.kind); \(MetricValueText.allowed)", at: value.place)
      return nil
    }
    switch MetricValueText.read(text, allowsNegative: isSigned) {
    case .failure(let fault):
      problems.add(fault.message, at: value.place)
      return nil
    case .success(let number):
      return instant.map {
        Point(time: $0, value: number, place: time.place)
      }
    }
  }
}
