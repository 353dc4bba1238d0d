#!/usr/bin/env python3
"""Prints how far tosscost's answers are from what is known otherwise: the table of the README.

usage: trust.py TOSSCOST

Queues are simulated request by request and held against closed formulas that are computed here;
fluid mode is held against the request level; a recorded ECS timeline is replayed, and so are random
recordings, beside a second model.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

import check_scaling

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRODUCTION = ROOT / "scenarios/production.yaml"

QUEUE = """
name: queue
period: 2026-12-01T00:00Z/2026-12-01T{hours}:00Z
trace: {{file: load.csv}}
services:
  queue:
    cpu: {cpu}
    memory: 8192
    share: 1
    min: 1
    max: 1
    request:
      cpu: {{mean: {mean}ms, distribution: {distribution}}}
"""


def simulate(tosscost, scenario, *options):
    text = subprocess.run(
        [tosscost, "simulate", scenario, "--store", "none", "--format", "json", *options],
        check=True, capture_output=True, text=True).stdout
    return json.loads(text)


def queue(tosscost, servers, rate, mean_ms, distribution, hours=10):
    """Latency of one task at a constant rate; percentiles and mean in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        rows = [f"2026-12-01T{hour:02}:00:00Z,{rate * 3600}" for hour in range(hours)]
        (folder / "load.csv").write_text("timestamp,requests\n" + "\n".join(rows) + "\n")
        (folder / "queue.yaml").write_text(QUEUE.format(
            hours=hours, cpu=servers * 1024, mean=mean_ms, distribution=distribution))
        run = simulate(
            tosscost, folder / "queue.yaml", "--prices", ROOT / "data/prices")
    service = run["services"][0]
    return service["latency_ms"], service["requests"]


def erlang(servers, rate, mean_ms):
    """Mean and quantile function of the time in an M/M/c system, in milliseconds."""
    service = 1000 / mean_ms
    offered = rate / service
    load = offered / servers
    top = offered ** servers / math.factorial(servers) / (1 - load)
    wait = top / (sum(offered ** k / math.factorial(k) for k in range(servers)) + top)
    slack = servers * service - rate

    def tail(t):
        """P(wait + service > t), t in seconds."""
        if abs(slack - service) < 1e-9:
            return math.exp(-service * t) * (1 + wait * service * t)
        return ((1 - wait) * math.exp(-service * t)
                + wait * (slack * math.exp(-service * t) - service * math.exp(-slack * t))
                / (slack - service))

    def quantile(share):
        low, high = 0.0, 100.0
        while high - low > 1e-12:
            middle = (low + high) / 2
            low, high = (middle, high) if tail(middle) > 1 - share else (low, middle)
        return low * 1000

    return (wait / slack + 1 / service) * 1000, quantile


def percent(found, known):
    return f"{(found / known - 1) * 100:+.2f} %"


def queues(tosscost):
    for servers, rate in ((1, 400), (4, 1500), (2, 900)):
        found, count = queue(tosscost, servers, rate, 2, "exponential")
        mean, quantile = erlang(servers, rate, 2)
        errors = [percent(found["mean"], mean)] + [
            f"p{share} {percent(found[f'p{share}'], quantile(share / 100))}" for share in (95, 99)]
        load = rate * 0.002 / servers * 100
        yield (f"M/M/{servers} at {load:.0f} % load, {count / 1e6:.0f} M requests",
               "Erlang-C", "mean " + ", ".join(errors))
    found, count = queue(tosscost, 1, 350, 2, "constant")
    load = 0.7
    yield (f"M/D/1 at 70 % load, {count / 1e6:.0f} M requests", "Pollaczek–Khinchine",
           "mean " + percent(found["mean"], 2 + load * 2 / (2 * (1 - load))))


def planes(tosscost):
    exact = simulate(tosscost, PRODUCTION)
    fluid = simulate(tosscost, PRODUCTION, "--mode", "fluid")
    seconds = [sum(s["task_seconds"] for s in run["services"]) for run in (fluid, exact)]
    latency = [max(s["latency_ms"]["p95"] for s in run["services"]) for run in (fluid, exact)]
    money = [float(run["bill"]["monthly_total"]) for run in (fluid, exact)]
    above = [sum(s["slo"]["breach_minutes"] for s in run["services"]) for run in (fluid, exact)]
    yield ("Fluid mode, production's month", "request by request",
           f"bill {percent(*money)}, task-seconds {percent(*seconds)}, p95 {percent(*latency)},"
           f" minutes above the objective {above[0]:,} against {above[1]:,}")
    fargate = next(l for l in exact["bill"]["lines"] if l["line"] == "ecs-fargate")
    yield ("Fargate of production's month", "the plan's $800",
           f"${float(fargate['monthly']):.2f}, {percent(float(fargate['monthly']), 800)}")


def timeline(tosscost):
    folder = ROOT / "Tests/Fixtures/replay"
    text = subprocess.run(
        [tosscost, "replay", folder / "c1-cpu.csv", "--policy", folder / "c1-policy.yaml",
         "--format", "json"], check=True, capture_output=True, text=True).stdout
    replay = json.loads(text)
    counts = [a["to"] for a in replay["activities"] if a["from"] != a["to"]]
    yield ("A recorded ECS timeline, replayed", "its log",
           f"{len(replay['transitions'])} alarm transitions, 2 → "
           + " → ".join(map(str, counts)) + " tasks")
    transitions, activities = check_scaling.compare(tosscost, 300)
    yield ("300 random recordings, replayed", "a second model of alarms and policies",
           f"the same {transitions:,} alarm transitions and {activities:,} scaling activities")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    tosscost = sys.argv[1]
    print("| What | Against | Difference |\n|---|---|---|")
    for part in (queues, planes, timeline):
        for row in part(tosscost):
            print("| " + " | ".join(row) + " |", flush=True)


main()
