internal import Glibc

/// Forecasts of several models for one history, at its end and at the validation origins.
struct Ensemble {
  struct Member {
    let name: String
    let forecast: [Double]
    /// At each origin; `nil` where the model had too little history.
    let trials: [[Double]?]
  }

  let plan: ValidationPlan
  let members: [Member]
  /// What came after each origin.
  let outcomes: [[Double]]
  /// Mean absolute error of member m at origin o over the median of all members there.
  private let errors: [[Double?]]

  /// How fast a member's weight falls with its error.
  private static let exponent = 3.0

  /// Fits every model that can; members without a forecast are left out.
  init(
    _ models: [any ForecastModel], history: History, horizon: Int, plan: ValidationPlan
  ) {
    self.plan = plan
    let prefixes = plan.origins.map { history.prefix($0) }
    members = models.compactMap { model in
      guard let forecast = Self.forecast(model, history, horizon) else { return nil }
      let trials = prefixes.map { Self.forecast(model, $0, plan.horizon) }
      return Member(name: model.name, forecast: forecast, trials: trials)
    }
    let outcomes = plan.origins.map { Array(history.values[$0..<$0 + plan.horizon]) }
    self.outcomes = outcomes
    var errors = members.map { member in
      zip(member.trials, outcomes).map { trial, outcome -> Double? in
        trial.map { trial in
          zip(trial, outcome).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(outcome.count)
        }
      }
    }
    for origin in plan.origins.indices {
      var known = errors.compactMap { $0[origin] }
      let usual = max(Statistics.median(&known), 1e-300)
      for member in errors.indices {
        errors[member][origin] = errors[member][origin].map { $0 / usual }
      }
    }
    self.errors = errors
  }

  /// A model's forecast within 0 and twice what was ever seen; `nil` where it has none.
  private static func forecast(
    _ model: any ForecastModel, _ history: History, _ horizon: Int
  ) -> [Double]? {
    guard let forecast = model.fit(history)?.predict(horizon), forecast.count == horizon,
      forecast.allSatisfy(\.isFinite)
    else { return nil }
    let highest = 2 * history.largest
    return forecast.map { min(max($0, 0), highest) }
  }
}

// MARK: - Combination

extension Ensemble {
  /// Weights by the errors at all origins but `left`; they add up to 1.
  ///
  /// A weight is the mean relative error to the power of -3. A member that could not be tried at
  /// most of the origins counts as the usual one with twice its error.
  func weights(without left: Int? = nil) -> [Double] {
    let weights = errors.map { errors -> Double in
      let known = errors.indices.filter { $0 != left }.compactMap { errors[$0] }
      let tried = errors.indices.count { $0 != left }
      guard tried > 0 else { return 1 }
      let mean = 2 * known.count > tried ? Statistics.mean(known) : 2
      return pow(max(mean, 1e-3), -Self.exponent)
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// The weighted median of the members, step by step.
  func point(_ weights: [Double]) -> [Double] {
    Statistics.weightedMedian(members.map(\.forecast), weights)
  }

  /// Outcome less forecast at each origin, the weights taken from the other origins or all equal.
  func residuals(isWeighted: Bool) -> [[Double]] {
    plan.origins.indices.map { origin in
      let weights =
        !isWeighted
        ? Array(repeating: 1, count: members.count)
        : plan.origins.count > 1 ? weights(without: origin) : weights()
      var tried: [[Double]] = []
      var kept: [Double] = []
      for (member, weight) in zip(members, weights) {
        guard let trial = member.trials[origin] else { continue }
        tried.append(trial)
        kept.append(weight)
      }
      let forecast = Statistics.weightedMedian(tried, kept)
      return zip(outcomes[origin], forecast).map { $0 - $1 }
    }
  }
}
