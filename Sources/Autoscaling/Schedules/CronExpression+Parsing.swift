internal import Units

extension CronExpression {
  private static let monthNames = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
  private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

  /// Reads the text between the parentheses.
  ///
  /// - Throws: what AWS refuses, with the expression to write in its place where there is one.
  init(fields text: String) throws(ScheduleFault) {
    let stated = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard stated.count == 6 || stated.count == 7 else {
      throw ScheduleFault(
        message: "cron(…) has \(stated.count) fields; six are allowed: minutes hours day-of-month"
          + " month day-of-week year")
    }
    let fields = stated.suffix(6).map { $0.uppercased() }
    if stated.count == 7 { _ = try Self.numbers(stated[0], 0...59, "seconds") }
    minutes = try Self.numbers(fields[0], 0...59, "minutes").sorted()
    hours = try Self.numbers(fields[1], 0...23, "hours").sorted()
    months = Set(try Self.numbers(fields[3], 1...12, "month", names: Self.monthNames))
    years = Set(try Self.numbers(fields[5], Self.yearRange, "year"))
    monthDays = try Self.monthDays(fields[2])
    weekdays = try Self.weekdays(fields[4])
    guard (fields[2] == "?") != (fields[4] == "?") else { throw Self.questionMarkFault(stated) }
  }

  /// Both days or none of them stated, and what states the same within AWS's grammar.
  ///
  /// - Parameter stated: the fields as written, with or without seconds in front.
  private static func questionMarkFault(_ stated: [String]) -> ScheduleFault {
    let (day, weekday) = (stated.count - 4, stated.count - 2)
    func cron(_ changes: [Int: String]) -> String {
      let fields = stated.indices.map { changes[$0] ?? stated[$0] }
      return "cron(\(fields.joined(separator: " ")))"
    }
    let rule =
      "`\(cron([:]))`: exactly one of day-of-month and day-of-week must be `?`,"
      + " the other a day or `*`"
    if stated[day] == "?" {
      return ScheduleFault(message: "\(rule): write \(cron([day: "*"]))")
    }
    if stated[weekday] == "*" {
      return ScheduleFault(message: "\(rule): write \(cron([weekday: "?"]))")
    }
    if stated[day] == "*" {
      return ScheduleFault(message: "\(rule): write \(cron([day: "?"]))")
    }
    return ScheduleFault(
      message: "\(rule); for both in two schedules write \(cron([weekday: "?"])) and"
        + " \(cron([day: "?"]))")
  }

  private static func monthDays(_ field: String) throws(ScheduleFault) -> [DayOfMonth] {
    if field == "?" || field == "*" { return [] }
    var days: [DayOfMonth] = []
    for part in parts(of: field) {
      if part == "LW" {
        days.append(.lastWeekday)
      } else if part == "L" {
        days.append(.last(before: 0))
      } else if part.hasPrefix("L-"), let before = Int64(digits: part.dropFirst(2)),
        (1...30).contains(before)
      {
        days.append(.last(before: before))
      } else if part.hasSuffix("W"), let day = Int64(digits: part.dropLast()),
        (1...31).contains(day)
      {
        days.append(.nearestWeekday(day))
      } else {
        days += try numbers(part, 1...31, "day-of-month").map { .day($0) }
      }
    }
    return days
  }

  private static func weekdays(_ field: String) throws(ScheduleFault) -> [DayOfWeek] {
    if field == "?" || field == "*" { return [] }
    if field.contains("#") { return [try nthWeekday(field)] }
    var days: [DayOfWeek] = []
    for part in parts(of: field) {
      if part == "L" {
        days.append(.every(7))
      } else if part.hasSuffix("L"), let day = weekday(part.dropLast()) {
        days.append(.last(day))
      } else {
        days += try numbers(
          part, weekdayRange, "day-of-week", names: dayNames, allowsSteps: false
        ).map { .every($0) }
      }
    }
    return days
  }

  /// `3#2`: one day and one of its turns; AWS allows no list with it.
  private static func nthWeekday(_ field: String) throws(ScheduleFault) -> DayOfWeek {
    let pieces = field.split(separator: "#", omittingEmptySubsequences: false)
    guard pieces.count == 2, let day = weekday(pieces[0]), let turn = Int64(digits: pieces[1]),
      (1...5).contains(turn)
    else {
      throw ScheduleFault(
        message: "cron(…): `\(field)` is no day-of-week; `#` stands alone, between one day and its"
          + " turn in the month from 1 to 5, such as 3#2 for the second Tuesday")
    }
    return .nth(day, turn)
  }

  private static let weekdayRange: ClosedRange<Int64> = 1...7

  /// One day of the week by its number or name.
  private static func weekday(_ text: some StringProtocol) -> Int64? {
    number(text, weekdayRange, names: dayNames)
  }

  private static func number(
    _ text: some StringProtocol, _ range: ClosedRange<Int64>, names: [String]
  ) -> Int64? {
    if let place = names.firstIndex(of: String(text)) { return range.lowerBound + Int64(place) }
    return Int64(digits: text).flatMap { range.contains($0) ? $0 : nil }
  }

  /// What a list is made of; an empty part stays, to be refused.
  private static func parts(of field: String) -> [String] {
    field.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// The numbers that a field of lists, ranges and steps stands for.
  private static func numbers(
    _ field: String, _ range: ClosedRange<Int64>, _ name: String, names: [String] = [],
    allowsSteps: Bool = true
  ) throws(ScheduleFault) -> [Int64] {
    var numbers: Set<Int64> = []
    let allowed =
      "numbers from \(range.lowerBound) to \(range.upperBound)"
      + (names.isEmpty ? "" : " or \(names[0]) to \(names[names.count - 1])")
      + (allowsSteps ? ", lists, ranges and steps are allowed" : ", lists and ranges, no steps")
    let fault = ScheduleFault(message: "cron(…): `\(field)` is no \(name); \(allowed)")
    for part in parts(of: field) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard pieces.count <= (allowsSteps ? 2 : 1), let base = pieces.first else { throw fault }
      let hasStep = pieces.count == 2
      guard let span = span(base, range, names: names, isOpen: hasStep) else { throw fault }
      let step = hasStep ? Int64(digits: pieces[1]) : 1
      guard let step, step > 0 else { throw fault }
      numbers.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: Int(step)))
    }
    return Array(numbers)
  }

  /// What `*`, a range or one number spans; `nil` for anything else.
  ///
  /// - Parameter isOpen: a number spans what follows it, as it does before a step.
  private static func span(
    _ base: some StringProtocol, _ range: ClosedRange<Int64>, names: [String], isOpen: Bool
  ) -> ClosedRange<Int64>? {
    if base == "*" { return range }
    let ends = base.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let low = number(ends[0], range, names: names) else { return nil }
    if ends.count == 1 { return low...(isOpen ? range.upperBound : low) }
    guard let high = number(ends[1], range, names: names), low <= high else { return nil }
    return low...high
  }
}
