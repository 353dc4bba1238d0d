internal import Studies

/// What predictive policies forecast, a sentence each.
enum ForecastNotes {
  static func lines(_ service: RunSummary.ServiceFigures) -> [String] {
    (service.predictive ?? []).flatMap { figures in
      let error =
        figures.errorPercent.map { "; the load was off by \(Figures.fixed($0, decimals: 1)) %" }
        ?? ""
      let text =
        "\(service.name): \(figures.policy) (\(figures.mode)) made \(figures.forecasts) forecasts"
        + " for \(Figures.count(Int64(figures.forecastHours))) hours, of at most"
        + " \(figures.greatestCapacity) tasks\(error)"
      return wrapped(text.safeForTerminal, indent: "  ")
    }
  }
}
