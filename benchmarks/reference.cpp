// What a plain C++ program reaches on the same work, for `make benchmark` to compare with.
//
//   reference recursion DAYS SEED    the benchmark day by a scalar recursion
//   reference hold PENDING PAIRS     the hold model on a branch-free 4-ary heap
//
// Portable: no intrinsics, no flags beyond -O3. The recursion is the textbook one: one request at a
// time over the sorted instants at which the servers of all tasks become free (one shared queue),
// a scalar generator and the library's logarithm, a whole-run latency histogram and the autoscaler.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

// xoshiro256++ of Blackman and Vigna, seeded by SplitMix64.
class Generator {
 public:
  explicit Generator(uint64_t seed) {
    for (uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15u;
      uint64_t mixed = seed;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
      word = mixed ^ (mixed >> 31);
    }
  }

  uint64_t next() {
    const uint64_t result = rotated(state_[0] + state_[3], 23) + state_[0];
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

  double exponential() { return -std::log((double(next() >> 11) + 0.5) * 0x1p-53); }

 private:
  static uint64_t rotated(uint64_t value, int count) {
    return (value << count) | (value >> (64 - count));
  }
  uint64_t state_[4];
};

// 512 bins an octave from 2^-24 s, as the simulator has them.
class Histogram {
 public:
  Histogram() : bins_(40 << 9, 0) {}

  void record(double seconds) {
    uint64_t bits;
    std::memcpy(&bits, &seconds, sizeof bits);
    const int64_t bin = int64_t(bits - lowest) >> 43;
    bins_[bin < 0 ? 0 : bin] += 1;
  }

  double quantile(double share) const {
    uint64_t total = 0;
    for (uint64_t count : bins_) total += count;
    uint64_t below = 0;
    for (size_t bin = 0; bin < bins_.size(); ++bin) {
      below += bins_[bin];
      if (double(below) < share * double(total)) continue;
      const uint64_t bits = lowest + (uint64_t(bin) << 43);
      double seconds;
      std::memcpy(&seconds, &bits, sizeof seconds);
      return seconds;
    }
    return NAN;
  }

 private:
  static constexpr uint64_t lowest = uint64_t(1023 - 24) << 52;
  std::vector<uint64_t> bins_;
};

// Out after three minutes above 70 %, in after fifteen below 63 %; two to ten tasks.
struct Scaler {
  int running = 2, desired = 2, above = 0, below = 0;

  // Tasks to start (running a minute later), or minus the tasks to stop now.
  int decide(double utilisation) {
    above = utilisation > 0.70 ? above + 1 : 0;
    below = utilisation < 0.63 ? below + 1 : 0;
    const int wanted = int(std::ceil(running * utilisation / 0.70));
    if (above >= 3) {
      const int change = std::min(10, wanted) - desired;
      if (change <= 0) return 0;
      desired += change;
      return change;
    }
    if (below >= 15 && running == desired) {
      const int change = std::max(2, wanted) - desired;
      if (change >= 0) return 0;
      desired += change;
      running = desired;
      below = 0;
      return change;
    }
    return 0;
  }
};

void recursion(int days, uint64_t seed) {
  Generator generator(seed);
  Histogram histogram;
  Scaler scaler;
  const int minutes = 1440 * days;
  std::vector<double> busy(minutes + 1, 0.0);
  std::vector<double> free(2 * scaler.running, 0.0);  // ascending
  double latencies = 0, task_minutes = 0, gap = generator.exponential();
  uint64_t requests = 0;
  int starting = 0;
  for (int minute = 0; minute < minutes; ++minute) {
    scaler.running += starting;
    starting = 0;
    const double end = 60.0 * (minute + 1);
    const double rate = 100 * (1 - std::cos(2 * M_PI * (60.0 * minute + 30) / 86400));
    double now = end - 60;
    while (now + gap / rate < end) {
      now += gap / rate;
      gap = generator.exponential();
      const double service = generator.exponential() * 0.02;
      const double start = std::max(now, free[0]);
      const double done = start + service;
      size_t place = 1;
      for (; place < free.size() && free[place] < done; ++place) free[place - 1] = free[place];
      free[place - 1] = done;
      histogram.record(done - now);
      latencies += done - now;
      requests += 1;
      const double inside = std::min(done, end) - std::min(start, end);
      busy[minute] += inside;
      busy[minute + 1] += service - inside;
    }
    gap -= (end - now) * rate;
    task_minutes += scaler.running;
    const int change = scaler.decide(busy[minute] / (2.0 * scaler.running * 60));
    if (change > 0) {
      starting = change;
      free.insert(free.end(), 2 * change, end + 60);
      std::sort(free.begin(), free.end());
    } else if (change < 0) {
      free.erase(free.begin(), free.begin() - 2 * change);
    }
  }
  std::printf(
      "{\"requests\": %llu, \"mean_ms\": %.4f, \"p99_ms\": %.4f, \"mean_tasks\": %.4f}\n",
      static_cast<unsigned long long>(requests), 1e3 * latencies / requests,
      1e3 * histogram.quantile(0.99), task_minutes / minutes);
}

struct Event {
  int64_t time;
  uint64_t order;
  uint32_t payload;

