/// The version of tosscost that produced a result; part of every run's identity.
package enum ToolVersion {
  /// Raised whenever the same question gets another answer.
  package static let current = "0.3.0"
}
