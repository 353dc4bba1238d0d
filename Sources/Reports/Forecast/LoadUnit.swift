/// What a load is counted in.
enum LoadUnit {
  /// `requests per hour`, `per minute`, or per so many seconds.
  static func name(step: Int64) -> String {
    switch step {
    case 3600: "requests per hour"
    case 60: "requests per minute"
    case 1: "requests per second"
    case 86_400: "requests per day"
    default: "requests per \(step) s"
    }
  }
}