  // 1 if this event comes before the other, without a branch.
  size_t precedes(const Event& other) const {
    return size_t(time < other.time) | (size_t(time == other.time) & size_t(order < other.order));
  }
};

class Heap {
 public:
  void push(int64_t time, uint32_t payload) {
    const Event event{time, sequence_++, payload};
    events_.push_back(event);
    size_t hole = events_.size() - 1;
    while (hole > 0) {
      const size_t parent = (hole - 1) / 4;
      if (!event.precedes(events_[parent])) break;
      events_[hole] = events_[parent];
      hole = parent;
    }
    events_[hole] = event;
  }

  Event pop() {
    const Event top = events_[0];
    const Event event = events_.back();
    events_.pop_back();
    const size_t count = events_.size();
    if (count == 0) return top;
    const Event* heap = events_.data();
    size_t hole = 0;
    for (;;) {
      const size_t first = 4 * hole + 1;
      size_t least = first;
      if (first + 3 < count) {
        const size_t left = first + heap[first + 1].precedes(heap[first]);
        const size_t right = first + 2 + heap[first + 3].precedes(heap[first + 2]);
        least = left + (right - left) * heap[right].precedes(heap[left]);
      } else if (first < count) {
        for (size_t child = first + 1; child < count; ++child)
          least += (child - least) * heap[child].precedes(heap[least]);
      } else {
        break;
      }
      if (!heap[least].precedes(event)) break;
      events_[hole] = heap[least];
      hole = least;
    }
    events_[hole] = event;
    return top;
  }

 private:
  std::vector<Event> events_;
  uint64_t sequence_ = 0;
};

// Takes the first event and puts it back later, over and over.
void hold(int pending, long pairs) {
  Generator generator(1);
  std::vector<int64_t> delays(4096);
  for (int64_t& delay : delays) delay = int64_t(generator.exponential() * 1e6);
  Heap heap;
  for (int event = 0; event < pending; ++event) heap.push(delays[event & 4095], event);
  uint64_t sum = 0;
  for (long pair = 0; pair < pairs; ++pair) {
    const Event event = heap.pop();
    sum += event.payload;
    heap.push(event.time + delays[pair & 4095], event.payload);
  }
  std::printf("{\"pairs\": %ld, \"sum\": %llu}\n", pairs, static_cast<unsigned long long>(sum));
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 4 && std::strcmp(arguments[1], "recursion") == 0) {
    recursion(std::atoi(arguments[2]), std::strtoull(arguments[3], nullptr, 10));
    return 0;
  }
  if (count == 4 && std::strcmp(arguments[1], "hold") == 0) {
    hold(std::atoi(arguments[2]), std::atol(arguments[3]));
    return 0;
  }
  std::fprintf(stderr, "usage: reference recursion DAYS SEED | reference hold PENDING PAIRS\n");
  return 64;
}
