import ArgumentParser
import Kernel

/// The hold model on the control plane's event queue: takes the first event and puts it back later.
struct Hold: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take the first event and schedule it later, over and over.")

  @Option(help: "Events in the queue.")
  var pending = 1000

  @Option(help: "Pairs of taking and scheduling.")
  var pairs = 20_000_000

  func run() {
    let delays = Self.delays()
    var queue = EventQueue<UInt32>(minimumCapacity: pending + 1)
    for event in 0..<pending {
      queue.schedule(UInt32(event), nanoseconds: delays[event & 4095])
    }
    var sum: UInt64 = 0
    delays.withUnsafeBufferPointer { delays in
      for pair in 0..<pairs {
        guard let (time, event) = queue.popFirst() else { return }
        sum &+= UInt64(event)
        queue.schedule(event, nanoseconds: time &+ delays[pair & 4095])
      }
    }
    print("{\"pairs\": \(pairs), \"sum\": \(sum)}")
  }

  /// 4096 exponential delays with mean 1 ms.
  private static func delays() -> [Int64] {
    let key = StreamKey(seed: 1, component: "benchmark", entity: "hold")
    var sampler = VariateSampler(.exponential(mean: 1e6), key: key)
    let seconds = [Double](unsafeUninitializedCapacity: 4096) { buffer, initialized in
      if let base = buffer.baseAddress { sampler.fill(base, count: 4096) }
      initialized = 4096
    }
    return seconds.map { Int64($0) }
  }
}
