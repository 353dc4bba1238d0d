/// A chart of the page as a picture of its own, in light colours on white.
enum StandaloneSVG {
  static func text(_ chart: Markup) -> String {
    let head = "<svg "
    guard chart.text.hasPrefix(head) else { return chart.text }
    let style: Markup = "<style>\(css)</style>"
    guard let end = chart.text.firstIndex(of: ">") else { return chart.text }
    let opening = chart.text[..<end].dropFirst(head.count)
    return head + "xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" \(opening)>" + style.text
      + chart.text[chart.text.index(after: end)...]
  }

  private static let css: Markup = """
    svg{background:#fff;font:10.5px system-ui,sans-serif;fill:#16202c}\
    path.grid{stroke:#e7ebf0;fill:none}path.tick{stroke:#8592a0}\
    path.line{fill:none;stroke-width:1.2;stroke-linejoin:round}path.area{opacity:.35}\
    path.bars{fill:none}path.limit{stroke:#b3261e;stroke-dasharray:4 3}\
    path.whisker{stroke:#16202c;fill:none}\
    .line.blue,.bars.blue{stroke:#0b62b5}.line.orange,.bars.orange{stroke:#c2500a}\
    .line.green{stroke:#0b7a55}.line.grey,.bars.grey{stroke:#8592a0}.bars.red{stroke:#b3261e}\
    .area.blue,.fill.blue{fill:#0b62b5}.area.green{fill:#0b7a55}.fill.grey{fill:#8592a0}\
    text.mark,text.value{fill:#52606f}text.limit-text{fill:#b3261e}
    """
}
