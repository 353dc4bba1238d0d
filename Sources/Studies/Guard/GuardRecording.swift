internal import Billing
package import Units

/// Records what scenarios come to, for later checks.
package enum GuardRecording {
  /// - Parameters:
  ///   - subjects: one or more, of different names and at one price list.
  ///   - created: the day to note, if any.
  package static func record(
    _ subjects: [GuardSubject], seeds: GuardBaseline.Seeds, created: CivilDate?,
    runner: GuardRunner
  ) async throws(InputError) -> GuardBaseline {
    var entries: [GuardBaseline.Entry] = []
    for subject in subjects {
      let samples = try await runner.samples(
        of: subject.plan, replications: 0..<seeds.replications)
      entries.append(GuardBaseline.Entry(subject, samples: samples))
    }
    let prices = subjects.first?.plan.prices
    return GuardBaseline(
      created: created?.description, toolVersion: ToolVersion.current,
      catalogue: GuardBaseline.Catalogue(
        date: prices?.date.description ?? "", sha256: prices?.sha256 ?? ""),
      seeds: seeds, scenarios: entries.sorted { $0.name < $1.name })
  }
}
