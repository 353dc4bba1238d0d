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
  let combination: Combination
  let members: [Member]
  /// What came after each origin.
  let outcomes: [[Double]]
  /// The usual error at each origin: the median over the members' mean absolute errors.
  private let usual: [Double]
  /// Mean absolute error of member m at origin o.
  private let errors: [[Double?]]

  /// How fast a member's weight falls with its error.
  private static let exponent = 3.0
  /// How much validation has to speak for stacked weights against those by inverse error.
  private static let stackingRidge = 0.3

  /// Fits every model that can; members without a forecast are left out.
  ///
  /// - Parameters:
  ///   - history: what the models learn from.
  ///   - observed: what came, to compare with: the same steps as `history`.
  init(
    _ models: [any ForecastModel], history: History, observed: [Double], horizon: Int,
    plan: ValidationPlan, combination: Combination = .trimmedMean
  ) {
    self.plan = plan
    self.combination = combination
    let prefixes = plan.origins.map { history.prefix($0) }
    members = models.compactMap { model in
      guard let forecast = Self.forecast(model, history, horizon) else { return nil }
      let trials = prefixes.map { Self.forecast(model, $0, plan.horizon) }
      return Member(name: model.name, forecast: forecast, trials: trials)
    }
    let outcomes = plan.origins.map { Array(observed[$0..<$0 + plan.horizon]) }
    self.outcomes = outcomes
    let errors = members.map { member in
      zip(member.trials, outcomes).map { trial, outcome in
        trial.map { Self.meanAbsoluteError($0, outcome) }
      }
    }
    usual = plan.origins.indices.map { origin in
      var known = errors.compactMap { $0[origin] }
      return max(Statistics.median(&known), 1e-300)
    }
    self.errors = errors
  }

  static func meanAbsoluteError(_ forecast: [Double], _ outcome: [Double]) -> Double {
    var sum = 0.0
    for step in outcome.indices { sum += abs(forecast[step] - outcome[step]) }
    return sum / Double(outcome.count)
  }

  /// A model's forecast within 0 and twice what was ever seen; `nil` where it has none.
  static func forecast(
    _ model: any ForecastModel, _ history: History, _ horizon: Int
  ) -> [Double]? {
    guard var forecast = model.fit(history)?.predict(horizon), forecast.count == horizon
    else { return nil }
    let highest = 2 * history.largest
    for step in forecast.indices {
      guard forecast[step].isFinite else { return nil }
      forecast[step] = min(max(forecast[step], 0), highest)
    }
    return forecast
  }
}

// MARK: - Combination

extension Ensemble {
  /// Weights by the errors at all origins but `left`; they add up to 1.
  func weights(without left: Int? = nil) -> [Double] {
    guard combination.isWeighted else {
      return Array(repeating: 1 / Double(members.count), count: members.count)
    }
    let weights = inverseErrors(without: left)
    return combination == .stacking ? stacked(weights, without: left) : weights
  }

  /// The error over the usual one, both summed over the origins, to the power of -3.
  ///
  /// A member that could not be tried at most of the origins counts as the usual one with twice its error.
  private func inverseErrors(without left: Int?) -> [Double] {
    let weights = errors.map { errors -> Double in
      var (sum, expected) = (0.0, 0.0)
      var (known, tried) = (0, 0)
      for origin in errors.indices where origin != left {
        tried += 1
        guard let error = errors[origin] else { continue }
        sum += error
        expected += usual[origin]
        known += 1
      }
      guard tried > 0 else { return 1 }
      return pow(max(2 * known > tried ? sum / expected : 2, 1e-3), -Self.exponent)
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private func stacked(_ prior: [Double], without left: Int?) -> [Double] {
    let origins = plan.origins.indices.filter { $0 != left }
    let whole = members.indices.filter { member in
      origins.allSatisfy { members[member].trials[$0] != nil }
    }
    guard !origins.isEmpty, whole.count > 1 else { return prior }
    let errors = whole.map { member in
      origins.flatMap { origin in
        zip(members[member].trials[origin] ?? [], outcomes[origin]).map {
          ($0 - $1) / usual[origin]
        }
      }
    }
    let total = whole.reduce(0) { $0 + prior[$1] }
    let found = SimplexWeights.weights(
      errors: errors, prior: whole.map { prior[$0] / total }, ridge: Self.stackingRidge)
    var weights = [Double](repeating: 0, count: members.count)
    for (place, member) in whole.enumerated() { weights[member] = found[place] }
    return weights
  }

  /// The members as one, step by step.
  func point(_ weights: [Double]) -> [Double] {
    combination.combine(members.map(\.forecast), weights)
  }

  /// The combined forecast at each origin, the weights taken from the other origins.
  func trials() -> [[Double]] {
    plan.origins.indices.map { origin in
      let weights = plan.origins.count > 1 ? weights(without: origin) : weights()
      var tried: [[Double]] = []
      var kept: [Double] = []
      for (member, weight) in zip(members, weights) {
        guard let trial = member.trials[origin] else { continue }
        tried.append(trial)
        kept.append(weight)
      }
      if !kept.contains(where: { $0 > 0 }) { kept = kept.map { _ in 1 } }
      return combination.combine(tried, kept)
    }
  }
}
