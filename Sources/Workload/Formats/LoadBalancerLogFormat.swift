internal import Units

/// Access logs of AWS load balancers: one line a request, counted by the time of its entry.
///
/// Application load balancers write `type time elb client:port …`, classic ones begin with the
/// time. Fields are separated by spaces and may be quoted; AWS appends new ones at the end, and old
/// logs have fewer, so only the fields up to the quoted request are required (Elastic Load
/// Balancing user guide, "Access log entries"). Lines need not be in order: each node of a load
/// balancer writes its own file. A log that spans an hour or less is counted by the second, a
/// longer one by the minute; an interval without a line had no request, which is not a gap.
struct LoadBalancerLogFormat: TraceFormat {
  let id = "alb-log"
  let description = "an AWS load balancer access log"
  var example: String {
    ["00.18", "02.60"].map { second in
      "http 2026-12-01T16:00:\(second)Z app/web/50dc6c 192.0.2.7:28 10.0.0.1:80 0.000 0.001 0.000 "
        + "200 200 34 366 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/8.0\" - -\n"
    }.joined()
  }

  /// Longest span in seconds that is counted by the second.
  private static let finestSpan: Int64 = 3600

  func recognises(head: ArraySlice<UInt8>, fileName: String) -> Bool {
    let line = head.drop(while: isBlank).prefix { $0 != UInt8(ascii: "\n") }
    return fileName.contains("_elasticloadbalancing_")
      || Array(line).withUnsafeBufferPointer { Self.entry($0) != nil }
  }

  func read(_ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList) -> TracePoints {
    var seconds: [Int64] = []
    var line = 1
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      let content = UnsafeBufferPointer(rebasing: text[start..<end])
      if content.contains(where: { !isBlank($0) }) {
        readLine(content, line: line, into: &seconds, problems: &problems)
      }
      line += 1
      start = end + 1
    }
    return counted(seconds, problems: &problems)
  }

  private func readLine(
    _ content: UnsafeBufferPointer<UInt8>, line: Int, into seconds: inout [Int64],
    problems: inout ProblemList
  ) {
    guard let entry = Self.entry(content) else {
      problems.add(
        "'\(shownText(content))' is no access log entry; a line that begins with type and time, "
          + "such as 'https 2026-12-01T16:00:00.186641Z app/…', is allowed",
        at: TextPlace(line: line, column: 1))
      return
    }
    guard Self.reachesRequest(content, classic: entry.isClassic) else {
      problems.add(
        "the entry breaks off; the fields up to the quoted request are required",
        at: TextPlace(line: line, column: content.count + 1))
      return
    }
    seconds.append(entry.time)
  }

  /// The time of an entry and whether a classic load balancer wrote it; `nil` for other lines.
  private static func entry(
    _ line: UnsafeBufferPointer<UInt8>
  ) -> (time: Int64, isClassic: Bool)? {
    let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard fields.count == 3 else { return nil }
    if let time = time(fields[0]) { return (time, true) }
    let isWord = fields[0].allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
    guard isWord, let time = time(fields[1]) else { return nil }
    return (time, false)
  }

  /// Access logs always carry date, `T` and clock, which keeps other texts from looking like one.
  private static func time(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
    guard field.count >= 20, field.contains(UInt8(ascii: "T")) else { return nil }
    return UTCTime(iso8601: UnsafeBufferPointer(rebasing: field))?.secondsSinceEpoch
  }

  /// Whether the line has a closed quoted request where one belongs.
  private static func reachesRequest(
    _ line: UnsafeBufferPointer<UInt8>, classic: Bool
  ) -> Bool {
    var separators = 0
    var isQuoted = false
    var requestIsClosed = false
    let before = classic ? 11 : 12
    for byte in line {
      if byte == UInt8(ascii: "\"") {
        if isQuoted, separators == before { requestIsClosed = true }
        isQuoted.toggle()
      } else if byte == UInt8(ascii: " "), !isQuoted {
        separators += 1
      }
    }
    return requestIsClosed && !isQuoted
  }

  private func counted(_ seconds: [Int64], problems: inout ProblemList) -> TracePoints {
    var points = TracePoints()
    guard let first = seconds.min(), let last = seconds.max() else { return points }
    let step: Int64 = last - first <= Self.finestSpan ? 1 : 60
    let origin = first.floorDivided(by: step) * step
    let intervals = (last - origin) / step + 1
    guard intervals <= LoadTrace.maximumIntervals else {
      problems.add(
        "the entries run from \(UTCTime(secondsSinceEpoch: first)) to "
          + "\(UTCTime(secondsSinceEpoch: last)); at most \(LoadTrace.maximumIntervals) minutes "
          + "are allowed")
      return points
    }
    var counts = [Double](repeating: 0, count: Int(intervals))
    for second in seconds { counts[Int((second - origin) / step)] += 1 }
    points.step = step
    points.reserve(counts.count)
    for (index, count) in counts.enumerated() {
      points.append(
        time: origin + Int64(index) * step, count: count, at: TextPlace(line: 1, column: 1))
    }
    return points
  }
}
