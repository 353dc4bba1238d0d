/// The task sizes that Fargate sells (prices reference section 1, "Fargate sizes").
enum FargateSizes {
  /// CPU units with the memory sizes in MB that go with them.
  static let all: [(cpu: Int64, memory: [Int64])] = [
    (256, [512, 1024, 2048]),
    (512, Array(stride(from: 1024, through: 4096, by: 1024))),
    (1024, Array(stride(from: 2048, through: 8192, by: 1024))),
    (2048, Array(stride(from: 4096, through: 16_384, by: 1024))),
    (4096, Array(stride(from: 8192, through: 30_720, by: 1024))),
    (8192, Array(stride(from: 16_384, through: 61_440, by: 4096))),
    (16_384, Array(stride(from: 32_768, through: 122_880, by: 8192))),
  ]

  /// A rule of a service: its size is one of them.
  static func check(_ service: CheckedObject, _ report: inout RuleReport) {
    guard let cpu = service.integerIfSet("cpu") else { return }
    guard let size = all.first(where: { $0.cpu == cpu }) else {
      let sizes = all.map { String($0.cpu) }.joined(separator: ", ")
      report.add(
        "\(report.key("cpu")) must be a Fargate size: \(sizes); not \(cpu)",
        at: service.place(of: "cpu"))
      return
    }
    guard let memory = service.integerIfSet("memory"), !size.memory.contains(memory) else {
      return
    }
    report.add(
      "\(report.key("memory")): Fargate has no task of \(cpu) CPU units with \(memory) MB;"
        + " allowed: \(words(size.memory))",
      at: service.place(of: "memory"))
  }

  private static func words(_ sizes: [Int64]) -> String {
    guard sizes.count > 3 else { return sizes.map { "\($0)" }.joined(separator: ", ") + " MB" }
    return "\(sizes[0]) to \(sizes[sizes.count - 1]) MB in steps of \(sizes[1] - sizes[0])"
  }
}
