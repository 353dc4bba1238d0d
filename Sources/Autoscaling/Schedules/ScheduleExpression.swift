package import Units

/// When a scheduled action runs: `at(…)`, `rate(…)` or `cron(…)`.
package enum ScheduleExpression: Sendable, Hashable {
  /// A wall-clock reading in the action's time zone.
  case at(UTCTime)
  case rate(seconds: Int64)
  case cron(CronExpression)

  /// Reads an expression of Application Auto Scaling.
  package init(text: String) throws(ScheduleFault) {
    guard let open = text.firstIndex(of: "("), text.last == ")" else { throw Self.unknown(text) }
    let inner = String(text[text.index(after: open)..<text.index(before: text.endIndex)])
    switch text[..<open] {
    case "at":
      guard inner.utf8.count == 19, inner.contains("T"), let time = UTCTime(iso8601: inner) else {
        throw ScheduleFault(
          message: "`\(text)`: at(yyyy-mm-ddThh:mm:ss) without a zone is allowed")
      }
      self = .at(time)
    case "rate": self = .rate(seconds: try Self.rate(inner))
    case "cron":
      let cron = try CronExpression(fields: inner)
      guard cron.everFires else {
        throw ScheduleFault(
          message: "`\(text)` never fires: no day is all that it asks for; days that exist are"
            + " allowed")
      }
      self = .cron(cron)
    default: throw Self.unknown(text)
    }
  }

  /// The last year in which a cron expression fires; `nil` for others.
  package var lastYear: Int64? {
    guard case .cron(let cron) = self else { return nil }
    return cron.years.max()
  }

  private static func unknown(_ text: String) -> ScheduleFault {
    ScheduleFault(
      message: "`\(text)` is no schedule; at(yyyy-mm-ddThh:mm:ss), rate(5 minutes) or"
        + " cron(0 6 * * ? *) is allowed")
  }

  private static func rate(_ text: String) throws(ScheduleFault) -> Int64 {
    let words = text.split(separator: " ")
    let units: [String: Int64] = [
      "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600, "day": 86_400, "days": 86_400,
    ]
    guard words.count == 2, let count = Int64(words[0]), (1...100_000).contains(count),
      let unit = units[String(words[1])]
    else {
      throw ScheduleFault(
        message: "rate(\(text)): a whole number from 1 and minutes, hours or days are allowed")
    }
    return count * unit
  }
}

/// Why a schedule cannot be read: what is wrong and what is allowed.
package struct ScheduleFault: Error, Sendable, Hashable {
  package let message: String
}
