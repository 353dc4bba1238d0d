/// Requests that failed, by what the client or the load balancer saw.
///
/// Sources: aws-autoscaling reference section 8; ALB user guide, "Troubleshoot your Application
/// Load Balancers".
package struct ErrorCounts: Sendable, Hashable, BitwiseCopyable {
  /// 460: the client gave up before the answer came.
  package var clientTimeout: Int64 = 0
  /// 502: the task was stopped with the request in flight.
  package var badGateway: Int64 = 0
  /// 503: no registered target, or the task's backlog was full.
  package var unavailable: Int64 = 0
  /// 504: the load balancer's idle timeout passed without an answer.
  package var gatewayTimeout: Int64 = 0
  /// Messages of a queue that no worker has deleted: they went to the dead-letter queue, outlived their
  /// retention, or were left at the end with no task to take them.
  package var undelivered: Int64 = 0

  package init() {}

  package var total: Int64 {
    clientTimeout + badGateway + unavailable + gatewayTimeout + undelivered
  }

  package static func += (a: inout ErrorCounts, b: ErrorCounts) {
    a.clientTimeout += b.clientTimeout
    a.badGateway += b.badGateway
    a.unavailable += b.unavailable
    a.gatewayTimeout += b.gatewayTimeout
    a.undelivered += b.undelivered
  }
}
