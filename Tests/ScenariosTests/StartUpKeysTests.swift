import Scenarios
import Simulation
import Testing
import Units

@Suite("Keys of what starting costs")
struct StartUpKeysTests: ScenarioKeys {
  @Test("A start has its CPU and its dearer requests")
  func startUp() throws {
    let web = try #require(
      try scenario(
        service: "start_up: {application_boot: 90s, cpu: 0.75,"
          + " cold_requests: {count: 500, factor: 3.5}}"
      ).services.first)
    #expect(web.lifeCycle.applicationBoot == .seconds(90) && web.lifeCycle.bootCPU == 0.75)
    #expect(web.lifeCycle.coldRequests == ColdRequests(count: 500, factor: 3.5))
  }

  @Test("Ranges are checked")
  func ranges() {
    let found = problems {
      try scenario(service: "start_up: {cpu: 1.5, cold_requests: {count: 0, factor: 0.5}}")
    }
    #expect(found.count == 3)
    #expect(found.allSatisfy { $0.hasPrefix("services.web.start_up.") })
  }

  @Test("Fluid mode counts the CPU of a start, and refuses dearer requests")
  func fluid() throws {
    try scenario(service: "start_up: {cpu: 1}", top: "mode: fluid").checkFluidMode()
    let cold = "start_up: {cold_requests: {count: 5, factor: 2}}"
    #expect(
      problems { try scenario(service: cold, top: "mode: fluid") } == [
        "services.web.start_up.cold_requests is simulated at request level only; `mode: request` is"
          + " allowed"
      ])
    #expect(throws: InputError.self) { try scenario(service: cold).checkFluidMode() }
  }
}
