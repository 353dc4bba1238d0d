"""Alarms and scaling policies of an ECS service over recorded points: a second model.

Written from AWS's documentation and from measured timelines, to be compared with `tosscost replay`;
it shares nothing with it. Times are whole milliseconds since the recording's start.

Points from before the recording are not known: a state follows only where they could not matter.

Sources: Application Auto Scaling user guide (target tracking, step and scheduled scaling,
suspension); CloudWatch user guide (missing data, premature alarms); Amazon ECS developer guide
(service auto scaling).
"""

import heapq
import math

from decisions import Decisions


SHARES = ["cpu", "memory", "cpu_high_resolution"]

# For so long a recorded count differs from the desired one before it takes its place.
HOLD = 300_000


class Alarm:
    """A CloudWatch alarm of one policy, evaluated at a fixed time into each interval."""

    def __init__(self, policy, place, spec):
        self.policy, self.place = policy, place
        self.name, self.metric = spec["name"], spec["metric"]
        self.statistic = spec["statistic"]
        self.comparison, self.threshold = spec["comparison"], spec["threshold"]
        self.periods, self.needed = spec["periods"], spec["needed"]
        self.missing, self.period = spec["missing"], spec["period"]
        self.interval = spec["interval"]
        self.acts_from = 0
        self.phase = spec["phase"] % self.interval
        self.state, self.window = spec["state"], []

    def breaches(self, value):
        return {
            ">": value > self.threshold, ">=": value >= self.threshold,
            "<": value < self.threshold, "<=": value <= self.threshold,
        }[self.comparison]

    def look(self, points, unknown):
        """The state after `points`, of which the first are unknown, and whether it follows."""
        state = self.judge(points)
        seen = self.window
        if unknown == 0 or len(seen) == self.periods:
            return state, True
        high, low = math.inf, -math.inf
        follows = all(
            state == self.judge([value] * unknown + points[unknown:]) for value in (high, low))
        self.window = seen
        return (state if follows else self.state), follows

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

    def __init__(self, spec, points, end, followed=()):
        self.spec, self.points, self.end = spec, points, end
        self.followed, self.requested_then, self.late = set(followed), {}, []
        self.asked = []
        self.least, self.most = spec["min"], spec["max"]
        self.requested = self.desired = self.running = spec["initial"]
        self.history = [(0, self.running)]
        self.starting = []
        self.requested_at = 0
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
        for time, action in spec["scheduled"]:
            self.at(time, self.run_scheduled, action)
        self.recorded = spec["desired"] or spec["running"]
        self.hold = 180_000 if spec["desired"] else HOLD
        changes = []
        for time, count in self.recorded or []:
            if not changes or changes[-1][1] != count:
                changes.append((time, count))
                self.at(time, self.pass_change, time, count)
                self.at(time + self.hold, self.check_change, time, count)
            else:
                self.at(time + self.hold, self.follow)
        for time, count in spec["set"]:
            self.at(time, self.set_from_outside, count)
        for alarm in self.alarms:
            late = max(0, spec["created"] - alarm.phase)
            self.at(alarm.phase + -(-late // alarm.interval) * alarm.interval, self.evaluate, alarm)

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
        whole = self.now - alarm.phase if alarm.period >= 60_000 else self.now
        step = self.spec["steps"][alarm.metric]
        width = alarm.period // step
        end = (whole - self.spec["lag"][alarm.metric]) // step
        # An alarm that has seen the last row knows of nothing after it.
        if end <= self.spec["last"] // step:
            self.at(self.now + alarm.interval, self.evaluate, alarm)
        firsts = [end - width * back for back in range(alarm.periods + 2, 0, -1)]
        state, follows = alarm.look(
            [self.put_together(alarm, first, width) for first in firsts],
            sum(first < 0 for first in firsts))
        if state != alarm.state:
            self.transitions.append((self.now, alarm.name, alarm.state, state))
            alarm.state, alarm.acts_from = state, self.now
        # A scaling action is repeated once a minute, however often the alarm is evaluated.
        if state == "ALARM" and self.now >= alarm.acts_from:
            alarm.acts_from = self.now + 60_000
            self.invoke(alarm, follows)

    def put_together(self, alarm, first, width):
        """One point of several, by the alarm's statistic."""
        if first < 0:
            return None
        found = [self.point(alarm.metric, place) for place in range(first, first + width)]
        values = [value for value in found if value is not None]
        if not values:
            return None
        return {
            "Average": lambda: sum(values) / len(values), "Sum": lambda: sum(values),
            "Minimum": lambda: min(values), "Maximum": lambda: max(values),
        }[alarm.statistic]()

    def point(self, metric, index):
        value = self.points[metric].get(index)
        if value is None or not self.spec["recorded_under"]:
            return value
        step = self.spec["steps"][metric]
        start = index * step
        modelled = mean(self.history, start, start + step)
        if modelled == 0:
            return None
        scaled = value * mean(self.spec["recorded_under"], start, start + step) / modelled
        return min(scaled, max(100, value)) if metric in SHARES else scaled

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
        self.requested, self.requested_at = target, self.now
        self.asked.append((self.now, target))
        if self.recorded:
            self.at(self.now + self.hold, self.follow)
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

    def pass_change(self, since, count):
        """A count that is known to be somebody's else holds from its own time on."""
        if since in self.followed:
            self.set_from_outside(count)
        else:
            self.requested_then[since] = self.requested

    def check_change(self, since, count):
        """A recorded desired count that no policy asked for around its time is somebody else's."""
        asked = any(
            value == count and abs(time - since) <= self.hold for time, value in self.asked)
        if self.spec["desired"] and not asked and (
                self.requested_then.get(since, count) != count):
            self.late.append(since)
        self.follow()

    def follow(self):
        """A recorded count that has held is the desired one, whoever has set it."""
        since, count = self.recorded[0]
        for time, value in self.recorded:
            if time <= self.now and value != count:
                since, count = time, value
        # A running count that has not moved since the last decision has no desired count behind it.
        is_told = self.spec["desired"] or (
            since >= self.requested_at and not self.is_underway(since, count))
        if is_told and self.now - max(since, self.requested_at) >= self.hold:
            if count not in (self.requested, self.requested_then.get(since, count)):
                self.late.append(since)
            self.set_from_outside(count)

    def is_underway(self, since, count):
        """Some of the tasks asked for, or the bulge of a deployment that is over in 15 minutes."""
        before = [value for time, value in self.recorded if time <= self.requested_at]
        ends = sorted([before[-1] if before else self.recorded[0][1], self.requested])
        if ends[0] < count < ends[1]:
            return True
        later = [value for time, value in self.recorded if since < time <= since + 900_000]
        return self.requested < count <= 2 * self.requested and self.requested in later

    def set_from_outside(self, count):
        if count == self.requested:
            return
        if self.activity:
            self.activity["row"][3] = "Overridden"
        self.activities.append([self.now, self.requested, count, "Successful", None])
        self.requested = self.desired = count
        self.asked.append((self.now, count))
        self.requested_at, self.activity = self.now, None
        if self.recorded:
            self.at(self.now + self.hold, self.follow)
        if self.spec["running"] is None:
            self.at(self.now + self.spec["to_task"], self.reconcile)

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


def replayed(spec, points, end):
    """The model once all counts are known that somebody else has set, the earliest first."""
    followed = []
    while True:
        model = Model(spec, points, end, followed).run()
        if not model.late or model.late[0] in followed or len(followed) == 64:
            return model
        followed.append(model.late[0])


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
