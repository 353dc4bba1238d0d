internal import Autoscaling

/// What a policy, and all who have a say, answered to an alarm, and how they came to it.
struct ScalingAnswer: ~Copyable {
  var decision: ScalingDecision
  private let policies: [any ScalingPolicy]
  /// Place of the policy that was asked.
  private let policy: Int
  private let observation: ScalingObservation
  private let assumption: String
  /// Of the policy alone.
  private let own: ScalingDecision
  /// Of the other policies that were asked, by their places.
  private let others: [(policy: Int, decision: ScalingDecision)]

  /// Asks a policy and, where it wants to scale in, the others that have a say: all must be ready, and
  /// the one that leaves most tasks wins (aws-autoscaling reference section 2.6).
  ///
  /// - Parameters:
  ///   - request: an alarm in ALARM.
  ///   - observe: what the service looks like to the policy of an alarm.
  init(
    to request: borrowing ScalingRequest, of policies: [any ScalingPolicy],
    observe: (_ alarm: Alarm, _ window: [Double]) -> ScalingObservation
  ) {
    self.policies = policies
    policy = request.alarm.policy
    observation = observe(request.alarm, request.window)
    assumption = request.assumption
    own = policies[policy].decide(observation)
    var others: [(policy: Int, decision: ScalingDecision)] = []
    var joint = own
    if case .setDesired(var target) = own, target < observation.desired, request.isVote {
      joint = .setDesired(target)
      for vote in request.votes {
        let answer = policies[vote.alarm.policy].decide(observe(vote.alarm, vote.window))
        others.append((vote.alarm.policy, answer))
        guard case .setDesired(let wanted) = answer, wanted < observation.desired else {
          joint = .none(.otherPolicyNotReady)
          break
        }
        target = max(target, wanted)
        joint = .setDesired(target)
      }
    }
    // Only a scale-in was seen to act without a point.
    if case .setDesired(let target) = own, target > observation.desired, request.isAssumed {
      joint = .none(.noDataPoints)
    }
    decision = joint
    self.others = others
  }

  /// The policy's own computation, who keeps more tasks than it asked for, and what is assumed.
  var arithmetic: String { computation + assumption }

  private var computation: String {
    let text = policies[policy].arithmetic(observation)
    guard case .setDesired(let target) = decision, target < observation.desired,
      case .setDesired(let wanted) = own, wanted < target
    else { return text }
    if let keeper = others.first(where: { $0.decision == .setDesired(target) }) {
      return "\(text); \(policies[keeper.policy].name) needs \(target)"
    }
    return "\(text); the forecast needs \(target)"
  }
}
