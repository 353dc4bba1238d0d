extension Double {
  /// As people read it in a formula: two decimals at most, none where it is whole.
  package var shortText: String {
    guard magnitude < 1e15 else { return description }
    let hundredths = Int64((self * 100).rounded())
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
