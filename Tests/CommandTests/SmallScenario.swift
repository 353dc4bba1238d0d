import Foundation
import TestSupport

/// A scenario of three services and two hours that scales out and in, and its load.
enum SmallScenario {
  static let files = [
    "activities.csv", "alarms.csv", "bill.csv", "errors.csv", "plan.json", "replications.csv",
    "scenario.json", "summary.json", "timeline.csv", "transitions.csv", "usage.csv",
  ]

  static let text = """
    name: small
    period: 2026-12-01T14:00Z/2026-12-01T16:00Z
    trace: {file: load.csv}
    plan: toss.json
    services:
      web: &service
        cpu: 256
        memory: 512
        share: 0.5
        min: 1
        max: 6
        target_tracking: {metric: cpu, target: 50, scale_in_cooldown: 60s}
        request: {cpu: {mean: 40ms}, wait: {mean: 5ms, distribution: exponential}, client_timeout: 10s}
      api: {<<: *service, share: 0.3}
      jobs: {<<: *service, share: 0.2, min: 2}
    resources:
      aws_lb: {front: {request_bytes: 600, response_bytes: 1000}}
      aws_wafv2_web_acl: {front: {rules: 1, requests: {per_request: 1}}}
      aws_lambda_function:
        worker: {memory_size: 512, duration: 120ms, invocations: {per_request: 0.5}}

    """

  /// Per minute: a quiet half hour, half an hour at eight times that, and a quiet hour.
  static var load: String {
    "timestamp,requests\n"
      + (0..<120).map { minute in
        let clock = "\(14 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
        return "2026-12-01T\(clock):00Z,\((30..<60).contains(minute) ? 480 : 60)\n"
      }.joined()
  }

  /// The plan of the shipped scenarios.
  static func plan() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: Places.root + "/data/plans/toss.json")))
  }

  /// A folder with these files, and the tool in it.
  static func tool() throws -> Tool {
    let folder = try Scratch()
    try folder.write("small.yaml", text)
    try folder.write("load.csv", load)
    try folder.write("toss.json", plan())
    return Tool(folder: folder)
  }
}
