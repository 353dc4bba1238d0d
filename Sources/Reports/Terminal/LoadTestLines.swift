internal import Studies

/// What load tests and retries did, below the table of services.
enum LoadTestLines {
  static func lines(
    of service: RunSummary.ServiceFigures, style: TerminalStyle
  ) -> [String] {
    var lines = (service.loadTests ?? []).flatMap { test in
      wrapped(text(test, service: service.name).safeForTerminal, indent: "  ")
    }
    if let retries = service.retries {
      lines += wrapped(
        "\(service.name): \(Figures.count(retries)) retries on top of the requests"
          .safeForTerminal, indent: "  ")
    }
    return lines
  }

  private static func text(_ test: RunSummary.LoadTestFigures, service: String) -> String {
    let heading =
      "\(test.name) on \(service): \(Figures.count(Int64(test.clients))) clients,"
      + " \(Figures.count(test.requests)) requests in \(fixed(test.seconds, 1)) s"
      + " (\(fixed(test.requestsPerSecond, 1))/s), \(Figures.count(test.errors)) errors"
    guard let latency = test.latencyMs else { return heading }
    return heading
      + ", mean \(fixed(latency.mean, 0)) ms, p50/95/99 \(fixed(latency.p50, 0))"
      + "/\(fixed(latency.p95, 0))/\(fixed(latency.p99, 0)) ms,"
      + " \(fixed(test.fastestMs, 0)) to \(fixed(test.slowestMs, 0)) ms"
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    Figures.fixed(value, decimals: decimals)
  }
}
