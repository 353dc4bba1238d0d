internal import Resources
internal import Units

/// Amounts that come steadily, with the load, or both: `{per_month: 500, per_request: 0.1}`.
enum VolumeSection {
  /// Requests, events, objects.
  static let count: ValueSchema = .object(
    ObjectSchema(
      [
        KeySchema(
          "per_month", .decimal(DecimalRange(0, 100_000_000_000)), .defaults("0"),
          "How many in a month of 730 hours, spread evenly over time."),
        KeySchema(
          "per_request", .decimal(DecimalRange(0, 1000)), .defaults("0"),
          "How many for each request of the load."),
        service,
      ], sharedTitle: "A count"))

  /// Bytes.
  static let data: ValueSchema = .object(
    ObjectSchema(
      [
        KeySchema(
          "gb_per_month", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"),
          "GB (binary) in a month of 730 hours, spread evenly over time."),
        KeySchema(
          "bytes_per_request", .decimal(DecimalRange(0, 1_000_000_000)), .defaults("0"),
          "Bytes for each request of the load."),
        service,
      ], sharedTitle: "An amount of data"))

  private static let service = KeySchema(
    "service", .name, .optional,
    "The service whose requests count; absent: the requests of all services.")

  static func volume(_ object: CheckedObject) -> LoadVolume {
    if let gigabytes = object.decimalIfSet("gb_per_month") {
      return LoadVolume(
        perMonth: Decimal12(trillionths: gigabytes.trillionths * Int128(Binary.gibibyte)),
        perRequest: object.decimal("bytes_per_request"), service: object.textIfSet("service"))
    }
    return LoadVolume(
      perMonth: object.decimal("per_month"), perRequest: object.decimal("per_request"),
      service: object.textIfSet("service"))
  }

  /// The places of every `service` of a volume inside `value` that is none of `names`.
  static func unknownServices(in value: CheckedValue, names: [String]) -> [(String, SourcePlace)] {
    switch value {
    case .object(let object):
      var found: [(String, SourcePlace)] = []
      if let service = object.textIfSet("service"), !names.contains(service) {
        found.append((service, object.place(of: "service")))
      }
      for key in object.values.keys.sorted() {
        guard let inner = object.values[key] else { continue }
        found += unknownServices(in: inner, names: names)
      }
      return found
    case .list(let items): return items.flatMap { unknownServices(in: $0, names: names) }
    case .map(let entries):
      return entries.flatMap { unknownServices(in: $0.value, names: names) }
    default: return []
    }
  }
}

extension CheckedObject {
  /// A volume under `key`; nothing where an optional one is absent.
  func volume(_ key: String) -> LoadVolume {
    objectIfSet(key).map(VolumeSection.volume) ?? LoadVolume()
  }

  /// A size in GB (binary) under `key`, as whole bytes.
  func bytes(_ key: String) -> Int64 { decimal(key).gigabytes }
}

extension Decimal12 {
  /// This many GB (binary) in bytes, rounded down.
  var gigabytes: Int64 {
    Int64(clamping: (trillionths * Int128(Binary.gibibyte)).floorDivided(by: Self.one))
  }
}
