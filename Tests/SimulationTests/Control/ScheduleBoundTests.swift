import Simulation
import Testing

@Suite("Bound: the cheapest schedule")
struct ScheduleBoundTests {
  private func minutes(_ needed: [Int], fewest: Int = 0, most: Int = 4) -> [ScheduleBound.Minute] {
    needed.map { ScheduleBound.Minute(needed: $0, fewest: fewest, most: most) }
  }

  @Test("Worked by hand: keep a task through a short dip, drop it in a long one")
  func byHand() {
    let bound = ScheduleBound(initial: 1, startSeconds: 150, leadMinutes: 0)
    // Two idle minutes cost 120 s, a new start 150 s.
    #expect(bound.taskSeconds(minutes([1, 2, 1, 1, 2, 1], fewest: 1)) == 60 * 10 + 150)
    // Three idle minutes cost 180 s.
    #expect(bound.taskSeconds(minutes([1, 2, 1, 1, 1, 2, 1], fewest: 1)) == 60 * 9 + 300)
    #expect(bound.taskSeconds(minutes([0, 0, 0])) == 0)
    #expect(bound.taskSeconds([.init(needed: 1, fewest: 1, most: 2, seconds: 30)]) == 30)
  }

  @Test("No task can be added within the start-up time")
  func lead() {
    let bound = ScheduleBound(initial: 1, startSeconds: 0, leadMinutes: 2)
    #expect(bound.taskSeconds(minutes([3, 3, 3], fewest: 1)) == 60 * (1 + 1 + 3))
  }

  @Test("Equal to trying every schedule", arguments: 1...300)
  func exhaustive(seed: UInt64) {
    var random = Generator(state: seed)
    let length = Int.random(in: 1...5, using: &random)
    let most = Int.random(in: 1...3, using: &random)
    let needed = (0..<length).map { _ in Int.random(in: 0...most, using: &random) }
    let initial = Int.random(in: 0...most, using: &random)
    let start = Int64.random(in: 0...200, using: &random)
    let bound = ScheduleBound(initial: initial, startSeconds: start, leadMinutes: 0)
    var least = Int64.max
    func search(_ minute: Int, _ count: Int, _ cost: Int64) {
      if minute == length {
        least = min(least, cost)
        return
      }
      for next in needed[minute]...most {
        search(minute + 1, next, cost + Int64(next) * 60 + Int64(max(0, next - count)) * start)
      }
    }
    search(0, initial, 0)
    #expect(bound.taskSeconds(minutes(needed, most: most)) == least)
  }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 33)
    }
  }
}
