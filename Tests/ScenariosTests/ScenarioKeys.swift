import Scenarios
import Testing
import Units

/// Suites that read small scenarios with a few keys of interest.
protocol ScenarioKeys {}

extension ScenarioKeys {
  func scenario(
    service: String = "", request: String = "", top: String = "", resources: String = "",
    min: Int = 1
  ) throws -> Scenario {
    let text = """
      name: keys
      period: 2026-12-01
      trace: {file: none.csv}
      \(top)
      services:
        web:
          cpu: 256
          memory: 512
          share: 1
          min: \(min)
          max: 4
          request:
            cpu: {mean: 1ms}
            \(request)
          \(service)
      resources:
        \(resources)
      """
    return try Scenario.read(Array(text.utf8), name: "keys.yaml")
  }

  func problems(_ read: () throws -> Scenario) -> [String] {
    do {
      _ = try read()
      return []
    } catch InputError.invalid(let problems) {
      #expect(problems.allSatisfy { $0.line != nil })
      return problems.map(\.message)
    } catch {
      return ["\(error)"]
    }
  }
}
