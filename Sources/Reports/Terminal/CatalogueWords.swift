internal import Studies
internal import Units

/// How old prices are, in words.
enum CatalogueWords {
  /// When the list was put together, and what the prices that were used really date from.
  static func heading(_ catalogue: RunSummary.Catalogue) -> String {
    var text = "price list put together on \(catalogue.date)"
    guard let ages = catalogue.ages else { return text }
    if let oldest = ages.oldest { text += ", oldest price used of \(oldest)" }
    if ages.undated > 0 { text += ", \(ages.undated) of \(ages.used) without a date" }
    return text
  }

  /// What rests on old prices; `nil` where nothing does.
  static func warning(_ catalogue: RunSummary.Catalogue) -> String? {
    guard let ages = catalogue.ages, ages.overAYear > 0 else { return nil }
    let prices = ages.overAYear == 1 ? "1 price" : "\(ages.overAYear) prices"
    return "\(prices) of the bill were seen last over a year before the period; "
      + "\(Figures.dollars(ages.overAYearMonthly)) of the month rest on them "
      + "(`tosscost catalog list --age`)"
  }
}
