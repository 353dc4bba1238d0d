"""The benchmark day's hour from 08:00 in SimPy: one process a request, one FIFO a task.

    python3 benchmarks/simpy_reference.py

Round robin over three tasks of two servers each, which is what the autoscaler runs in that hour's
second half; prints the requests served as JSON.
"""

import json
import math
import random

import simpy

HORIZON = 3600
FIRST_MINUTE = 8 * 60


def request(environment, task, demand, latencies):
    start = environment.now
    with task.request() as server:
        yield server
        yield environment.timeout(demand)
    latencies.append(environment.now - start)


def arrivals(environment, tasks, generator, latencies):
    turn = 0
    for minute in range(HORIZON // 60):
        middle = 60 * (FIRST_MINUTE + minute) + 30
        rate = 100 * (1 - math.cos(2 * math.pi * middle / 86400))
        end = 60 * (minute + 1)
        while True:
            gap = generator.expovariate(rate)
            if environment.now + gap >= end:
                break
            yield environment.timeout(gap)
            demand = generator.expovariate(1 / 0.02)
            environment.process(request(environment, tasks[turn], demand, latencies))
            turn = (turn + 1) % len(tasks)
        yield environment.timeout(end - environment.now)


def main():
    environment = simpy.Environment()
    tasks = [simpy.Resource(environment, capacity=2) for _ in range(3)]
    latencies = []
    environment.process(arrivals(environment, tasks, random.Random(1), latencies))
    environment.run()
    mean = 1000 * sum(latencies) / len(latencies)
    print(json.dumps({"requests": len(latencies), "mean_ms": round(mean, 3)}))


if __name__ == "__main__":
    main()
