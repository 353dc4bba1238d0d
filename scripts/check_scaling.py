"""Replays random recordings and compares every alarm and activity with a second model.

Usage: check_scaling.py TOSSCOST [COUNT [FIRST]]; the model is scaling/model.py.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "scaling"))
from model import replayed as model_of  # noqa: E402
from recordings import Recording, instant  # noqa: E402


def replayed(tool, recording, folder):
    files = {"metrics.csv": recording.metrics, "policy.yaml": recording.policy}
    if recording.running:
        files["running.csv"] = recording.running
    for name, text in files.items():
        (folder / name).write_text(text)
    command = [tool, "replay", folder / "metrics.csv", "--policy", folder / "policy.yaml",
               "--model", recording.model, "--format", "json"]
    if recording.running:
        command += ["--running", folder / "running.csv"]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    transitions = [tuple(row[key] for key in ("time", "alarm", "from", "to"))
                   for row in answer["transitions"]]
    # A scheduled action that moves no count is an entry of the log, not an activity.
    activities = [
        (row["time"], row["from"], row["to"], row["status"],
         row["reason"] if row["status"] == "NotScaled" else None)
        for row in answer["activities"]
        if "triggered policy" in row["cause"] or row["from"] != row["to"]]
    return sorted(transitions), sorted(activities, key=str)


def modelled(recording):
    model = model_of(recording.spec, recording.points, recording.end)
    transitions = [(instant(row[0]), *row[1:]) for row in model.transitions]
    activities = [(instant(row[0]), *row[1:]) for row in model.activities
                  if row[0] < recording.end]
    return sorted(transitions), sorted(activities, key=str)


def compare(tool, count, first=0):
    """How many transitions and activities there were; ends the program where the two differ."""
    transitions = activities = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            recording = Recording(seed)
            found = replayed(tool, recording, pathlib.Path(folder))
            expected = modelled(recording)
            for kind, rows, wanted in zip(("transitions", "activities"), found, expected):
                if rows != wanted:
                    print(recording.policy, file=sys.stderr)
                    only = [row for row in rows if row not in wanted][:3]
                    missing = [row for row in wanted if row not in rows][:3]
                    sys.exit(f"recording {seed}: {kind}\n  tosscost only: {only}"
                             f"\n  model only: {missing}")
            transitions += len(found[0])
            activities += sum(row[3] != "NotScaled" for row in found[1])
    return transitions, activities


def main():
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    transitions, activities = compare(sys.argv[1], count, first)
    print(f"{count} random recordings: {transitions} alarm transitions and {activities} scaling"
          " activities as in the second model")


if __name__ == "__main__":
    main()
