package import Units

extension SavingsPlanDemand {
  /// AWS takes commitments of at most five decimals of a dollar an hour.
  package static let step: Int64 = 10_000_000

  /// The commitment that costs least, of equal ones the smallest.
  ///
  /// In each hour the cost falls along straight lines while the plan replaces on-demand use, and
  /// rises by the commitment once all use is covered. The sum is piecewise linear, with corners
  /// where some hour's use of some SKU is just paid; over the steps that AWS sells, a line is
  /// lowest at its ends. So only the steps beside a corner can be best. Where no volume tier is
  /// crossed the sum is convex, because the highest savings come first, and the search is binary.
  ///
  /// - Complexity: O(hours × uses × log(hours × uses)); the square where a tier is crossed.
  package func optimum() -> UnitPrice {
    let candidates = self.candidates()
    if isConvex { return UnitPrice(trillionths: lowest(of: candidates)) }
    var best = (cost: partsCost(at: .zero), commitment: UnitPrice.zero)
    for candidate in candidates {
      let commitment = UnitPrice(trillionths: candidate)
      let cost = partsCost(at: commitment)
      if cost < best.cost { best = (cost, commitment) }
    }
    return best.commitment
  }

  /// The smallest commitment that replaces `share`, 0 to 1, of the on-demand cost.
  ///
  /// - Complexity: O(hours × uses × log of the largest useful commitment).
  package func commitment(covering share: Double) -> UnitPrice {
    var low: Int64 = 0
    var high = (candidates().last ?? 0) / Self.step
    while low < high {
      let middle = low + (high - low) / 2
      if coverage(at: UnitPrice(trillionths: middle * Self.step)) >= share {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return UnitPrice(trillionths: low * Self.step)
  }

  /// The steps on both sides of every corner, ascending, from zero on.
  private func candidates() -> [Int64] {
    var corners: Set<Int64> = [0]
    for (hour, weight) in hourWeights.enumerated() where weight > 0 {
      var spend: Int128 = 0
      for use in uses {
        spend += use.hourly[hour] * use.planPrice
        let steps = spend / (weight * Int128(Self.step))
        corners.insert(Int64(clamping: steps) * Self.step)
        corners.insert((Int64(clamping: steps) + 1) * Self.step)
      }
    }
    return corners.sorted()
  }

  /// No month's use reaches a second price.
  private var isConvex: Bool {
    uses.allSatisfy { use in
      guard let end = use.tiers.first?.end else { return true }
      return months.allSatisfy { use.hourly[$0].reduce(0, +) <= end }
    }
  }

  /// The first of the lowest points of a convex function over ascending candidates.
  private func lowest(of candidates: [Int64]) -> Int64 {
    var low = 0
    var high = candidates.count - 1
    while low < high {
      let middle = (low + high) / 2
      let here = partsCost(at: UnitPrice(trillionths: candidates[middle]))
      let next = partsCost(at: UnitPrice(trillionths: candidates[middle + 1]))
      if next < here { low = middle + 1 } else { high = middle }
    }
    return candidates[low]
  }
}
