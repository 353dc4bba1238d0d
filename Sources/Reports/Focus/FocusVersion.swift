/// A version of the FinOps Open Cost and Usage Specification (FOCUS) that can be exported.
package enum FocusVersion: String, Sendable, CaseIterable {
  case v12 = "1.2"
  case v14 = "1.4"
}
