internal import Resources
internal import Units

/// `resources.aws_cloudfront_distribution`.
enum ContentDeliverySection: ResourceSection {
  static let key = "aws_cloudfront_distribution"
  static let doc =
    "CloudFront distributions in front of AWS origins, served in North America and Europe."

  static let schema = ObjectSchema([
    KeySchema(
      "egress", VolumeSection.data, .optional,
      "Bytes sent to the internet; a terabyte a month is free. They must not stand in"
        + " `aws_data_transfer` as well."),
    KeySchema(
      "requests", VolumeSection.count, .optional,
      "HTTPS requests; ten million of both kinds are free each month."),
    KeySchema("http_requests", VolumeSection.count, .optional, "Requests without TLS."),
    KeySchema("to_origin", VolumeSection.data, .optional, "Bytes that clients send to the origin."),
    KeySchema(
      "flat_rate_plan", .choice(["free", "pro", "business", "premium"]), .optional,
      "A flat-rate plan in place of prices by use; absent: by use."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var delivery = ContentDelivery(name: name)
    delivery.egress = object.volume("egress")
    delivery.httpsRequests = object.volume("requests")
    delivery.httpRequests = object.volume("http_requests")
    delivery.toOrigin = object.volume("to_origin")
    delivery.flatPlan = object.textIfSet("flat_rate_plan")
    return delivery
  }
}
