/// What became of a service's long-lived connections.
package struct ConnectionOutcome: Sendable, Hashable {
  /// Open when the period began, and opened by requests since.
  package var atStart: Int64 = 0
  package var opened: Int64 = 0
  /// Those of `opened` whose client had been cut off before, and those that failed to open again.
  package var reconnections: Int64 = 0
  /// Ended by their clients, and with their tasks.
  package var closed: Int64 = 0
  package var cut: Int64 = 0
  /// Open at the end, and the most at one time.
  package var open: Int64 = 0
  package var most: Int64 = 0
  /// Open connections, integrated over the period.
  package var connectionSeconds = 0.0
  /// How long each has been open within the period, added up.
  package var heldSeconds = 0.0

  package init() {}

  /// What of these contradicts the others, one sentence each: none is lost, and by Little's law both
  /// counts of time are the same.
  var contradictions: [String] {
    var found: [String] = []
    if atStart + opened != closed + cut + open {
      found.append(
        "\(atStart) connections were open and \(opened) were opened, but \(closed) were closed,"
          + " \(cut) cut and \(open) left")
    }
    if !((connectionSeconds - heldSeconds).magnitude <= 1e-6 * max(1, heldSeconds)) {
      found.append(
        "connections were open for \(connectionSeconds) s, and those that were had \(heldSeconds) s:"
          + " Little's law does not hold")
    }
    return found
  }
}
