/// The periods of a load, in steps.
package struct Seasons: Sendable, Hashable {
  /// Steps in a day; 1 where a step is no whole fraction of a day.
  package let day: Int
  /// Steps in a week; equal to `day` where there is no day.
  package let week: Int

  /// The seasons of steps of `step` seconds: 24 and 168 for hours, 1440 and 10 080 for minutes.
  package init(step: Int64) {
    let isFraction = step > 0 && 86_400 % step == 0 && step < 86_400
    day = isFraction ? Int(86_400 / step) : 1
    week = isFraction ? 7 * day : 1
  }

  var hasDay: Bool { day > 1 }
}
