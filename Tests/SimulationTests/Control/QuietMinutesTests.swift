import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Minutes that decide nothing pass as a whole")
struct QuietMinutesTests {
  /// A policy that watches points of 20 s, does nothing and has no say.
  ///
  /// Beside it no minute may pass as a whole, so that everything happens event by event.
  private var idlePolicy: TargetTracking {
    var policy = TargetTracking(metric: .cpuHighResolution, target: 1e6)
    policy.disableScaleIn = true
    return policy
  }

  /// Two days of a load that goes up, stays at the maximum, goes down, stays where one task fewer
  /// would be too few, and then at the minimum.
  private var profile: RateProfile {
    let day: [Double] =
      (0..<1440).map { minute in
        switch minute {
        case ..<500: 600
        case ..<600: 600 + Double(minute - 500) * 150
        case ..<900: 15_600
        case ..<944: 15_600 - Double(minute - 900) * 150
        case ..<1200: 9000
        default: 600
        }
      }
    return RateProfile(step: 60, expected: day + day)
  }

  private func outcome(_ service: ServiceConfiguration, seed: UInt64) -> ServiceOutcome {
    ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: seed),
      calendar: ControlSetup.calendar(seconds: 2 * 86_400), seed: seed)
  }

  /// A control plane that has more to decide than one policy.
  private func service(_ variant: Int) throws -> ServiceConfiguration {
    var service = ControlSetup.service(max: 5, policies: [TargetTracking(metric: .cpu, target: 50)])
    service.demand = RequestDemand(cpu: .exponential(mean: 0.002))
    // Without checks, which come twice a minute and are followed one by one.
    service.lifeCycle.unhealthyThreshold = 0
    switch variant {
    case 1:
      var requests = TargetTracking(metric: .requestCountPerTarget, target: 2500)
      requests.scaleInCooldown = .seconds(60)
      service.policies.append(requests)
    case 2:
      var newest = TargetTracking(metric: .cpu, target: 45)
      newest.metricValue = .newest
      newest.scaleInStep = .unlimited
      newest.scaleOutCooldown = .zero
      service.policies = [newest]
      service.metrics.lagMinutes = 0
      service.metrics.samplingOffset = .zero
    case 3:
      var action = ScheduledAction(
        name: "morning", schedule: try ScheduleExpression(text: "cron(0 7 * * ? *)"),
        clock: try #require(WallClock(identifier: "UTC")))
      action.minCapacity = 3
      service.scheduledActions = [action]
      service.suspensions = [
        ScalingSuspension(
          processes: [.dynamicScalingIn], from: nil,
          until: ControlSetup.calendar(seconds: 60).period.start.advanced(bySeconds: 50_000))
      ]
    default: break
    }
    return service
  }

  @Test(
    "with the same decisions, tasks and requests as event by event", arguments: [1, 2, 3],
    [0, 1, 2, 3])
  func sameResults(seed: UInt64, variant: Int) throws {
    var service = try service(variant)
    let whole = outcome(service, seed: seed)
    service.policies.append(idlePolicy)
    let stepwise = outcome(service, seed: seed)

    func own(_ outcome: ServiceOutcome) -> [ScalingActivity] {
      outcome.activities.filter { $0.policy != idlePolicy.name }
    }
    let names = Set(whole.alarmTransitions.map(\.alarm))
    let isSameLog = own(whole) == own(stepwise)
    let isSameAlarms =
      whole.alarmTransitions == stepwise.alarmTransitions.filter { names.contains($0.alarm) }
    #expect(isSameLog && isSameAlarms)
    // Sums of seconds are cut at other instants, so only what is counted is the same to the last bit.
    func counts(_ outcome: ServiceOutcome) -> [[Int64]] {
      outcome.timeline.map {
        [$0.offered, $0.served, Int64($0.desired), Int64($0.running), Int64($0.healthy)]
      }
    }
    let isSameTimeline = counts(whole) == counts(stepwise)
    #expect(isSameTimeline)
    #expect(whole.usage == stepwise.usage)
    #expect(whole.maxRunning == 5 && whole.scaleOuts > 2 && whole.scaleIns > 2)
    func longest(_ reason: NotScaledReason) -> Int {
      own(whole).filter { $0.notScaledReason == reason }.map(\.occurrences).max() ?? 0
    }
    #expect(longest(.alreadyAtMinCapacity) > 100)
    #expect(variant == 2 || longest(.autoScalingAnticipatedFlapping) > 100)
  }
}
