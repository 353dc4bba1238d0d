/// Turns expected errors into whole ones, carrying the rest to the next minute.
struct ErrorRounding {
  private var unavailable = 0.0
  private var overdue = 0.0
  private var unreachable = 0.0

  mutating func errors(
    unavailable: Double, unreachable: Double, overdue: Double, limits: RequestLimits, offered: Int64
  ) -> ErrorCounts {
    var errors = ErrorCounts()
    guard unavailable > 0 || overdue > 0 || unreachable > 0 else { return errors }
    self.unavailable += unavailable
    self.overdue += overdue
    errors.unavailable = min(offered, Int64(self.unavailable.rounded()))
    self.unavailable -= Double(errors.unavailable)
    let late = min(offered - errors.unavailable, max(0, Int64(self.overdue.rounded())))
    self.overdue -= Double(late)
    if limits.isClientFirst { errors.clientTimeout = late } else { errors.gatewayTimeout = late }
    guard unreachable > 0 else { return errors }
    self.unreachable += unreachable
    let lost = min(offered - errors.total, max(0, Int64(self.unreachable.rounded())))
    self.unreachable -= Double(lost)
    if limits.isClientFirstToConnect {
      errors.clientTimeout += lost
    } else {
      errors.gatewayTimeout += lost
    }
    return errors
  }
}
