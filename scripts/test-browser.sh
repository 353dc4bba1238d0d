#!/usr/bin/env bash
# Opens reports in headless Chromium without a network: an ordinary one, and one whose names were
# chosen to break pages. Pictures and a PDF are left in .build/browser to be looked at.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh chromium fonts-dejavu-core
tosscost=${TOSSCOST:-.build/release/tosscost}
work=.build/browser
rm -rf "$work" && mkdir -p "$work"

"$tosscost" simulate scenarios/production.yaml --period 2026-12-01/2026-12-08 \
  --store none --output "$work/week" >/dev/null
"$tosscost" export html "$work/week" --output "$work/week.html"

cp -r "$work/week" "$work/hostile"
python3 - "$work/hostile" <<'PYTHON'
import csv, json, pathlib, sys

folder = pathlib.Path(sys.argv[1])
names = {
    "nav-engine": "<script>alert(1)</script><img src=http://example.com/x onerror=alert(2)>",
    "analytics-hub": "=cmd|'/c calc'!A0\u202e\u200f\nsecond line",
    "compliance-engine": "\"></title></style><svg onload=alert(3)>" + "W" * 400,
}
for name in ("timeline.csv", "activities.csv", "bill.csv"):
    with open(folder / name, newline="") as file:
        rows = list(csv.reader(file))
    for row in rows:
        for index, cell in enumerate(row):
            row[index] = names.get(cell, cell.replace("nav-engine-", names["nav-engine"]))
    with open(folder / name, "w", newline="") as file:
        csv.writer(file).writerows(rows)
summary = json.loads((folder / "summary.json").read_text())
summary["scenario"] = names["nav-engine"]
for service in summary["services"]:
    service["name"] = names[service["name"]]
(folder / "summary.json").write_text(json.dumps(summary))
PYTHON
"$tosscost" export html "$work/hostile" --output "$work/hostile.html"

python3 scripts/browser_check.py "$work" "$work/week.html" "$work/hostile.html"
