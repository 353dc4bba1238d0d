/// How a request ended, as its client or the load balancer saw it, or a message of a queue.
enum RequestOutcome {
  case served
  /// 460: the client gave up.
  case clientTimeout
  /// 502: its task was stopped.
  case badGateway
  /// 503: nobody took it.
  case unavailable
  /// 504: the load balancer gave up.
  case gatewayTimeout
  /// A message of a queue that no worker has deleted.
  case undelivered
}

extension ErrorCounts {
  /// - Parameter count: how many requests more ended so; below zero takes them back.
  mutating func add(_ outcome: RequestOutcome, _ count: Int64) {
    switch outcome {
    case .served: break
    case .clientTimeout: clientTimeout += count
    case .badGateway: badGateway += count
    case .unavailable: unavailable += count
    case .gatewayTimeout: gatewayTimeout += count
    case .undelivered: undelivered += count
    }
  }
}
