internal import Units

extension CronExpression {
  private static let monthNames = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
  private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

  /// Reads the text between the parentheses.
  init(fields text: String) throws(ScheduleFault) {
    var fields = text.split(separator: " ").map { $0.uppercased() }
    if fields.count == 7 { fields.removeFirst() }
    guard fields.count == 6 else {
      throw ScheduleFault(
        message: "cron(…) has \(fields.count) fields; six are allowed: minutes hours day-of-month"
          + " month day-of-week year")
    }
    minutes = try Self.numbers(fields[0], 0...59, "minutes").sorted()
    hours = try Self.numbers(fields[1], 0...23, "hours").sorted()
    months = Set(try Self.numbers(fields[3], 1...12, "month", names: Self.monthNames))
    years = Set(try Self.numbers(fields[5], Self.yearRange, "year"))
    guard fields[2] == "?" || fields[4] == "?" || fields[2] == "*" || fields[4] == "*" else {
      throw ScheduleFault(
        message: "cron(…) states day-of-month and day-of-week; `?` in one of them is allowed")
    }
    monthDays = try Self.monthDays(fields[2])
    weekdays = try Self.weekdays(fields[4])
  }

  private static func monthDays(_ field: String) throws(ScheduleFault) -> [DayOfMonth] {
    if field == "?" || field == "*" { return [] }
    var days: [DayOfMonth] = []
    for part in field.split(separator: ",").map(String.init) {
      if part == "LW" {
        days.append(.lastWeekday)
      } else if part == "L" {
        days.append(.last(before: 0))
      } else if part.hasPrefix("L-"), let before = Int64(part.dropFirst(2)),
        (1...30).contains(before)
      {
        days.append(.last(before: before))
      } else if part.hasSuffix("W"), let day = Int64(part.dropLast()), (1...31).contains(day) {
        days.append(.nearestWeekday(day))
      } else {
        days += try numbers(part, 1...31, "day-of-month").map { .day($0) }
      }
    }
    return days
  }

  private static func weekdays(_ field: String) throws(ScheduleFault) -> [DayOfWeek] {
    if field == "?" || field == "*" { return [] }
    var days: [DayOfWeek] = []
    for part in field.split(separator: ",").map(String.init) {
      let pieces = part.split(separator: "#").map(String.init)
      if part == "L" {
        days.append(.every(7))
      } else if pieces.count == 2, let count = Int64(pieces[1]), (1...5).contains(count) {
        for day in try numbers(pieces[0], 1...7, "day-of-week", names: dayNames) {
          days.append(.nth(day, count))
        }
      } else if part.count > 1, part.hasSuffix("L") {
        for day in try numbers(String(part.dropLast()), 1...7, "day-of-week", names: dayNames) {
          days.append(.last(day))
        }
      } else {
        days += try numbers(part, 1...7, "day-of-week", names: dayNames).map { .every($0) }
      }
    }
    return days
  }

  /// The numbers that a field of lists, ranges and steps stands for.
  private static func numbers(
    _ field: String, _ range: ClosedRange<Int64>, _ name: String, names: [String] = []
  ) throws(ScheduleFault) -> [Int64] {
    var numbers: Set<Int64> = []
    let allowed =
      "numbers from \(range.lowerBound) to \(range.upperBound)"
      + (names.isEmpty ? "" : " or \(names[0]) to \(names[names.count - 1])")
      + ", lists, ranges and steps are allowed"
    let fault = ScheduleFault(message: "cron(…): `\(field)` is no \(name); \(allowed)")
    func number(_ text: some StringProtocol) -> Int64? {
      if let place = names.firstIndex(of: String(text)) { return range.lowerBound + Int64(place) }
      return Int64(text).flatMap { range.contains($0) ? $0 : nil }
    }
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= 2, let base = pieces.first else { throw fault }
      var span: ClosedRange<Int64>
      let ends = base.split(separator: "-", omittingEmptySubsequences: false)
      if base == "*" {
        span = range
      } else if ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), low <= high
      {
        span = low...high
      } else if let single = number(base) {
        span = single...(pieces.count == 2 ? range.upperBound : single)
      } else {
        throw fault
      }
      var step: Int64 = 1
      if pieces.count == 2 {
        guard let stated = Int64(pieces[1]), stated > 0 else { throw fault }
        step = stated
      }
      for value in stride(from: span.lowerBound, through: span.upperBound, by: Int(step)) {
        numbers.insert(value)
      }
    }
    return Array(numbers)
  }
}
