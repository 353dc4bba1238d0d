"""Random policies and the metric points of a service under them, as files and as a model's spec."""

import datetime
import random

START = datetime.datetime(2026, 3, 2, 8)
SHARES = ["cpu", "memory", "cpu_high_resolution"]
REQUESTS = "alb_request_count_per_target"
# Custom metrics, which may be negative.
CUSTOM = ["QueueDepth", "Headroom"]
LAGS = {
    "cpu": 120_000, "memory": 120_000, "cpu_high_resolution": 6_000, REQUESTS: 60_000,
    "QueueDepth": 0, "Headroom": 0}
OPERATORS = {
    ">": "GreaterThanThreshold", ">=": "GreaterThanOrEqualToThreshold",
    "<": "LessThanThreshold", "<=": "LessThanOrEqualToThreshold"}
DELAYS = """\
control_delays: {alarm_to_activity: 200ms, activity_to_task: {from: 4s, to: 4s},
  schedule_to_activity: {from: 0s, to: 0s}, running_to_registered: 0s, stop_to_deregister: 0s,
  steady_to_success: {from: 18s, to: 18s}, activity_timeout: 2d}
start_up: {provisioning: 17.4s, image_mb: 100, pull_seconds_per_mb: 0.048, sigma: 0,
  application_boot: 0s}
health_check: {healthy_threshold: 0}
deregistration_delay: 0s
stop_timeout: 0s
"""


def instant(milliseconds):
    return (START + datetime.timedelta(milliseconds=milliseconds)).isoformat(
        timespec="milliseconds") + "Z"


