internal import Units

/// `projection`: what is uncertain about coming months besides the load.
enum ProjectionSection {
  static let schema = ObjectSchema([
    KeySchema(
      "demand_cv", .decimal(DecimalRange(0, 2)), .defaults("0.1"),
      "Standard deviation over mean of a lognormal factor on the CPU time of all requests."),
    KeySchema(
      "spot_price_cv", .decimal(DecimalRange(0, 2)), .defaults("0.1"),
      "The same for the prices of Fargate Spot."),
    KeySchema(
      "growth", .decimal(DecimalRange(0, 10, excludingLower: true)), .defaults("1"),
      "What the load is multiplied by in 730 hours for reasons that its history does not show."),
  ])

  static func uncertainty(_ object: CheckedObject?) -> Uncertainty {
    var uncertainty = Uncertainty()
    guard let object else { return uncertainty }
    uncertainty.demandCV = object.double("demand_cv")
    uncertainty.spotPriceCV = object.double("spot_price_cv")
    uncertainty.growth = object.double("growth")
    return uncertainty
  }
}
