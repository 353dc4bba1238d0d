import Autoscaling
import Foundation
import Testing

/// AWS's grammar of schedules (EventBridge user guide, "Cron expressions reference" and "Rate
/// expressions", to which the Application Auto Scaling user guide refers).
@Suite("Grammar of schedules")
struct ScheduleGrammarTests {
  /// Why it is refused; `nil` where it is read.
  private func refusal(_ schedule: String) -> String? {
    do {
      _ = try ScheduleExpression(text: schedule)
      return nil
    } catch {
      return error.message
    }
  }

  /// The `cron(…)` and `rate(…)` that a message tells to write.
  private func corrections(_ message: String) -> [String] {
    message.components(separatedBy: "write ").last.map { ways in
      ways.components(separatedBy: " and ").filter { $0.hasSuffix(")") }
    } ?? []
  }

  @Test(
    "AWS's examples are read, names in any case",
    arguments: [
      "cron(0 10 * * ? *)", "cron(15 12 * * ? *)", "cron(0 18 ? * MON-FRI *)",
      "cron(0 8 1 * ? *)", "cron(0/15 * * * ? *)", "cron(0/10 * ? * MON-FRI *)",
      "cron(0/5 8-17 ? * MON-FRI *)", "cron(0 9 ? * 2#1 *)", "cron(30 6 ? * MON *)",
      "cron(0 0 L * ? *)", "cron(0 0 3W * ? *)", "cron(0 0 ? * L *)", "cron(0 0 ? * 6L *)",
      "cron(0 6 ? jan,Feb mon-Fri 1970-2199)", "rate(1 minute)", "rate(1 hour)", "rate(1 day)",
      "rate(5 minutes)", "rate(12 hours)", "rate(7 days)", "at(2026-12-05T06:00:00)",
    ])
  func examples(schedule: String) {
    #expect(refusal(schedule) == nil)
  }

  @Test("Exactly one of day-of-month and day-of-week is `?`, and the way out is read")
  func oneQuestionMark() {
    for day in ["*", "?", "1", "1-5", "1,15", "*/2", "L", "15W"] {
      for weekday in ["*", "?", "MON-FRI", "2", "MON,WED", "L", "6L", "3#2"] {
        let schedule = "cron(0 16 \(day) * \(weekday) *)"
        guard (day == "?") == (weekday == "?") else {
          #expect(refusal(schedule) == nil, "\(schedule)")
          continue
        }
        let message = refusal(schedule)
        let ways = corrections(message ?? "")
        #expect(message?.contains(schedule) == true, "\(schedule)")
        #expect(!ways.isEmpty && ways.allSatisfy { refusal($0) == nil }, "\(message ?? schedule)")
      }
    }
  }

  @Test(
    "The way out is the schedule that was meant",
    arguments: [
      // terraform-provider-aws#13995: AWS answers "Invalid CRON expression".
      ("cron(0 16 * * MON-FRI *)", "write cron(0 16 ? * MON-FRI *)"),
      ("cron(0 16 * * * *)", "write cron(0 16 * * ? *)"),
      ("cron(0 16 ? * ? *)", "write cron(0 16 * * ? *)"),
      ("cron(0 16 1,15 * * *)", "write cron(0 16 1,15 * ? *)"),
      ("cron(0 6 1 * mon *)", "write cron(0 6 1 * ? *) and cron(0 6 ? * mon *)"),
      ("cron(30 0 6 * * MON *)", "write cron(30 0 6 ? * MON *)"),
      ("rate(1 minutes)", "write rate(1 minute)"), ("rate(1 days)", "write rate(1 day)"),
      ("rate(5 minute)", "write rate(5 minutes)"), ("rate(12 hour)", "write rate(12 hours)"),
    ])
  func wayOut(schedule: String, way: String) {
    #expect(refusal(schedule)?.hasSuffix(way) == true, "\(refusal(schedule) ?? "was read")")
  }

  @Test(
    "What a field does not allow is refused, with what it does",
    arguments: [
      ("cron(? 6 * * ? *)", "minutes"), ("cron(0 ? * * ? *)", "hours"),
      ("cron(0 6 ? ? MON *)", "month"), ("cron(0 6 * * ? ?)", "year"),
      ("cron(0 L * * ? *)", "hours"), ("cron(0 6 L L ? *)", "month"),
      ("cron(0 6 ? * 2W *)", "day-of-week"), ("cron(0 6 2#1 * ? *)", "day-of-month"),
      ("cron(0 6 * * ? 1969)", "1970 to 2199"), ("cron(0 6 * * ? 2026-2200)", "1970 to 2199"),
      ("cron(+5 6 * * ? *)", "minutes"), ("cron(0 6 */+2 * ? *)", "day-of-month"),
      ("cron(x 0 6 * * ? *)", "seconds"), ("cron(60 0 6 * * ? *)", "seconds"),
      // Day-of-week has no steps, and `#` stands alone, for one day.
      ("cron(0 6 ? * MON/2 *)", "no steps"), ("cron(0 6 ? * */2 *)", "no steps"),
      ("cron(0 6 ? * 3#1,6#3 *)", "alone"), ("cron(0 6 ? * MON,3#1 *)", "alone"),
      ("cron(0 6 ? * MON-FRI#2 *)", "day-of-week"), ("cron(0 6 ? * 3#6 *)", "day-of-week"),
      ("cron(0 6 ? * MON-FRIL *)", "day-of-week"), ("cron(0 6 ? * 3#+1 *)", "day-of-week"),
      ("cron(0 6 +5W * ? *)", "day-of-month"), ("cron(0 6 L-+3 * ? *)", "day-of-month"),
      ("cron(0 6 , * ? *)", "day-of-month"), ("cron(0 6 ? * MON, *)", "day-of-week"),
      ("rate(0 minutes)", "from 1"), ("rate(+5 minutes)", "from 1"),
      ("rate(-5 minutes)", "from 1"), ("rate(1.5 hours)", "from 1"), ("rate(5)", "from 1"),
      ("at(2026-12-05T06:00:00Z)", "without a zone"), ("at(2026-13-05T06:00:00)", "yyyy-mm-dd"),
      ("at(2026-12-05 06:00:00)", "yyyy-mm-dd"), ("at(2026-02-30T06:00:00)", "yyyy-mm-dd"),
    ])
  func fields(schedule: String, part: String) {
    #expect(refusal(schedule)?.contains(part) == true, "\(refusal(schedule) ?? "was read")")
  }
}
