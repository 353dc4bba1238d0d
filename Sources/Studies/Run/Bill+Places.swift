internal import Billing
internal import Scenarios

extension Bill {
  /// This bill with the place of each resource whose use has no price.
  func locating(_ places: [String: SourcePlace]) -> Bill {
    var bill = self
    for index in bill.unpriced.indices {
      guard let place = places[bill.unpriced[index].resource] else { continue }
      bill.unpriced[index].place = "\(place.file):\(place.line):\(place.column)"
    }
    return bill
  }
}
