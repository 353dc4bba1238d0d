internal import Glibc
internal import Units

/// What stands out in a history, for people: zeros, outliers and shifts of the level.
///
enum HistoryFindings {
  /// Shifts below this factor, or this many spreads of a week's change, are not reported.
  private static let shiftFactor = 1.5
  private static let shiftBound = 4.0

  /// One sentence a finding; `time` names a step.
  static func remarks(
    _ history: History, outliers: BoundedOutliers?, areBounded: Bool, time: (Int) -> String
  ) -> [String] {
    let outlying = outliers.map { found in
      "\(found.count) steps are outliers (the most: \(time(found.most.step)), "
        + "\(Text.factor(found.most.factor)) times the usual); "
        + (areBounded
          ? "models learn from them as bounded to \(Text.factor(BoundedOutliers.bound)) robust "
            + "standard deviations"
          : "validation was better with them as they are")
    }
    return [zeros(history, time), outlying, shift(history, time)].compactMap { $0 }
  }

  private static func zeros(_ history: History, _ time: (Int) -> String) -> String? {
    let zeros = history.values.indices.filter { history.values[$0] == 0 }
    guard let first = zeros.first else { return nil }
    return "\(zeros.count) steps without load (the first \(time(first))); logarithms are taken "
      + "after adding a hundredth of the mean"
  }

  private static func shift(_ history: History, _ time: (Int) -> String) -> String? {
    let day = history.seasons.day
    let days = history.count / day
    guard history.seasons.hasDay, days >= 14 else { return nil }
    let first = history.count - days * day
    let levels = (0..<days).map { index -> Double in
      let start = first + index * day
      return log(history.values[start..<start + day].reduce(0, +) + history.logOffset + 1e-300)
    }
    let changes = (7...days - 7).map { split -> Double in
      var before = Array(levels[split - 7..<split])
      var after = Array(levels[split..<split + 7])
      return Statistics.median(&after) - Statistics.median(&before)
    }
    guard let place = changes.indices.max(by: { abs(changes[$0]) < abs(changes[$1]) })
    else { return nil }
    // Weeks that hold the shift itself say nothing of how weeks differ otherwise.
    var sizes = changes.indices.filter { abs($0 - place) >= 7 }.map { abs(changes[$0]) }
    let usual = Statistics.median(&sizes)
    guard abs(changes[place]) > max(log(shiftFactor), shiftBound * usual) else { return nil }
    // Of the days whose weeks differ, the shift is where neighbours differ most.
    let near = max(1, place + 4)...min(days - 1, place + 10)
    let step = near.max { abs(levels[$0] - levels[$0 - 1]) < abs(levels[$1] - levels[$1 - 1]) }
    return "the level shifted to \(Text.factor(exp(changes[place]))) times on "
      + "\(time(first + (step ?? place + 7) * day)); models are weighed by the days after it"
  }
}

/// Numbers in sentences.
enum Text {
  /// Two decimals below 10, whole numbers above.
  static func factor(_ value: Double) -> String {
    let scale = value < 10 ? 100.0 : 1
    guard value.isFinite, value < 1e15 else { return "over 1e15" }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}
