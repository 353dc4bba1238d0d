/// A request that somebody sends because of how another went: the next one of a load test's client,
/// or a retry.
struct FollowUp: BitwiseCopyable {
  /// Its client's load test; −1 for what began in the trace.
  var test: Int32
  /// Retries before it; 0 for a request that is new.
  var attempt: Int32
  /// Seconds that a server is busy with it, and of non-CPU wait.
  var service: Double
  var wait: Double
  /// Tells apart what is pending, so that it can be called off.
  var number: Int64 = 0
  /// Whose cookie it carries, where sessions are sticky.
  var session = SessionID.none
  /// Seconds for which the connection stays open that it opens; 0 for none.
  var connection = 0.0

  static let trace: Int32 = -1
}

extension FollowUp {
  /// A request of the trace, by its place in the block.
  @inline(__always)
  init(_ block: borrowing RequestBlock, index: Int) {
    self.init(
      test: Self.trace, attempt: 0, service: block.service[index],
      wait: block.constantWait ?? block.waits[index])
  }
}
