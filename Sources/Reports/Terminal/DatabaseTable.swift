internal import Studies

/// How far the CPU of each database is used, where its load is known.
enum DatabaseTable {
  static func lines(
    _ databases: [RunSummary.DatabaseFigures], style: TerminalStyle
  ) -> [String] {
    guard !databases.isEmpty else { return [] }
    var table = TextTable([
      .text("Database"), .text("class"), .number("vCPU"), .number("CPU %"),
      .number("busiest hour %"),
    ])
    for database in databases {
      table.add([
        database.name, database.instanceClass, "\(database.vcpus)", "\(database.cpuPercent)",
        "\(database.busiestHourCpuPercent)",
      ])
    }
    return [""] + table.lines(style: style)
  }
}
