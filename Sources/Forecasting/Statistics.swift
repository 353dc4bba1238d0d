/// Small statistics of arrays.
package enum Statistics {
  /// The median: the mean of the middle two for an even number, 0 for none.
  ///
  /// Reorders `values`.
  ///
  /// - Complexity: O(count) on average (Hoare's selection).
  static func median(_ values: inout [Double]) -> Double {
    let count = values.count
    guard count > 0 else { return 0 }
    let upper = element(count / 2, of: &values)
    guard count.isMultiple(of: 2) else { return upper }
    // What stands before the place is not larger.
    return (upper + (values[..<(count / 2)].max() ?? upper)) / 2
  }

  /// The element that a sorted array would have at `rank`.
  static func element(_ rank: Int, of values: inout [Double]) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      while low < high {
        let pivot = values[(low + high) / 2]
        var (i, j) = (low, high)
        while i <= j {
          while values[i] < pivot { i += 1 }
          while values[j] > pivot { j -= 1 }
          if i <= j {
            values.swapAt(i, j)
            i += 1
            j -= 1
          }
        }
        if rank <= j {
          high = j
        } else if rank >= i {
          low = i
        } else {
          break
        }
      }
      return values[rank]
    }
  }

  static func mean(_ values: some Collection<Double>) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// At each step the value with half of the weight on either side; between two values, their mean.
  ///
  /// - Complexity: O(steps * members²) in the worst case, by insertion.
  package static func weightedMedian(_ forecasts: [[Double]], _ weights: [Double]) -> [Double] {
    let half = weights.reduce(0, +) / 2
    return bySteps(forecasts, weights) { order in
      var sum = 0.0
      for (place, item) in order.enumerated() {
        sum += item.weight
        if abs(sum - half) <= 1e-12 * half, place + 1 < order.count {
          return (item.value + order[place + 1].value) / 2
        }
        if sum > half { return item.value }
      }
      return order.last?.value ?? 0
    }
  }

  /// At each step the mean of what is left of the values' weight when a share of it is cut off at
  /// the low end and as much at the high end; a value at a cut counts in part.
  ///
  /// - Precondition: 0 ≤ cut < 0.5; the weights are not negative and not all 0.
  /// - Complexity: O(steps * members²) in the worst case, by insertion.
  package static func weightedTrimmedMean(
    _ forecasts: [[Double]], _ weights: [Double], cut: Double
  ) -> [Double] {
    let total = weights.reduce(0, +)
    let (low, high) = (cut * total, (1 - cut) * total)
    return bySteps(forecasts, weights) { order in
      var below = 0.0
      var sum = 0.0
      for item in order {
        let above = below + item.weight
        let kept = min(above, high) - max(below, low)
        if kept > 0 { sum += kept * item.value }
        below = above
      }
      return sum / (high - low)
    }
  }

  private typealias Weighted = (value: Double, weight: Double)

  /// A figure of the members' values at each step, which come in rising order.
  @inline(__always)
  private static func bySteps(
    _ forecasts: [[Double]], _ weights: [Double],
    _ figure: (UnsafeMutableBufferPointer<Weighted>) -> Double
  ) -> [Double] {
    var order = [Weighted](repeating: (0, 0), count: weights.count)
    return order.withUnsafeMutableBufferPointer { order in
      (0..<(forecasts.first?.count ?? 0)).map { step in
        for member in 0..<order.count {
          let item = (value: forecasts[member][step], weight: weights[member])
          var place = member
          while place > 0, order[place - 1].value > item.value {
            order[place] = order[place - 1]
            place -= 1
          }
          order[place] = item
        }
        return figure(order)
      }
    }
  }
}
