/// What a task or a function runs on; its raw value stands in the variants of compute meters.
package enum CPUArchitecture: String, Sendable, CaseIterable {
  case x86
  case arm
}
