import ArgumentParser

/// `tosscost export`: a run in the forms that others open.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run as a page, a notebook or a table for others.",
    discussion: """
      Examples:
        tosscost export html latest --output report.html
        tosscost export html out --output report.html
        tosscost export csv latest --output months.csv
        tosscost export notebook latest --output month.ipynb
        tosscost export focus latest --output focus.csv

      RUN is a run of the store (its first digits, or latest), or a folder that simulate --output \
      wrote.
      """,
    subcommands: [
      ExportHTML.self,
      ExportCSV.self,
      ExportNotebook.self,
      ExportFocus.self,
    ])
}
