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

  /// Seconds of `5 minutes`; AWS takes the singular for 1 and the plural for more (EventBridge user
  /// guide, "Rate expressions").
  private static func rate(_ text: String) throws(ScheduleFault) -> Int64 {
    let words = text.split(whereSeparator: \.isWhitespace)
    let units: [String: Int64] = ["minute": 60, "hour": 3600, "day": 86_400]
    guard words.count == 2, let count = Int64(digits: words[0]), (1...100_000).contains(count),
      let unit = units.first(where: { words[1] == $0.key || words[1] == $0.key + "s" })
    else {
      throw ScheduleFault(
        message: "rate(\(text)): a whole number from 1 and minutes, hours or days are allowed")
    }
    let name = unit.key + (count == 1 ? "" : "s")
    guard words[1] == name else {
      throw ScheduleFault(
        message: "rate(\(text)): the unit of \(count) is \(name): write rate(\(count) \(name))")
    }
    return count * unit.value
  }
}

extension Int64 {
  /// The number that digits alone stand for: no sign.
  init?(digits text: some StringProtocol) {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    self.init(text)
  }
}

/// Why a schedule cannot be read: what is wrong and what is allowed.
package struct ScheduleFault: Error, Sendable, Hashable {
  package let message: String
}
