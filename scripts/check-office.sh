#!/usr/bin/env bash
# Takes a finance table through LibreOffice Calc and back, and compares every cell. Outside CI: the
# suite is large.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh libreoffice-calc
tosscost=${TOSSCOST:-.build/release/tosscost}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$tosscost" simulate scenarios/production.yaml --period 2026-12-01/2026-12-02 --store none \
  --output "$work/run" >/dev/null
sed -i 's/"scenario" : "production"/"scenario" : "=1+1"/' "$work/run/summary.json"
"$tosscost" export csv "$work/run" --output "$work/table.csv"
profile="-env:UserInstallation=file://$work/profile"
(cd "$work" && soffice "$profile" --headless --convert-to ods:calc8 table.csv >/dev/null 2>&1 \
  && mkdir back && soffice "$profile" --headless --convert-to csv --outdir back table.ods \
    >/dev/null 2>&1)
python3 - "$work/table.csv" "$work/back/table.csv" <<'PYTHON'
import csv, sys
from decimal import Decimal

first, second = (list(csv.reader(open(path, newline=""))) for path in sys.argv[1:])
assert len(first) == len(second), "rows were lost"
cents = Decimal("0.01")
for before, after in zip(first, second):
    for name, old, new in zip(first[0], before, after):
        if name.endswith("_usd") and old not in ("", name):
            assert Decimal(old).quantize(cents) == Decimal(new).quantize(cents), (name, old, new)
        elif name == "scenario":
            assert new.lstrip("'") == old.lstrip("'"), (name, old, new)
print(f"check-office: {len(first) - 1} rows kept every cent, and no text became a formula")
PYTHON
