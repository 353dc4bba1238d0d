import ArgumentParser
import Files
import Reports
import Units

struct ExportHTML: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "html", abstract: "Write a run as one page that any browser opens.",
    discussion: """
      Examples:
        tosscost export html latest --output report.html
        tosscost export html out --output report.html

      The page is one file without scripts and loads nothing from elsewhere.
      """)

  @OptionGroup var source: RunArgument

  @Option(
    help: ArgumentHelp("The page to write.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String

  @OptionGroup var prices: PriceOptions

  func run() throws {
    var page = try source.source()
    try page.priceOptions(pricesFolder: prices.pricesFolder(scenarioPath: nil))
    try OutputFile.write(ReportPage.bytes(page), to: output)
    Terminal.note("Wrote \(output).")
  }
}
