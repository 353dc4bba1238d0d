import ArgumentParser
import Billing
import RunStore
import Units

/// Which plan bills are set beside.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Plan that bills are set beside, or none (default: that of the scenario or run).",
      valueName: "file"))
  var plan: String?

  /// The plan's file: the option, or the scenario's own; `nil` for none.
  func path(stated: String?) -> String? {
    guard let plan else { return stated }
    return plan == "none" ? nil : plan
  }

  /// The option, or the plan that a run was made beside.
  ///
  /// - Throws: `InputError.missing` for runs of versions that did not keep it.
  func costPlan(of stored: StoredRun, in store: RunStore) throws -> CostPlan? {
    if plan != nil {
      return try path(stated: nil).map { path in try CostPlan.load(path: path) }
    }
    if let bytes = try store.file(named: CostPlan.fileName, of: stored.run) {
      return try CostPlan.read(bytes, file: "plan of run \(stored.run)")
    }
    guard stored.bill.planTotal == nil else {
      throw InputError.missing(
        path: "run \(stored.run)",
        reason: "was stored by a version that did not keep its plan; name it by --plan, or run "
          + "`tosscost simulate` again")
    }
    return nil
  }
}
