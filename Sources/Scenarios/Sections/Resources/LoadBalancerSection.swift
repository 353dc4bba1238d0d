internal import Resources
internal import Units

/// `resources.aws_lb`.
enum LoadBalancerSection: ResourceSection {
  static let key = "aws_lb"
  static let doc = "Application Load Balancers; the load of all services passes each of them."

  static let schema = ObjectSchema([
    KeySchema(
      "requests_per_connection", .decimal(DecimalRange(1, 1_000_000)), .defaults("1"),
      "Requests that a client sends over one connection."),
    KeySchema(
      "keep_alive", .duration(.zero...(.hours(1))), .defaults("0s"),
      "Time that a connection stays open without a request, in sum."),
    KeySchema(
      "request_bytes", .integer(0...1000000000), .required, "Mean size of a request in bytes."),
    KeySchema(
      "response_bytes", .integer(0...1000000000), .required, "Mean size of a response in bytes."),
    KeySchema(
      "rules", .integer(0...200), .defaults("0"),
      "Listener rules that a request is checked against; ten are free."),
    KeySchema(
      "lambda_traffic", VolumeSection.data, .optional,
      "Bytes to and from Lambda targets, on top of the services'; a capacity unit holds 0.4 GB of"
        + " them an hour in place of 1 GB."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var balancer = LoadBalancer(
      name: name, region: region, requestsPerConnection: object.decimal("requests_per_connection"),
      keepAlive: object.duration("keep_alive"), requestBytes: object.integer("request_bytes"),
      responseBytes: object.integer("response_bytes"), rules: object.integer("rules"))
    balancer.lambdaBytes = object.volume("lambda_traffic")
    return balancer
  }
}