class Recording:
    """`spec` for the model; `policy`, `metrics` and `running` are the texts of files."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.minutes = self.random.randint(60, 240)
        least = self.random.randint(1, 3)
        most = self.random.randint(least + 1, 20)
        self.spec = {
            "min": least, "max": most, "initial": self.random.randint(least, most), "policies": [],
            "scheduled": [], "suspended": [], "set": [], "running": None, "desired": None, "recorded_under": None,
            "created": 0, "lag": LAGS, "to_activity": 200, "to_task": 4_000, "start": 22_200,
            "to_success": 18_000}
        if self.random.random() < 0.1:
            self.spec["initial"] = self.random.randint(0, 24)
        self.lines = [f"{key}: {self.spec[key]}" for key in ("min", "max", "initial")]
        self.high, self.low = self.phase(), self.phase()
        self.lines.append(f"alarm_phases: {{high: {self.high}ms, low: {self.low}ms}}")
        self.states = self.draw_states()
        names = self.random.sample(SHARES + [REQUESTS] + CUSTOM, self.random.choice([1, 1, 2, 3]))
        tracked = [name for name in names if self.random.random() < 0.65]
        self.add("target_tracking", [self.tracking(name) for name in tracked])
        count = self.random.choice([0, 1, 2] if tracked else [1, 2])
        self.add("step_scaling", [self.step(index, names) for index in range(count)])
        if self.random.random() < 0.4:
            self.add("scheduled", [self.scheduled() for _ in range(self.random.randint(1, 3))])
        self.suspend()
        self.set_counts()
        is_older = any(line.startswith("alarm_states") for line in self.lines)
        if not is_older and self.random.random() < 0.3:
            self.spec["created"] = self.random.randint(0, 40 * 60) * 1000
            self.lines.append(f'alarms_created: "{instant(self.spec["created"])}"')
        self.policy = "\n".join(self.lines) + "\n" + DELAYS
        self.draw_points()
        self.running = self.draw_counts() if self.random.random() < 0.5 else None
        self.model = "proportional" if self.random.random() < 0.3 else "recorded"
        if self.model == "proportional":
            self.spec["recorded_under"] = self.spec["running"] or [(0, self.spec["initial"])]
            self.spec["running"] = self.spec["desired"] = None

    def add(self, key, items):
        if items:
            self.lines += [f"{key}:"] + [f"  - {item}" for item in items]

    def phase(self):
        return self.random.randint(1, 59_999)

    def tracking(self, metric):
        draw = self.random
        target = draw.choice([40, 50, 60, 70, 75, 80]) * (10 if metric == REQUESTS else 1)
        value, step = draw.choice(["mean", "mean", "newest", "max"]), draw.choice([1, 1, 2, None])
        out, back = draw.choice([0, 60, 120, 300]), draw.choice([0, 60, 120, 300])
        no_scale_in = draw.random() < 0.2
        fine = metric == "cpu_high_resolution"
        statistic, named = self.statistic(metric)
        # Alarms of two policies at one instant have no documented order.
        is_first = not self.spec["policies"]
        high, low = (self.high, self.low) if is_first else (self.phase(), self.phase())

        def alarm(name, comparison, threshold, periods, phase):
            return {
                "name": f"TargetTracking-service/service-{name}-{metric}", "metric": metric,
                "statistic": statistic, "comparison": comparison, "threshold": threshold,
                "periods": periods, "needed": periods, "missing": "missing", "phase": phase,
                "interval": 20_000 if fine else 60_000,
                "state": self.states["high" if comparison == ">" else "low"],
                "period": 20_000 if fine else 60_000}

        self.spec["policies"].append({
            "kind": "tracking", "target": target, "value": value, "step": step,
            "no_scale_in": no_scale_in, "out_cooldown": out * 1000, "in_cooldown": back * 1000,
            "alarms": [
                alarm("AlarmHigh", ">", target, 3, high),
                alarm("AlarmLow", "<", 0.9 * target, 45 if fine else 15, low)]})
        return (
            f"{{{named}, target: {target}, metric_value: {value}, scale_in_step: "
            f"{step or 'unlimited'}, scale_out_cooldown: {out}s, scale_in_cooldown: {back}s, "
            f"disable_scale_in: {str(no_scale_in).lower()}"
            + ("}" if is_first else f", alarm_phases: {{high: {high}ms, low: {low}ms}}}}"))

    def statistic(self, metric):
        """How several points become one, and the keys of the metric."""
        if metric not in CUSTOM:
            return "Sum" if metric == REQUESTS else "Average", f"metric: {metric}"
        statistic = self.random.choice(["Average", "Average", "Sum", "Minimum", "Maximum"])
        return statistic, f"metric: custom, metric_name: {metric}, statistic: {statistic}"

    def step(self, index, names):
        draw = self.random
        metric, is_out = draw.choice(names), draw.random() < 0.6
        scale = 10 if metric == REQUESTS else 1
        statistic, named = self.statistic(metric)
        period = draw.choice(
            [20_000, 60_000] if "high" in metric else [60_000, 60_000, 120_000, 300_000])
        periods = draw.randint(1, 5)
        threshold = draw.choice([30, 50, 70]) * scale - (45 if metric in CUSTOM else 0)
        alarm = {
            "name": f"s{index}", "metric": metric, "statistic": statistic, "threshold": threshold,
            "comparison": draw.choice([">", ">="] if is_out else ["<", "<="]),
            "periods": periods, "needed": draw.randint(1, periods), "period": period,
            "missing": draw.choice(["missing", "ignore", "breaching", "notBreaching"]),
            "interval": 60_000 if period >= 60_000 else 10_000, "phase": self.phase(),
            "state": self.states["high" if is_out else "low"]}
        kind = draw.choice(["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"])
        magnitude = draw.choice([None, 2, 3]) if kind == "PercentChangeInCapacity" else None
        aggregation = draw.choice(["Average", "Minimum", "Maximum"])
        cooldown = draw.choice([0, 60, 300])
        bounds = [0] + sorted(draw.sample([5, 10, 15, 20, 30], draw.randint(0, 3))) + [None]
        steps = []
        for place, (near, far) in enumerate(zip(bounds, bounds[1:])):
            size = (place + 1) * (draw.choice([5, 10, 25, 40]) if kind.startswith("P") else 1)
            adjustment = size if is_out else -size
            if kind == "ExactCapacity":
                adjustment = draw.randint(0, self.spec["max"] + 2)
            near, far = near * scale, None if far is None else far * scale
            low, high = (near, far) if is_out else (None if far is None else -far, -near)
            steps.append((low, high, adjustment))
        self.spec["policies"].append({
            "kind": "step", "type": kind, "magnitude": magnitude, "aggregation": aggregation,
            "steps": steps, "out_cooldown": cooldown * 1000, "in_cooldown": cooldown * 1000,
            "alarms": [alarm]})
        least = f"min_adjustment_magnitude: {magnitude}, " if magnitude else ""
        return (
            f"{{name: s{index}, adjustment_type: {kind}, metric_aggregation_type: {aggregation}, "
            f"{least}cooldown: {cooldown}s, alarm: {{{named}, "
            f"comparison_operator: {OPERATORS[alarm['comparison']]}, "
            f"threshold: {alarm['threshold']}, period: {period // 1000}s, "
            f"evaluation_periods: {periods}, datapoints_to_alarm: {alarm['needed']}, "
            f"treat_missing_data: {alarm['missing']}, phase: {alarm['phase']}ms}}, "
            f"step_adjustment: [{', '.join(map(step_text, steps))}]}}")

    def scheduled(self):
        draw = self.random
        time = draw.randint(1, self.minutes - 5) * 60_000
        least = draw.choice([None, draw.randint(0, 6)])
        most = draw.choice([None, draw.randint(4, 20)])
        if least is None and most is None:
            least = 2
        if None not in (least, most) and least > most:
            least, most = most, least
        self.spec["scheduled"].append((time, {"min": least, "max": most}))
        parts = [f"{key}: {value}" for key, value in
                 (("min_capacity", least), ("max_capacity", most)) if value is not None]
        name = f"a{len(self.spec['scheduled'])}"
        return f'{{name: {name}, schedule: "at({instant(time)[:19]})", {", ".join(parts)}}}'

    def suspend(self):
        draw = self.random
        keys = {"in": "dynamic_scaling_in_suspended", "out": "dynamic_scaling_out_suspended",
                "scheduled": "scheduled_scaling_suspended"}
        chosen = [name for name in keys if draw.random() < 0.2]
        if chosen:
            start = draw.randint(0, self.minutes - 10) * 60_000
            end = start + draw.randint(5, 60) * 60_000
            self.spec["suspended"].append((start, end, chosen))
            flags = ", ".join(f"{keys[name]}: true" for name in chosen)
            self.lines.append(
                f'suspended_state: {{{flags}, from: "{instant(start)}", until: "{instant(end)}"}}')

    def draw_states(self):
        """Those that alarms have which existed before the recording."""
        states = {"high": "INSUFFICIENT_DATA", "low": "INSUFFICIENT_DATA"}
        if self.random.random() < 0.4:
            for side in states:
                states[side] = self.random.choice(["OK", "ALARM", "INSUFFICIENT_DATA"])
            self.lines.append(f"alarm_states: {{high: {states['high']}, low: {states['low']}}}")
        return states

    def set_counts(self):
        if self.random.random() < 0.2:
            time = self.random.randint(1, self.minutes - 5) * 60_000 + 31_000
            count = self.random.randint(0, 20)
            self.spec["set"].append((time, count))
            self.lines.append(
                f'desired_count_changes: {{schedule: "at({instant(time)[:19]})", '
                f"desired_count: {count}}}")

    def draw_points(self):
        """Levels that hold for a while, noise, and a few points missing."""
        draw = self.random
        alarms = [alarm for policy in self.spec["policies"] for alarm in policy["alarms"]]
        periods = {}
        for alarm in alarms:
            periods.setdefault(alarm["metric"], set()).add(alarm["period"])
        # Points are of one period that all alarms have, or as the metric is published.
        periods = {
            metric: found.pop() if len(found) == 1 and self.random.random() < 0.5
            else 20_000 if "high" in metric else 60_000
            for metric, found in sorted(periods.items())}
        self.spec["steps"] = periods
        self.points = {}
        # Sometimes the metric stops, and empty rows go on.
        silent = draw.choice([0, 0, 0, draw.randint(1, 40)]) * 60_000
        for metric, period in sorted(periods.items()):
            level, left, values = 45, 0, {}
            count = self.minutes * 60_000 // period
            for index in range(count):
                if left == 0:
                    level = draw.choice([5, 20, 35, 45, 58, 66, 71, 78, 90, 99])
                    left = draw.randint(2, 40)
                left -= 1
                if (index == 0 or draw.random() > 0.03) and index < count - silent // period:
                    value = level + draw.uniform(-4, 4)
                    if metric in CUSTOM:
                        value = 1.5 * value - 45
                    values[index] = round(value * (10 if metric == REQUESTS else 1), 2)
            self.points[metric] = values
        metrics = list(self.points)
        rows = {name: range(self.minutes * 60_000 // periods[name]) for name in metrics}
        times = sorted({index * periods[name] for name in metrics for index in rows[name]})
        self.spec["last"] = times[-1]
        lines = [",".join(["timestamp"] + metrics)]
        for time in times:
            cells = [
                str(self.points[name].get(time // periods[name], "")) if time % periods[name] == 0
                else "" for name in metrics]
            lines.append(",".join([instant(time)] + cells))
        self.metrics = "\n".join(lines) + "\n"
        # The recording reaches until each alarm has seen its last row, in whole minutes.
        seen = max(
            (times[-1] // periods[name] + 1) * periods[name] + LAGS[name] for name in metrics)
        self.end = -(-(seen + 60_000) // 60_000) * 60_000

    def draw_counts(self):
        time, count = 0, self.spec["initial"]
        counts = [(0, count)]
        for _ in range(self.random.randint(1, 25)):
            # Even seconds, so never at the instant of a count that is set.
            time += self.random.randint(10, 450) * 2000
            count = max(0, count + self.random.choice([-2, -1, -1, 1, 1, 2, 3]))
            if time < self.minutes * 60_000:
                counts.append((time, count))
        self.spec["running"] = counts
        if self.random.random() < 0.7:
            return "timestamp,value\n" + "".join(
                f"{instant(at)},{value}\n" for at, value in counts)
        desired = self.spec["initial"]
        self.spec["desired"], lines = [], []
        for at, value in counts:
            desired = self.random.choice([desired, value])
            self.spec["desired"].append((at, desired))
            lines.append(f"{instant(at)},{value},{desired}\n")
        return "timestamp,running,desired\n" + "".join(lines)


def step_text(step):
    low, high, adjustment = step
    parts = [f"metric_interval_lower_bound: {low}"] if low is not None else []
    parts += [f"metric_interval_upper_bound: {high}"] if high is not None else []
    return "{" + ", ".join(parts + [f"scaling_adjustment: {adjustment}"]) + "}"
