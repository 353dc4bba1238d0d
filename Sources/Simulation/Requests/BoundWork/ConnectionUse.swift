package import Kernel

/// What follows on each request of the trace: a connection that stays with the request's task, such
/// as a WebSocket or a gRPC stream.
package struct ConnectionUse: Sendable, Hashable {
  /// Seconds from the answer that opens it until its client closes it; mean above zero.
  package var duration: Variate
  /// vCPU-seconds that its task spends on it in each second.
  package var cpuPerSecond: Double = 0
  /// Whether a client whose connection is cut opens another at once, for the time that it had left.
  package var reconnects = true

  package init(duration: Variate) { self.duration = duration }
}
