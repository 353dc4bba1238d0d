internal import Units

/// A value that is what its schema allows, with defaults filled in.
indirect enum CheckedValue: Sendable {
  case text(String)
  case boolean(Bool)
  case integer(Int64)
  case decimal(Decimal12)
  case duration(SimDuration)
  case list([CheckedValue])
  case object(CheckedObject)
  /// In the order of the file.
  case map([CheckedEntry])
}

/// One entry of a map.
struct CheckedEntry: Sendable {
  let name: String
  let place: SourcePlace
  let value: CheckedValue
}

/// A mapping whose keys are known.
///
/// Rules read it while problems may still exist and use the optional accessors; sections decode it
/// only when there are none, and their accessors rely on what the schema promises.
struct CheckedObject: Sendable {
  /// Where the mapping's own key, or the mapping, stands.
  let place: SourcePlace
  /// Values by key; absent and refused ones are missing.
  var values: [String: CheckedValue] = [:]
  /// Where each key's value stands in the file; keys left to their default are missing.
  var places: [String: SourcePlace] = [:]

  init(place: SourcePlace) { self.place = place }

  /// Where to point when `key` is at fault.
  func place(of key: String) -> SourcePlace { places[key] ?? place }
}

// MARK: - Values that may be missing

extension CheckedObject {
  func textIfSet(_ key: String) -> String? {
    guard case .text(let value)? = values[key] else { return nil }
    return value
  }

  func booleanIfSet(_ key: String) -> Bool? {
    guard case .boolean(let value)? = values[key] else { return nil }
    return value
  }

  func integerIfSet(_ key: String) -> Int64? {
    guard case .integer(let value)? = values[key] else { return nil }
    return value
  }

  func decimalIfSet(_ key: String) -> Decimal12? {
    guard case .decimal(let value)? = values[key] else { return nil }
    return value
  }

  func durationIfSet(_ key: String) -> SimDuration? {
    guard case .duration(let value)? = values[key] else { return nil }
    return value
  }

  func objectIfSet(_ key: String) -> CheckedObject? {
    guard case .object(let value)? = values[key] else { return nil }
    return value
  }

  /// The objects of a list; empty where it is missing.
  func objects(_ key: String) -> [CheckedObject] {
    guard case .list(let items)? = values[key] else { return [] }
    return items.compactMap { item in
      guard case .object(let object) = item else { return nil }
      return object
    }
  }

  /// The entries of a map; empty where it is missing.
  func map(_ key: String) -> [CheckedEntry] {
    guard case .map(let entries)? = values[key] else { return [] }
    return entries
  }

  /// The entries of a map to objects.
  func objectMap(_ key: String) -> [(name: String, object: CheckedObject)] {
    map(key).compactMap { entry in
      guard case .object(let object) = entry.value else { return nil }
      return (entry.name, object)
    }
  }
}

// MARK: - Values that the schema promises

extension CheckedObject {
  func text(_ key: String) -> String { promised(key, textIfSet(key)) }
  func boolean(_ key: String) -> Bool { promised(key, booleanIfSet(key)) }
  func integer(_ key: String) -> Int64 { promised(key, integerIfSet(key)) }
  func decimal(_ key: String) -> Decimal12 { promised(key, decimalIfSet(key)) }
  func duration(_ key: String) -> SimDuration { promised(key, durationIfSet(key)) }
  func object(_ key: String) -> CheckedObject { promised(key, objectIfSet(key)) }

  /// A decimal where the model computes in floating point.
  func double(_ key: String) -> Double { decimal(key).approximation }

  /// A case of an enumeration whose raw values are the schema's choices.
  func choice<Choice: RawRepresentable<String>>(_ key: String, as: Choice.Type) -> Choice {
    promised(key, textIfSet(key).flatMap(Choice.init(rawValue:)))
  }

  /// - Precondition: the schema has the key, required or with a default, and of this type; a
  ///   mistake in the schema, not in any file, is what breaks it.
  private func promised<Value>(_ key: String, _ value: Value?) -> Value {
    guard let value else { preconditionFailure("the schema does not promise `\(key)`") }
    return value
  }
}

extension Decimal12 {
  /// The nearest floating-point number.
  var approximation: Double { Double(trillionths) / Double(Self.one) }
}
