internal import Ledger

/// Better Stack's plan, the ingest beyond its bundle, and responder seats.
enum BetterStackMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .betterStackPlan, service: .betterStack, noun: "plan",
      price: .byVariant([
        ("nano", SKUName("betterstack.nano", .monthly)),
        ("nano.annual", SKUName("betterstack.nano", .annual)),
        ("free", SKUName("betterstack.free", .monthly)),
      ])),
    DirectMeter(
      meter: .betterStackResponders, service: .betterStack, noun: "responders",
      price: .byVariant([
        ("", SKUName("betterstack.responder", .monthly)),
        ("annual", SKUName("betterstack.responder", .annual)),
      ])),
    DirectMeter(
      meter: .betterStackIngest, service: .betterStack, noun: "ingest",
      price: .always(SKUName("betterstack.overage.ingest", .monthly)), allowance: .ofPrice),
    DirectMeter(
      meter: .betterStackRetention, service: .betterStack, noun: "retention",
      price: .always(SKUName("betterstack.overage.retention", .monthly))),
    DirectMeter(
      meter: .betterStackMetrics, service: .betterStack, noun: "metrics",
      price: .always(SKUName("betterstack.metrics", .monthly))),
  ]
}
