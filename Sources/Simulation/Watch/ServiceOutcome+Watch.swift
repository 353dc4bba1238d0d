internal import Units

extension ServiceOutcome {
  /// The requests that came in each minute, read anew at each call.
  ///
  /// - Complexity: O(1) a minute; nothing is held.
  package func requestsByMinute() -> AnyIterator<Int64> {
    var loads = timeline.loads.makeIterator()
    return AnyIterator { loads.next().map { Int64($0.offered) } }
  }

  /// The signals of a service: latency, errors and tasks that are missing.
  package var watchSeries: [WatchSeries] {
    [
      WatchSeries(
        signal: .p95Latency, subject: name, objective: objectiveP95.inSeconds * 1000
      ) { [timeline] body in
        for load in timeline.loads { body(load.latency?.p95) }
      },
      WatchSeries(signal: .errorRate, subject: name) { [timeline] body in
        for load in timeline.loads {
          body(load.offered > 0 ? 100 * Double(load.errors.total) / Double(load.offered) : nil)
        }
      },
      WatchSeries(signal: .missingTasks, subject: name) { [timeline] body in
        for count in timeline.counts { body(Double(max(0, count.desired - count.running))) }
      },
    ]
  }
}
