"""Alarms and scaling policies of an ECS service over recorded points: a second model.

Written from AWS's documentation and from measured timelines, to be compared with `tosscost replay`;
it shares nothing with it. Times are whole milliseconds since the recording's start.

Sources: Application Auto Scaling user guide (target tracking, step and scheduled scaling,
suspension); CloudWatch user guide (missing data, premature alarms); Amazon ECS developer guide
(service auto scaling).
"""

import heapq

from decisions import Decisions


class Alarm:
    """A CloudWatch alarm of one policy, evaluated at a fixed time into each interval."""

    def __init__(self, policy, place, spec):
        self.policy, self.place = policy, place
        self.name, self.metric = spec["name"], spec["metric"]
        self.comparison, self.threshold = spec["comparison"], spec["threshold"]
        self.periods, self.needed = spec["periods"], spec["needed"]
        self.missing, self.period = spec["missing"], spec["period"]
        self.interval = 60_000 if self.period >= 60_000 else 20_000
        self.phase = spec["phase"] % self.interval
        self.state, self.window = "INSUFFICIENT_DATA", []

    def breaches(self, value):
        return {
            ">": value > self.threshold, ">=": value >= self.threshold,
            "<": value < self.threshold, "<=": value <= self.threshold,
        }[self.comparison]

    def judge(self, points):
        """The state after `points`, oldest first, None for a missing one; two more than needed."""
        real = [point for point in points if point is not None]
        self.window = real[-self.periods:]
        bad = sum(map(self.breaches, self.window))
        filled = self.periods - len(self.window)
        if filled == 0 or self.missing == "notBreaching":
            return "ALARM" if bad >= self.needed else "OK"
        if self.missing == "breaching":
            return "ALARM" if bad + filled >= self.needed else "OK"
        if not real:
            return self.state if self.missing == "ignore" else "INSUFFICIENT_DATA"
        if bad >= self.needed:
            return "ALARM"
        if bad < len(self.window):
            return "OK"
        if self.missing == "ignore":
            return self.state
        # All that is there breaches: it counts once its oldest point is old enough.
        age = len(points) - next(i for i, point in enumerate(points) if point is not None)
        return "ALARM" if age >= self.needed else self.state


class Model(Decisions):
    """One service. `spec` is what recordings.py draws; `points[metric][index]` are values."""

    def __init__(self, spec, points, end):
        self.spec, self.points, self.end = spec, points, end
        self.least, self.most = spec["min"], spec["max"]
        self.requested = self.desired = self.running = spec["initial"]
        self.history = [(0, self.running)]
        self.starting = []
        self.activity = self.base = self.out_until = self.in_until = None
        self.transitions, self.activities = [], []
        self.queue, self.order = [], 0
        self.alarms = [
            Alarm(index, place, alarm)
            for index, policy in enumerate(spec["policies"])
            for place, alarm in enumerate(policy["alarms"])
        ]
        for time, count in spec["running"] or []:
            self.at(time, self.count_recorded, count)
        for alarm in self.alarms:
            late = max(0, spec["created"] - alarm.phase)
            self.at(alarm.phase + -(-late // alarm.interval) * alarm.interval, self.evaluate, alarm)
        for time, action in spec["scheduled"]:
            self.at(time, self.run_scheduled, action)

    def at(self, time, step, *arguments):
        self.order += 1
        heapq.heappush(self.queue, (time, self.order, step, arguments))

    def run(self):
        while self.queue and self.queue[0][0] < self.end:
            self.now, _, step, arguments = heapq.heappop(self.queue)
            step(*arguments)
        return self

    # Alarms

    def evaluate(self, alarm):
        self.at(self.now + alarm.interval, self.evaluate, alarm)
        whole = self.now - alarm.phase if alarm.period >= 60_000 else self.now
        newest = (whole - self.spec["lag"][alarm.metric]) // alarm.period - 1
        state = alarm.judge(
            [self.point(alarm, newest - back) for back in range(alarm.periods + 1, -1, -1)])
        if state != alarm.state:
            self.transitions.append((self.now, alarm.name, alarm.state, state))
            alarm.state = state
        if state == "ALARM" and alarm.window:
            self.invoke(alarm)

    def point(self, alarm, index):
        value = self.points[alarm.metric].get(index)
        if value is None or not self.spec["recorded_under"]:
            return value
        start = index * alarm.period
        modelled = mean(self.history, start, start + alarm.period)
        if modelled == 0:
            return None
        scaled = value * mean(self.spec["recorded_under"], start, start + alarm.period) / modelled
        is_share = alarm.metric != "alb_request_count_per_target"
        return min(scaled, max(100, value)) if is_share else scaled

    # Activities

    def begin(self, target, cooldown, delay):
        if self.activity:
            self.activity["row"][3] = "Overridden"
        is_out = target > self.requested
        if is_out:
            base = self.scale_out_base()
            self.base = self.running if base is None else base
            self.in_until = None
        else:
            self.out_until = None
        row = [self.now + delay, self.requested, target, "InProgress", None]
        self.activities.append(row)
        self.activity = {
            "row": row, "is_out": is_out, "cooldown": cooldown, "started": False, "steady": False}
        self.requested = target
        self.at(self.now + delay, self.start_activity, self.activity)

    def start_activity(self, activity):
        if activity is self.activity:
            activity["started"] = True
            self.desired = self.requested
            self.at(self.now + self.spec["to_task"], self.reconcile)

    def reconcile(self):
        if self.spec["running"] is None:
            while self.running + len(self.starting) < self.desired:
                task = object()
                self.starting.append(task)
                self.at(self.now + self.spec["start"], self.task_runs, task)
            # Those that are not up yet go first, then the newest.
            while self.starting and self.running + len(self.starting) > self.desired:
                self.starting.pop()
            self.count(min(self.running, self.desired))
        self.look_for_steady_state()

    def task_runs(self, task):
        if task in self.starting:
            self.starting.remove(task)
            self.count(self.running + 1)
            self.look_for_steady_state()

    def count_recorded(self, count):
        self.count(count)
        self.look_for_steady_state()

    def count(self, running):
        if running != self.running:
            self.running = running
            self.history.append((self.now, running))

    def look_for_steady_state(self):
        activity = self.activity
        if activity and activity["started"] and not activity["steady"]:
            if self.running == self.desired and not self.starting:
                activity["steady"] = True
                self.at(self.now + self.spec["to_success"], self.succeed, activity)

    def succeed(self, activity):
        if activity is self.activity:
            activity["row"][3] = "Successful"
            self.activity = None
            if activity["cooldown"] is None:
                return
            end = self.now + activity["cooldown"]
            if activity["is_out"]:
                self.out_until = end
            else:
                self.in_until = end

    def run_scheduled(self, action):
        if self.is_suspended("scheduled"):
            return
        least = self.least if action["min"] is None else action["min"]
        most = self.most if action["max"] is None else action["max"]
        if least <= most:
            self.least, self.most = least, most
            target = min(max(self.requested, least), most)
            if target != self.requested:
                self.begin(target, None, 0)


def mean(changes, start, end):
    """The time-weighted mean of a count over an interval; its first value holds before."""
    area, count, since = 0.0, changes[0][1], start
    for time, value in changes:
        if time >= end:
            break
        if time > since:
            area += count * (time - since)
            since = time
        count = value
    return (area + count * (end - since)) / (end - start)
