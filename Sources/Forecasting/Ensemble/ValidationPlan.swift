/// The origins inside a history from which models are tried, and how far ahead.
struct ValidationPlan {
  /// Steps known at each origin, the latest origin first.
  let origins: [Int]
  /// Steps ahead that are compared at each origin; at most the horizon asked for.
  let horizon: Int
  /// How many stretches of `horizon` steps the compared steps cover.
  let independentOrigins: Int

  /// No origins.
  static let none = ValidationPlan(count: 0, horizon: 1, seasons: Seasons(step: 1))

  /// At most this many origins, unless more are needed to try each day of the week: more cost time
  /// and tell little that is new.
  private static let mostOrigins = 5

  /// Origins a horizon apart, at least a day, where three or more fit, else evenly spread by whole
  /// days.
  ///
  /// Each keeps a week and a day of history at least. There are none where that leaves no room.
  init(count: Int, horizon wanted: Int, seasons: Seasons) {
    let shortest = seasons.hasDay ? seasons.week + seasons.day : 8
    let room = count - shortest
    guard room > 0 else {
      origins = []
      horizon = 0
      independentOrigins = 0
      return
    }
    let day = seasons.day
    let half = room / 2
    let horizon = wanted <= half ? wanted : min(wanted, max(half, min(room, day)))
    let rest = room - horizon
    let wide = max(horizon, day)
    let apart =
      rest >= 2 * wide ? wide : max(1, max(day, rest / (Self.mostOrigins - 1) / day * day))
    // A short horizon tries weekdays alone for days: the models of a week have to show theirs.
    let most = max(Self.mostOrigins, seasons.hasDay ? (seasons.week + wide - 1) / wide : 0)
    let number = min(most, rest / apart + 1)
    origins = (0..<number).map { count - horizon - $0 * apart }
    self.horizon = horizon
    independentOrigins = min(number, rest / horizon + 1)
  }
}
