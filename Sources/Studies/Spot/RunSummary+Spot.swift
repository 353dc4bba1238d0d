internal import Billing
internal import Simulation
internal import Units

extension RunSummary.SpotFigures {
  init(_ effect: SpotEffect) {
    self.init(
      saving: effect.saving, monthlySaving: effect.monthlySaving,
      sharePercent: rounded(100 * effect.share, decimals: 2),
      services: effect.services.map { service in
        RunSummary.SpotService(
          name: service.name, interruptions: service.spot.interruptions,
          failedLaunches: service.spot.failedLaunches,
          waitingHours: rounded(service.spot.waitingSeconds / 3600, decimals: 4),
          run: RunSummary.SpotRun(service.with),
          withoutInterruptions: RunSummary.SpotRun(service.without))
      })
  }
}

extension RunSummary.SpotFigures {
  /// What happened, at what it is worth at other prices.
  func worth(_ bill: Bill, onDemand: Bill) -> Self {
    var figures = self
    figures.saving = onDemand.total - bill.total
    figures.monthlySaving = onDemand.monthlyTotal - bill.monthlyTotal
    return figures
  }
}

extension RunSummary.SpotRun {
  init(_ figures: SpotEffect.Figures) {
    self.init(
      p95Ms: figures.p95Ms.map { rounded($0, decimals: 3) }, errors: figures.errors,
      breachMinutes: figures.breachMinutes, taskSeconds: figures.taskSeconds)
  }
}
