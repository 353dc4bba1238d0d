import Kernel
import Testing

@Suite("Event queue")
struct EventQueueTests {
  @Test("pops in the order of time, class and scheduling, whatever the order of insertion")
  func totalOrder() {
    var random = RandomStream(seed: 7, component: "test", entity: "queue")
    var queue = EventQueue<Int>(minimumCapacity: 4)
    var expected: [(time: Int64, order: UInt8, sequence: Int)] = []
    for sequence in 0..<5_000 {
      let time = Int64(random.next() % 200) - 100
      let order = UInt8(random.next() % 3)
      queue.schedule(sequence, nanoseconds: time, order: order)
      expected.append((time, order, sequence))
    }
    expected.sort { ($0.time, $0.order, $0.sequence) < ($1.time, $1.order, $1.sequence) }
    for entry in expected {
      let popped = queue.popFirst()
      #expect(popped?.nanoseconds == entry.time)
      #expect(popped?.event == entry.sequence)
    }
    let last = queue.popFirst()
    #expect(last == nil)
  }

  @Test("keeps the order while events are added and taken in turn")
  func holdModel() {
    var random = RandomStream(seed: 1, component: "test", entity: "hold")
    var queue = EventQueue<Int>()
    for index in 0..<100 {
      queue.schedule(index, nanoseconds: Int64(random.next() % 1_000))
    }
    var now = Int64.min
    for _ in 0..<20_000 {
      guard let next = queue.popFirst() else { break }
      #expect(next.nanoseconds >= now)
      now = next.nanoseconds
      queue.schedule(next.event, nanoseconds: now + Int64(random.next() % 1_000))
    }
    let count = queue.count
    #expect(count == 100)
  }
}
