/// A processor's own time: it passes slower while open connections take a part of the task's CPU.
///
/// At pace 1 from the start both times are the same to the last bit.
struct ProcessorClock {
  /// A processor never quite stands still, so that every job ends some time.
  static let leastPace = 1e-6

  /// When the pace changed last, and what the processor's time was then.
  private var since = 0.0
  private var reading = 0.0
  private var pace = 1.0
  private var inverse = 1.0

  /// The processor's time at an instant.
  @inline(__always)
  func reading(at now: Double) -> Double { reading + (now - since) * pace }

  /// When it is that time for the processor, if the pace stays.
  @inline(__always)
  func instant(of reading: Double) -> Double { since + (reading - self.reading) * inverse }

  /// - Parameter share: of the CPU that is left for the processor's jobs, up to 1.
  mutating func setPace(_ share: Double, at now: Double) {
    reading = reading(at: now)
    since = now
    pace = max(Self.leastPace, share)
    inverse = 1 / pace
  }
}
