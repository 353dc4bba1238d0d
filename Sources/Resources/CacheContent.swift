internal import Foundation
package import Units

/// What a cache is asked for: so many objects, some far more often than others, and how long each
/// stays.
///
/// The hit rate is that of the independent reference model with popularity by Zipf's law, for a
/// cache that drops what was asked for least recently: an object is found if it was asked for within
/// the characteristic time of the cache (H. Che, Y. Tung, Z. Wang, "Hierarchical Web Caching
/// Systems", IEEE JSAC 20, 2002). One that expires at a fixed age T is found λT times for each time
/// that it is fetched; the lesser chance of the two is taken.
package struct CacheContent: Sendable, Hashable {
  package var objects: Int64
  package var objectBytes: Int64
  /// Memory for objects, of all shards together.
  package var memoryBytes: Int64
  /// Zipf's exponent.
  package var exponent: Double
  /// `nil`: objects do not expire.
  package var timeToLive: SimDuration?
  package var lookups: LoadVolume

  package init(
    objects: Int64, objectBytes: Int64, memoryBytes: Int64, exponent: Double,
    timeToLive: SimDuration?, lookups: LoadVolume
  ) {
    self.objects = objects
    self.objectBytes = objectBytes
    self.memoryBytes = memoryBytes
    self.exponent = exponent
    self.timeToLive = timeToLive
    self.lookups = lookups
  }

  /// Percent of `rate` lookups a second that are found; `nil` without lookups.
  package func hitRate(lookupsPerSecond rate: Double) -> Double? {
    guard rate > 0 else { return nil }
    let popularity = Popularity(objects: objects, exponent: exponent)
    let fits = Double(memoryBytes) / Double(max(1, objectBytes))
    // Lookups within which what fits has been asked for; the cache's time is that over the rate.
    let span = fits >= Double(objects) ? Double.infinity : popularity.lookups(toFill: fits)
    let life = (timeToLive?.inSeconds ?? .infinity) * rate
    return 100 * popularity.found(within: span, life: life)
  }
}

/// Zipf's law over ranks, in groups of ranks that are nearly equally popular.
private struct Popularity {
  /// Objects of each group and the chance of a lookup for one of them.
  private var groups: [(count: Double, chance: Double)] = []

  init(objects: Int64, exponent: Double) {
    var first: Int64 = 1
    var sum = 0.0
    while first <= objects {
      // Single ranks up to a hundred, then groups of one part in fifty.
      let last = min(objects, first + max(0, first / 50 - 1))
      let count = Double(last - first + 1)
      let weight = pow((Double(first) + Double(last)) / 2, -exponent)
      groups.append((count, weight))
      sum += count * weight
      first = last + 1
    }
    for index in groups.indices { groups[index].chance /= sum }
  }

  /// Chance that a lookup finds its object, which is kept for `span` lookups since the last one for
  /// it, and for `life` lookups since it was fetched.
  func found(within span: Double, life: Double) -> Double {
    groups.reduce(0) { sum, group in
      let asked = 1 - exp(-group.chance * span)
      let perFetch = group.chance * life
      let alive = perFetch.isFinite ? perFetch / (1 + perFetch) : 1
      return sum + group.count * group.chance * min(asked, alive)
    }
  }

  /// Lookups in which about so many different objects are asked for, by bisection.
  func lookups(toFill fits: Double) -> Double {
    func distinct(_ span: Double) -> Double {
      groups.reduce(0) { $0 + $1.count * (1 - exp(-$1.chance * span)) }
    }
    var low = 0.0
    var high = 1.0
    while distinct(high) < fits, high < 1e18 { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if distinct(middle) < fits { low = middle } else { high = middle }
    }
    return high
  }
}

extension CacheCluster: MeasuredSource {
  package func metrics(_ load: MinutelyLoad) -> [ResourceMetric] {
    guard let content else { return [] }
    return [ResourceMetric(.cacheHitRate, of: name) { content.passHitRates(load, to: $0) }]
  }
}

extension CacheContent {
  /// Hit rate of each minute.
  fileprivate func passHitRates(_ load: MinutelyLoad, to body: (Double?) -> Void) {
    // Rates that differ by less than a hundredth share one computation.
    var known: [Int: Double?] = [:]
    func rate(_ perSecond: Double) -> Double? {
      guard perSecond > 0 else { return nil }
      let place = Int((log(perSecond) * 100).rounded())
      if let value = known[place] { return value }
      let value = hitRate(lookupsPerSecond: exp(Double(place) / 100))
      known[place] = value
      return value
    }
    for (minute, count) in zip(0..., load.counts(lookups)) {
      body(rate(count / load.seconds(ofMinute: minute)))
    }
  }
}
