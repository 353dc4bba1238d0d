internal import Autoscaling
internal import Units

/// A cron expression of a file and the last year in which it fires.
struct DatedCron: Sendable {
  let text: String
  let lastYear: Int64
  let place: SourcePlace

  /// Those of a service: its scheduled actions, deployments and counts that are set.
  static func all(in service: CheckedObject) -> [DatedCron] {
    ["scheduled", "deployment", "desired_count_changes"].flatMap { service.objects($0) }
      .compactMap { object in
        guard let text = object.textIfSet("schedule"),
          let year = (try? ScheduleExpression(text: text))?.lastYear
        else { return nil }
        return DatedCron(text: text, lastYear: year, place: object.place(of: "schedule"))
      }
  }

  /// What is wrong with it in a period that begins at `start`; `nil` where it may still fire.
  func problem(from start: UTCTime) -> String? {
    // A year of another zone may begin a day later.
    let year = start.advanced(bySeconds: -86_400).date.year
    guard lastYear < year else { return nil }
    return "`\(text)` never fires: its last year is \(lastYear), and the period begins on"
      + " \(start.date); that year and later ones are allowed"
  }
}
