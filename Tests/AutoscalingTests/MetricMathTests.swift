import Autoscaling
import Testing
import Units

@Suite("Metric math")
struct MetricMathTests {
  private static let ids: [String: MetricMathNode] = [
    "m1": .metric(.queueDepth), "m2": .metric(.runningTaskCount), "cpu": .metric(.cpu),
  ]

  private func math(_ text: String) throws -> MetricMath {
    MetricMath(
      label: "e1", text: text, root: try MetricMathParser.parse(text, queries: Self.ids))
  }

  /// With the depth, the running tasks and the CPU as given.
  private func value(
    _ text: String, depth: Double? = nil, tasks: Double? = nil, cpu: Double? = nil
  ) throws -> Double? {
    try math(text).value { metric in
      switch metric {
      case .queueDepth: depth
      case .runningTaskCount: tasks
      case .cpu: cpu
      default: nil
      }
    }
  }

  @Test("AWS's example: 1500 messages for 10 tasks, 10 s of latency at 0.1 s each: 15 tasks")
  func backlogPerTask() throws {
    // EC2 Auto Scaling user guide, "Scaling policy based on Amazon SQS"; Application Auto Scaling user
    // guide, "Create a target tracking scaling policy … using metric math": m1 / m2, target 100.
    let backlog = try math("m1 / m2")
    #expect(backlog.metrics == [.queueDepth, .runningTaskCount])
    let per = try #require(try value("m1 / m2", depth: 1500, tasks: 10))
    #expect(per == 150)
    let acceptable = 10 / 0.1
    let policy = TargetTracking(math: backlog, target: acceptable)
    #expect(policy.name == "e1-target-tracking" && policy.alarms[0].threshold == 100)
    #expect(policy.alarms.allSatisfy { $0.metrics == backlog.metrics && $0.period == .minutes(1) })
    let seen = ScalingObservation(
      alarm: TargetTracking.highAlarm, window: [per, per, per], running: 10, desired: 10,
      minCapacity: 1, maxCapacity: 100)
    #expect(policy.decide(seen) == .setDesired(15))
    // "The current backlog per instance is 150, … your group scales out by five."
    #expect(policy.arithmetic(seen) == "ceil(10 × 150 / 100) = 15")
  }

  @Test(
    "Precedence is that of arithmetic",
    arguments: [
      ("1 + 2 * 3 + m1", 17.0), ("(1 + 2) * 3 + m1", 19), ("m1 - 2 - 3", 5), ("m1 / 2 / 5", 1),
      ("-m1 * 2", -20), ("2 - -m1", 12), (" m1/m2 ", 5), ("m1 + .5", 10.5),
      ("m1 > 9", 1), ("m1 + 1 <= 10", 0), ("m1 == 10", 1), ("m1 != 10", 0), ("(m1 >= 10) + 1", 2),
    ])
  func precedence(text: String, expected: Double) throws {
    #expect(try value(text, depth: 10, tasks: 2) == expected)
  }

  @Test("A missing operand and a division by zero leave no point")
  func missing() throws {
    #expect(try value("m1 / m2", depth: 5, tasks: 0) == nil)
    #expect(try value("m1 / m2", depth: 0, tasks: 0) == nil)
    #expect(try value("m1 / m2", depth: 5) == nil)
    #expect(try value("FILL(m1, 0) + 1") == 1)
    #expect(try value("FILL(m1, -2)", depth: 7) == 7)
    #expect(try value("FILL(m1 / m2, -2)", depth: 7, tasks: 0) == -2)
    #expect(try value("MAX([m1, m2])", depth: 3) == 3)
    #expect(try value("MIN([m1, m2])", depth: 3, tasks: 2) == 2)
    #expect(try value("MAX([m1, m2])") == nil)
  }

  @Test("A policy that can start from zero: all messages where no task runs")
  func choice() throws {
    let text = "IF(m2 > 0, m1 / m2, m1)"
    #expect(try value(text, depth: 12, tasks: 0) == 12)
    #expect(try value(text, depth: 12, tasks: 4) == 3)
    #expect(try value(text, depth: 12) == nil)
  }

  @Test(
    "What is not evaluated is refused, with its column",
    arguments: [
      ("m1 / m3", 6, "`m3` is the id of no other metric; allowed: `cpu`, `m1`, `m2`"),
      (
        "ANOMALY_DETECTION_BAND(m1)", 1,
        "the function `ANOMALY_DETECTION_BAND` is not evaluated; "
          + "allowed: `FILL`, `IF`, `MAX`, `MIN`"
      ),
      ("m1 /", 5, "it ends where a value must follow"),
      ("", 1, "it ends where a value must follow"),
      ("(m1 / m2", 9, "it ends where `)` must follow"),
      ("m1 m2", 4, "`m` is not evaluated here"), ("m1 ^ 2", 4, "`^` is not evaluated here"),
      ("m1 & m2", 4, "`&` is not evaluated here"), ("'m1'", 1, "`'` is not evaluated here"),
      ("1.2.3 + m1", 1, "`1.2.3` is no number"),
      (
        "FILL(m1, REPEAT)", 10,
        "FILL is evaluated with a number in place of missing points"
      ),
      ("MAX(m1)", 1, "MAX is evaluated over an array, such as MAX([m1, m2])"),
      ("MAX([m1, 1])", 10, "an array holds metrics and what is made of them, no number"),
      ("IF(m1, 2)", 9, "`,` must follow here, not `)`"),
      ("m1 / m2)", 8, "`)` is not evaluated here"),
    ])
  func refused(text: String, column: Int, message: String) {
    #expect(throws: MetricMathProblem(message: message, column: column)) { try math(text) }
  }

  @Test("No text crashes the parser, however deep")
  func hostile() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "-", count: 100_000),
      String(repeating: "FILL(", count: 50_000), "m1" + String(repeating: "+m1", count: 10_000),
      "\u{0}", "🙂", "m1/٣",
    ] {
      _ = try? MetricMathParser.parse(text, queries: Self.ids)
    }
  }

  @Test("The lag of metric math is the longest of its metrics, none the less a point's age")
  func alarms() throws {
    let policy = TargetTracking(math: try math("cpu + m1"), target: 3)
    #expect(policy.alarms[1].identity == MetricIdentity(.metricMath, name: "e1"))
    #expect(policy.alarms[1].threshold == 2.7)
    #expect(!ScalingMetric.metricMath.isPercent && !ScalingMetric.queueDepth.isPercent)
  }
}
