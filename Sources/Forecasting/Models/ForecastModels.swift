/// The registry: a new model is one file and one line here; the conformance tests run over it.
package enum ForecastModels {
  /// The pool of the accurate preset.
  ///
  /// It was chosen by rolling-origin validation inside the training part of M4 Hourly and checked
  /// on real load: a member is here because the combination was worse without its kind.
  package static let all: [any ForecastModel] =
    autoregressions
    + [
      SeasonalProfile(season: .week, composition: .ratio, average: .weighted(0.8), levelDays: 1),
      SeasonalProfile(season: .week, composition: .ratio, average: .weighted(0.8), levelDays: 7),
      SeasonalProfile(season: .week, composition: .ratio, average: .median, levelDays: 1),
      SeasonalProfile(
        season: .week, composition: .additive, average: .weighted(1), levelDays: 1),
      SeasonalProfile(
        season: .day, composition: .additive, average: .weighted(0.8), levelDays: 1),
      GrowingWeek(),
      HoltWinters(season: .week, level: 0.05, seasonal: 0.3),
      HoltWinters(season: .week, level: 0.1, seasonal: 0.2),
      HoltWinters(season: .day, level: 0.05, seasonal: 0.3),
      Theta(smoothing: 0.05),
      Analogues(days: 2),
      Analogues(days: 7),
      HarmonicRegression(memory: .trend),
      HarmonicRegression(memory: .halfLife(weeks: 2)),
      SeasonalNaive(season: .week),
      SeasonalNaive(season: .day),
    ]

  /// The pool of the fast preset, which takes the plain median.
  package static let fast: [any ForecastModel] =
    [Transform.Difference.none, .day].map {
      RidgeAutoregression(
        transform: Transform(scale: .logarithm, difference: $0), hasHarmonics: false,
        penalty: 1e-4)
    } + [SeasonalProfile(season: .week, composition: .ratio, average: .median, levelDays: 1)]

  /// What answers where nothing else can.
  package static let last: [any ForecastModel] = [
    SeasonalNaive(season: .day), SeasonalNaive(season: .step),
  ]

  /// On levels harmonics made validation worse; on logarithms they helped on real load.
  private static let autoregressions: [any ForecastModel] = Transform.all.flatMap { transform in
    [RidgeAutoregression(transform: transform, hasHarmonics: false, penalty: 1e-4)]
      + (transform.scale == .level
        ? []
        : [RidgeAutoregression(transform: transform, hasHarmonics: true, penalty: 1e-1)])
  }
}
