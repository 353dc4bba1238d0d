internal import Studies

/// How requests failed, in words.
enum ErrorKinds {
  /// `1,200 × 503, 3 × client timeout`, without those that did not happen.
  static func text(_ errors: RunSummary.ErrorFigures) -> String {
    [
      ("502", errors.badGateway), ("503", errors.serviceUnavailable),
      ("504", errors.gatewayTimeout), ("client timeout", errors.clientTimeout),
      ("undelivered", errors.undelivered ?? 0),
    ]
    .filter { $0.1 > 0 }.map { "\(Figures.count($0.1)) × \($0.0)" }.joined(separator: ", ")
  }
}
