internal import Simulation
internal import Units

/// The keys of a service that its behaviors declare (`ServiceBehaviors`): schema, documentation and
/// values all follow from what a behavior says of its settings.
enum BehaviorSection {
  static let keys = ServiceBehaviors.all.map { kind in
    KeySchema(kind.key, .object(ObjectSchema(kind.settings.map(key))), .optional, kind.summary)
  }

  private static func key(_ setting: BehaviorSetting) -> KeySchema {
    KeySchema(
      setting.name, schema(of: setting.kind),
      setting.standard.map { .defaults($0) } ?? .required, setting.summary)
  }

  private static func schema(of kind: BehaviorSetting.Kind) -> ValueSchema {
    switch kind {
    case .share: .decimal(DecimalRange(0, 1))
    case .number(let most): .decimal(DecimalRange(0, most))
    case .count(let range): .integer(range)
    case .duration(let range): .duration(range)
    case .flag: .boolean
    case .choice(let words): .choice(words)
    }
  }

  /// Those that a service names, in the order of the registry.
  static func behaviors(_ service: CheckedObject) -> [BehaviorSettings] {
    ServiceBehaviors.all.compactMap { kind in
      service.objectIfSet(kind.key).map { object in
        let values = kind.settings.map { ($0.name, value(of: $0, object)) }
        return BehaviorSettings(
          key: kind.key,
          values: BehaviorValues(Dictionary(uniqueKeysWithValues: values)))
      }
    }
  }

  private static func value(
    of setting: BehaviorSetting, _ object: CheckedObject
  ) -> BehaviorValues.Value {
    switch setting.kind {
    case .share, .number: .number(object.double(setting.name))
    case .count: .count(Int(object.integer(setting.name)))
    case .duration: .duration(object.duration(setting.name))
    case .flag: .flag(object.boolean(setting.name))
    case .choice: .choice(object.text(setting.name))
    }
  }
}
