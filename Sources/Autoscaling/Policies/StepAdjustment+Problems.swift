extension StepAdjustment {
  /// AWS's quota of steps a policy.
  package static let limit = 20

  /// What AWS would refuse about a set of steps, one sentence each; empty when it would take them.
  ///
  /// Rules of PutScalingPolicy (aws-autoscaling reference section 3): steps neither overlap nor
  /// leave gaps, each has a bound, at most one is open downwards and one upwards, and steps that
  /// reach above the threshold end with an open one, as do those below it.
  package static func problems(in steps: [StepAdjustment]) -> [String] {
    if steps.isEmpty { return ["a step scaling policy needs at least one step"] }
    var problems: [String] = []
    if steps.count > limit {
      problems.append("\(steps.count) steps are given; \(limit) are allowed")
    }
    for step in steps {
      switch (step.lowerBound, step.upperBound) {
      case (nil, nil):
        problems.append("a step without bounds is given; each step needs a lower or an upper bound")
      case (let lower?, let upper?) where lower >= upper:
        problems.append("a step from \(lower) to \(upper) is empty; the bounds must ascend")
      default: break
      }
    }
    guard problems.isEmpty else { return problems }
    return adjacencyProblems(in: steps) + openEndProblems(in: steps)
  }

  private static func adjacencyProblems(in steps: [StepAdjustment]) -> [String] {
    let sorted = steps.sorted { $0.lower < $1.lower }
    return zip(sorted, sorted.dropFirst()).compactMap { step, next in
      if next.lower < step.upper {
        return "the steps from \(step.lower) and from \(next.lower) overlap; steps must not"
      }
      if next.lower > step.upper {
        return "there is a gap between \(step.upper) and \(next.lower); steps must leave none"
      }
      return nil
    }
  }

  private static func openEndProblems(in steps: [StepAdjustment]) -> [String] {
    var problems: [String] = []
    if steps.contains(where: { ($0.upperBound ?? 0) > 0 }),
      !steps.contains(where: { $0.upperBound == nil })
    {
      problems.append("steps above the threshold need a last one without an upper bound")
    }
    if steps.contains(where: { ($0.lowerBound ?? 0) < 0 }),
      !steps.contains(where: { $0.lowerBound == nil })
    {
      problems.append("steps below the threshold need a first one without a lower bound")
    }
    return problems
  }

  private var lower: Double { lowerBound ?? -.infinity }
  private var upper: Double { upperBound ?? .infinity }
}
