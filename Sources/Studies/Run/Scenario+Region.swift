internal import Billing
internal import Scenarios
internal import Units

extension Scenario {
  /// - Throws: `InputError.invalid` where the price list has no file of the scenario's Region.
  func checkRegion(in list: PriceList) throws(InputError) {
    guard !list.regions.contains(region) else { return }
    let known = list.regions.filter { $0 != PriceList.everywhere }
    let near =
      Suggestion.nearest(to: region, among: known).map { "; did you mean `\($0)`?" } ?? ""
    let message =
      "the price list has no file for the Region `\(region)`\(near); it has "
      + "\(known.joined(separator: ", ")). `tosscost catalog import` begins a Region from AWS's "
      + "offer files"
    throw .invalid([
      regionPlace?.problem(message) ?? Problem(file: list.path, message: message)
    ])
  }
}
