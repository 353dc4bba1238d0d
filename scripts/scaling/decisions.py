"""What a policy decides when its alarm is in ALARM; texts are reasons for no activity."""

import math


class Decisions:
    def invoke(self, alarm, follows):
        policy = self.spec["policies"][alarm.policy]
        answer = self.answer(alarm, policy) if follows else "UnknownDataPoints"
        if not isinstance(answer, str):
            direction = "out" if answer > self.requested else "in"
            if self.is_suspended(direction):
                answer = "ScalingSuspended"
        if isinstance(answer, str):
            row = [self.now, self.requested, self.requested, "NotScaled", answer]
            self.activities.append(row)
        else:
            self.begin(answer, policy[f"{direction}_cooldown"], self.spec["to_activity"])

    def answer(self, alarm, policy):
        decide = self.track if policy["kind"] == "tracking" else self.step
        if alarm.window:
            return decide(alarm, policy)
        # AWS documents nothing; taken as at the threshold, a scale-in was seen and no scale-out.
        alarm.window = [alarm.threshold]
        answer = decide(alarm, policy)
        is_out = not isinstance(answer, str) and answer > self.requested
        return "NoDataPoints" if is_out else answer

    def is_suspended(self, process):
        return any(
            process in processes and start <= self.now < end
            for start, end, processes in self.spec["suspended"])

    def scale_out_base(self):
        """The running count before a scale-out that is under way or cooling down."""
        under_way = self.activity and self.activity["is_out"]
        cooling = self.out_until is not None and self.now <= self.out_until
        return self.base if under_way or cooling else None

    def scale_out(self, wanted):
        if self.requested < self.least:
            return self.least
        if min(wanted, self.most) > self.requested:
            return min(wanted, self.most)
        full = self.requested >= self.most
        return "AlreadyAtMaxCapacity" if full else "AlreadyAtDesiredCapacity"

    def is_cooling_in(self):
        under_way = self.activity and not self.activity["is_out"]
        return under_way or (self.in_until is not None and self.now < self.in_until)

    # Target tracking

    def track(self, alarm, policy):
        if alarm.place == 0:
            base = self.scale_out_base()
            base = self.running if base is None else base
            return self.scale_out(1 if base == 0 else self.proportional(base, alarm, policy))
        target = self.track_in(alarm, policy)
        if isinstance(target, str):
            return target
        for other in self.alarms:
            voter = self.spec["policies"][other.policy]
            votes = voter["kind"] == "tracking" and not voter["no_scale_in"] and other.place == 1
            if target < self.requested and votes and other.policy != alarm.policy:
                wanted = self.track_in(other, voter) if other.state == "ALARM" else ""
                if isinstance(wanted, str) or wanted >= self.requested:
                    return "OtherPolicyNotReady"
                target = max(target, wanted)
        return target

    def track_in(self, alarm, policy):
        if policy["no_scale_in"]:
            return "ScaleInDisabled"
        wanted = self.most
        if self.requested <= self.most:
            if self.requested < self.least or self.running <= self.least:
                return "AlreadyAtMinCapacity"
            fewest = 0 if policy["step"] is None else self.running - policy["step"]
            wanted = max(self.proportional(self.running, alarm, policy), self.least, fewest)
            if wanted >= self.running:
                return "AutoScalingAnticipatedFlapping"
            if wanted >= self.requested:
                return "AlreadyAtDesiredCapacity"
        if self.is_cooling_in():
            return "ScaleInCooldown"
        if self.activity and self.activity["is_out"]:
            return "ActivityInProgress"
        return "ScaleOutCooldown" if self.scale_out_base() is not None else wanted

    @staticmethod
    def proportional(count, alarm, policy):
        value = aggregate(alarm.window, policy["value"])
        # Exact quotients are not to gain a task from the last bits of a division.
        exact = count * value / policy["target"]
        near = round(exact)
        return near if abs(exact - near) <= 1e-12 * abs(near) else math.ceil(exact)

    # Step scaling

    def step(self, alarm, policy):
        distance = aggregate(alarm.window, policy["aggregation"]) - alarm.threshold
        found = [adjustment for low, high, adjustment in policy["steps"]
                 if holds(distance, low, high)]
        if not found:
            return "AlreadyAtDesiredCapacity"
        wanted = adjusted(self.running, found[0], policy)
        if wanted > self.running:
            base = self.scale_out_base()
            base = self.running if base is None else base
            return self.scale_out(adjusted(base, found[0], policy))
        if wanted == self.running:
            return "AlreadyAtDesiredCapacity"
        if self.requested <= self.most:
            if self.requested < self.least or self.running <= self.least:
                return "AlreadyAtMinCapacity"
            wanted = max(wanted, self.least)
            if wanted >= self.requested:
                return "AlreadyAtDesiredCapacity"
        else:
            wanted = self.most
        return "ScaleInCooldown" if self.is_cooling_in() else wanted


def aggregate(window, how):
    if how in ("mean", "Average"):
        return sum(window) / len(window)
    if how == "newest":
        return window[-1]
    return min(window) if how == "Minimum" else max(window)


def holds(distance, low, high):
    """A step above the threshold has its lower bound, one below it its upper one."""
    is_above = high is None or high > 0
    low = -math.inf if low is None else low
    high = math.inf if high is None else high
    return low <= distance < high if is_above else low < distance <= high


def adjusted(count, adjustment, policy):
    if policy["type"] == "ExactCapacity":
        return adjustment
    if policy["type"] == "ChangeInCapacity":
        return max(0, count + adjustment)
    exact = count * adjustment / 100
    if exact == 0:
        return count
    size = max(1, math.floor(abs(exact)), policy["magnitude"] or 1)
    return max(0, count + (size if exact > 0 else -size))
