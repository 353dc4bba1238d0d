import ArgumentParser
import Files
import Foundation
import Reports
import Units

struct ExportNotebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Write a run as a Jupyter notebook with its data.",
    discussion: """
      Examples:
        tosscost export notebook latest --output month.ipynb

      Beside FILE.ipynb lie FILE-lines.csv, FILE-hours.csv and FILE-options.csv, which its cells \
      load with pandas and draw with matplotlib.
      """)

  @OptionGroup var source: RunArgument

  @Option(
    help: ArgumentHelp("The notebook to write.", valueName: "file"),
    completion: .file(extensions: ["ipynb"]))
  var output: String

  @OptionGroup var prices: PriceOptions

  func validate() throws {
    guard output.hasSuffix(".ipynb"), (output as NSString).lastPathComponent != ".ipynb" else {
      throw ValidationError("--output must end in .ipynb.")
    }
  }

  func run() throws {
    var notebook = try source.source()
    try notebook.priceOptions(pricesFolder: prices.pricesFolder(scenarioPath: nil))
    let folder = (output as NSString).deletingLastPathComponent
    let stem = ((output as NSString).lastPathComponent as NSString).deletingPathExtension
    let files = try RunNotebook.files(notebook, stem: stem)
    try OutputFolder(path: folder.isEmpty ? "." : folder).write(
      files.map { FileContent(name: $0.name, bytes: $0.bytes) })
    Terminal.note("Wrote \(output) and \(files.count - 1) files beside it.")
  }
}
