internal import Studies
internal import Units

/// The report of a run as one HTML file: no script, no request, light and dark.
///
/// A pure function: the same source gives the same bytes.
package enum ReportPage {
  package static func bytes(_ source: ReportSource) -> [UInt8] {
    let sections = [
      SpendSection.markup(source), LinesSection.markup(source), CourseSection.markup(source),
      LatencySection.markup(source), HealthSection.markup(source), OptionsSection.markup(source),
      AssumptionsSection.markup(source),
    ]
    let summary = source.summary
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(summary.scenario): cost and latency</title>
      <style>
      \(ReportStyle.css)
      </style>
      </head>
      <body>
      \(header(source))<main>
      \(sections)</main>
      <footer><p>tosscost, run \(summary.run). Times are UTC; amounts are US dollars at list \
      price, before tax, support plans and credits.</p></footer>
      </body>
      </html>

      """
    return Array(page.text.utf8)
  }

  private static func header(_ source: ReportSource) -> Markup {
    let summary = source.summary
    return """
      <header><h1>\(summary.scenario)</h1>
      <p>\(source.period.start.minute) to \(source.period.end.minute) UTC \
      (\(Figures.fixed(summary.period.hours, decimals: 0)) h), \
      \(Figures.count(summary.trace.requests)) requests, seed \(summary.seed), \
      \(summary.mode) mode, \(CatalogueWords.heading(summary.catalogue)).</p>
      <nav aria-label="Sections"><a href="#spend">Monthly spend</a> \
      <a href="#lines">Where each dollar goes</a> <a href="#course">Tasks, CPU and load</a> \
      <a href="#latency">Latency</a> <a href="#health">Alarms</a> <a href="#options">Ways to buy</a> \
      <a href="#assumptions">Assumptions</a></nav></header>

      """
  }
}
