extension Bill {
  /// Keys of the prices of low confidence that the bill rests on, ascending.
  package var lowConfidencePrices: [String] {
    Set(items.filter(\.confidence.isWeak).map(\.sku)).sorted()
  }

  /// The lines that rest on one of them.
  package var lowConfidenceLines: Set<String> {
    Set(items.filter(\.confidence.isWeak).map(\.line))
  }
}
