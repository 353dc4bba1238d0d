internal import Billing
internal import Forecasting
internal import Foundation
internal import Kernel
internal import Scenarios
package import Units

extension ProjectionPlan {
  /// Points at which the demand alone is varied; between them its cost is taken as linear.
  private static let demandPoints = 17
  /// Paths that the shares of the variance are computed from.
  package static let sharePaths = 200

  /// Simulates and prices every path, on at most `threads` threads; the result does not depend on
  /// their number.
  ///
  /// The first `sharePaths` paths are simulated twice, with their own demand and with the expected
  /// one, so that the variance of the load alone comes from the same random numbers.
  ///
  /// - Parameter progress: is told the done share, from any thread.
  /// - Throws: `InputError.invalid` when a price that the usage needs is missing.
  package func run(
    threads: Int, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws(InputError) -> Projection {
    let factors = growthFactors
    let expected = zip(forecast.point, factors).map { $0 * $1 }
    let demands = (0..<options.paths).map { demandFactor(path: $0) }
    let spots = (0..<options.paths).map { spotFactor(path: $0) }
    // One run first: what is wrong with prices is then said once.
    let central = try simulation.cost(hours: expected, demandFactor: 1, replication: 0)

    let counter = RunProgress(minutes: Int64(options.paths), report: progress)
    let varies = scenario.uncertainty.demandCV > 0
    let results = await inOrder(count: options.paths, threads: threads) { path in
      let hours = zip(forecast.samplePath(UInt64(path), seed: options.seed), factors)
        .map { $0 * $1 }
      defer { counter.addMinute() }
      return Result { () throws(InputError) in
        let own = try simulation.cost(
          hours: hours, demandFactor: demands[path], replication: UInt64(path))
        let load =
          varies && path < Self.sharePaths
          ? try simulation.cost(hours: hours, demandFactor: 1, replication: UInt64(path)) : own
        return (own: own, load: load)
      }
    }
    var own: [PathCost] = []
    var loadOnly: [Double] = []
    for result in results {
      let path = try result.get()
      own.append(path.own)
      loadOnly.append(path.load.dollars(spotFactor: 1))
    }
    let some = min(options.paths, Self.sharePaths)
    let demandOnly = try await demandAlone(
      Array(demands.prefix(some)), expected: expected, threads: threads)
    let spotOnly = spots.prefix(some).map { central.dollars(spotFactor: $0.approximate) }
    let rest = (0..<some).map { path in
      own[path].dollars(spotFactor: spots[path].approximate) - loadOnly[path] - demandOnly[path]
        - spotOnly[path]
    }
    let share = Projection.VarianceShare(
      load: variance(Array(loadOnly.prefix(some))), serviceDemand: variance(demandOnly),
      spotPrice: variance(spotOnly), interaction: variance(rest))
    return projection(own, spots: spots, share: share)
  }

  private func projection(
    _ paths: [PathCost], spots: [Decimal12], share: Projection.VarianceShare
  ) -> Projection {
    let spotLine = lines.id(of: .ecs)
    let lowPrices = paths.reduce(into: Set()) { $0.formUnion($1.lowConfidencePrices) }
    let lowLines = paths.reduce(into: Set()) { $0.formUnion($1.lowConfidenceLines) }
    let used = paths.reduce(into: Set()) { $0.formUnion($1.usedLines) }
    let shown = lines.all.filter { $0.isPlanned || used.contains($0.id) }
    let figures = months.indices.map { month in
      let costs = zip(paths, spots).map {
        $0.lines(month: month, spotFactor: $1, spotLine: spotLine)
      }
      return Projection.Month(
        month: String(months[month].start.date.description.prefix(7)),
        total: Projection.Spread(costs.map { $0.values.reduce(.zero, +) }),
        lines: shown.map { line in
          Projection.Line(
            line.id, Projection.Spread(costs.map { $0[line.id] ?? .zero }),
            lowConfidence: lowLines.contains(line.id))
        })
    }
    return Projection(
      schemaVersion: Projection.currentSchemaVersion, scenario: scenario.name,
      seed: options.seed, paths: options.paths, months: figures, varianceShare: share,
      notes: notes, lowConfidencePrices: lowPrices.sorted())
  }

  /// The total at every path's demand under the expected load, from a few points over its range.
  private func demandAlone(
    _ demands: [Double], expected: [Double], threads: Int
  ) async throws(InputError) -> [Double] {
    guard let low = demands.min(), let high = demands.max(), low < high else {
      return demands.map { _ in 0 }
    }
    let width = (high - low) / Double(Self.demandPoints - 1)
    let results = await inOrder(count: Self.demandPoints, threads: threads) { point in
      Result { () throws(InputError) in
        try simulation.cost(
          hours: expected, demandFactor: low + width * Double(point), replication: 0
        ).dollars(spotFactor: 1)
      }
    }
    var totals: [Double] = []
    for result in results { totals.append(try result.get()) }
    return demands.map { demand in
      let place = (demand - low) / width
      let index = min(max(0, Int(place)), Self.demandPoints - 2)
      return totals[index] + (totals[index + 1] - totals[index]) * (place - Double(index))
    }
  }

  /// Population variance, from deviations from the mean.
  ///
  /// The mean is taken of distances from the first value, so that equal values vary by exactly zero.
  private func variance(_ values: [Double]) -> Double {
    guard let first = values.first else { return 0 }
    let count = Double(values.count)
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
  }
}

// MARK: - What varies from path to path

extension ProjectionPlan {
  func growthFactor(afterHours hours: Double) -> Double {
    growth == 1 ? 1 : pow(growth, hours / 730)
  }

  /// The factor on every request's CPU time: lognormal with mean 1, one for the whole system.
  private func demandFactor(path: Int) -> Double {
    factor("demand factor", cv: scenario.uncertainty.demandCV, path: path)
  }

  /// The factor on Spot prices: lognormal with mean 1, one for the whole projection.
  private func spotFactor(path: Int) -> Decimal12 {
    let value = factor("spot factor", cv: scenario.uncertainty.spotPriceCV, path: path)
    return Decimal12(trillionths: Int128((value * Double(Decimal12.one)).rounded()))
  }

  private func factor(_ component: String, cv: Double, path: Int) -> Double {
    let variance = log(1 + cv * cv)
    var stream = RandomStream(
      seed: options.seed, replication: UInt64(path), component: component, entity: "projection")
    return stream.lognormalFactor(sigma: variance.squareRoot()) * exp(-variance / 2)
  }

  private var notes: [String] {
    let uncertainty = scenario.uncertainty
    return [
      "The load is the hourly forecast from the history up to \(historyEnd), times"
        + " \(growth) in every 730 hours; within an hour it is smooth.",
      "CPU time of requests is uncertain by a lognormal factor with a cv of"
        + " \(uncertainty.demandCV), Spot prices by one with a cv of \(uncertainty.spotPriceCV);"
        + " each is common to the whole system and to all months of a path.",
      "Stocks that grow (buckets, database storage, logs) are carried on at the scenario's own"
        + " rate, the first month being one month after the scenario's period.",
      "Every month starts with the scenario's initial tasks, or as the policies leave a service"
        + " after the day before, and is priced as a calendar month.",
    ]
  }
}

extension Decimal12 {
  var approximate: Double { Double(trillionths) / Double(Self.one) }
}

extension Result where Failure == InputError {
  init(_ work: () throws(InputError) -> Success) {
    do {
      self = .success(try work())
    } catch {
      self = .failure(error)
    }
  }
}
