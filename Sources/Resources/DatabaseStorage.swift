internal import Units

/// Provisioned storage of an RDS instance that grows by itself when data fills it.
///
/// RDS extends storage when less than a tenth is free and at least six hours have passed since the
/// last change, by the greatest of 10 GB, a tenth, and what the data will grow in seven hours, up to
/// the maximum (AWS, "Managing capacity automatically with storage autoscaling").
package struct DatabaseStorage: Sendable, Hashable {
  /// At the start.
  package var allocatedBytes: Int64
  /// `nil` where storage does not grow.
  package var maximumBytes: Int64? = nil
  /// Data at the start, and what is added in 730 hours; without them data is what is allocated.
  package var dataBytes: Int64? = nil
  package var growthPerMonth: Int64 = 0

  package init(allocatedBytes: Int64) { self.allocatedBytes = allocatedBytes }

  /// Whether nothing changes over time.
  package var isConstant: Bool { dataBytes == nil && growthPerMonth == 0 }

  /// Data at the start of hour `hour`, never more than can be allocated.
  package func data(atHour hour: Int64) -> Int64 {
    let grown = (dataBytes ?? allocatedBytes) + growthPerMonth * hour / 730
    return min(grown, max(maximumBytes ?? allocatedBytes, allocatedBytes))
  }

  /// Bytes allocated at the start of each hour from 0 to `hours`.
  ///
  /// - Complexity: O(hours).
  package func allocations(hours: Int) -> [Int64] {
    var allocated = allocatedBytes
    var lastChange = -6
    var series: [Int64] = []
    series.reserveCapacity(hours + 1)
    for hour in 0...hours {
      let data = data(atHour: Int64(hour))
      if let maximumBytes, allocated < maximumBytes, hour - lastChange >= 6,
        (allocated - data) * 10 < allocated
      {
        let step = max(10 * Binary.gibibyte, allocated / 10, growthPerMonth * 7 / 730)
        allocated = min(maximumBytes, allocated + step)
        lastChange = hour
      }
      series.append(allocated)
    }
    return series
  }

  /// The storage as it stands so many months of 730 hours later.
  package func carried(months: Int64) -> DatabaseStorage {
    guard !isConstant, months > 0 else { return self }
    var storage = self
    let hours = months * 730
    storage.dataBytes = data(atHour: hours)
    storage.allocatedBytes = allocations(hours: Int(hours)).last ?? allocatedBytes
    return storage
  }
}
