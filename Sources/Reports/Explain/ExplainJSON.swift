package import Billing
internal import Ledger
internal import Units

/// An explanation for programs, with every hour of the ledger.
package enum ExplainJSON {
  package static func bytes(_ explanation: Explanation, run: String, top: Int) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(Document(explanation, run: run, top: top))
  }

  private struct Document: Encodable {
    let run: String
    let line: String
    let title: String
    let cost: Money
    let monthly: Money
    let components: [Component]

    init(_ explanation: Explanation, run: String, top: Int) {
      self.run = run
      line = explanation.line.id
      title = explanation.line.title
      cost = explanation.line.cost
      monthly = explanation.line.monthly
      components = explanation.components.map { Component($0, top: top) }
    }
  }

  private struct Component: Encodable {
    let component: String
    let cost: Money
    let monthly: Money
    let items: [Item]
    let readings: Readings?
    let addsUp: Bool

    init(_ component: Explanation.Component, top: Int) {
      self.component = component.name
      cost = component.cost
      monthly = component.monthly
      items = component.items.map(Item.init)
      readings = component.readings.map { Readings($0, top: top) }
      addsUp = component.addsUp
    }
  }

  private struct Item: Encodable {
    let component: String
    let sku: String
    let tier: String
    let quantity: String
    let unit: String
    let unitPrice: String
    let cost: Money
    let monthly: Money
    let cash: Money
    let source: String?
    let seenOn: String?
    let confidence: String
    let lowConfidence: Bool
    let note: String

    init(_ part: Explanation.Item) {
      let item = part.item
      component = item.component
      sku = item.sku
      tier = item.tier
      quantity = item.quantity.description
      unit = item.unit
      unitPrice = item.unitPrice.description
      cost = item.cost
      monthly = item.monthly
      cash = item.cash
      source = part.record?.source
      seenOn = part.record?.effective?.description
      confidence = item.confidence.rawValue
      lowConfidence = item.confidence.isWeak
      note = item.note
    }
  }

  private struct Readings: Encodable {
    let meters: [Meter]
    let unit: String
    let quantity: String
    let hoursWithUse: Int
    let busiest: [Hour]
    /// Smallest units of every hour from the first on, as decimal strings.
    let hourly: [String]

    struct Meter: Encodable {
      let meter: String
      let resource: String
      let variant: String
      let region: String
      let unit: String
    }

    struct Hour: Encodable {
      let hour: String
      let reading: String
      let quantity: String
    }

    init(_ readings: Explanation.Readings, top: Int) {
      meters = readings.keys.map {
        Meter(
          meter: $0.meter.name, resource: $0.resource, variant: $0.variant, region: $0.region,
          unit: $0.meter.unit.rawValue)
      }
      unit = readings.unit.text
      quantity = readings.quantity.description
      hoursWithUse = readings.hourly.count { $0 > 0 }
      busiest = readings.topHours(top).map { hour in
        Hour(
          hour: readings.calendar.startOfHour(hour).description,
          reading: String(readings.hourly[hour]),
          quantity: readings.quantity(inHour: hour).description)
      }
      hourly = readings.hourly.map { String($0) }
    }
  }
}
