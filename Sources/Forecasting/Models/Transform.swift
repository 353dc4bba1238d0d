/// What a series is turned into before a regression.
package struct Transform: Hashable, Sendable {
  package enum Scale: Int, Sendable { case level, logarithm }
  package enum Difference: Int, Sendable { case none, day, week }

  let scale: Scale
  let difference: Difference

  package init(scale: Scale, difference: Difference) {
    self.scale = scale
    self.difference = difference
  }

  static let all: [Transform] = [Scale.level, .logarithm].flatMap { scale in
    [Difference.none, .day, .week].map { Transform(scale: scale, difference: $0) }
  }

  /// Steps between the two values of a difference; 0 for none.
  func lag(_ seasons: Seasons) -> Int {
    switch difference {
    case .none: 0
    case .day: seasons.day
    case .week: seasons.week
    }
  }

  var index: Int { scale.rawValue * 3 + difference.rawValue }

  var name: String {
    let series = scale == .level ? "level" : "log"
    switch difference {
    case .none: return series
    case .day: return series + ", daily difference"
    case .week: return series + ", weekly difference"
    }
  }
}
