#!/usr/bin/env bash
# Guards the shipped scenarios against data/baselines: all of them in fluid mode, and production
# request by request over seven days.
#
# usage: guard.sh check|record
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-check}
tosscost=${TOSSCOST:-.build/release/tosscost}
out=.build/guard
mkdir -p "$out" data/baselines
scenarios=()
for scenario in scenarios/*.yaml; do
  case "$scenario" in
    # The benchmark's scenarios are no system of anybody's.
    scenarios/benchmark-*) ;;
    *) scenarios+=("$scenario") ;;
  esac
done
week=(scenarios/production.yaml --mode request --period 2026-12-07/2026-12-14)

if [ "$mode" = record ]; then
  "$tosscost" guard record "${scenarios[@]}" --mode fluid --baseline data/baselines/fluid.json
  "$tosscost" guard record "${week[@]}" --replications 4 --baseline data/baselines/week.json
  exit
fi
status=0
"$tosscost" guard check "${scenarios[@]}" --mode fluid --baseline data/baselines/fluid.json \
  --junit "$out/fluid.xml" --sarif "$out/fluid.sarif" --markdown "$out/fluid.md" \
  --gitlab-metrics "$out/fluid.txt" || status=$?
"$tosscost" guard check "${week[@]}" --baseline data/baselines/week.json --max-replications 4 \
  --junit "$out/week.xml" --sarif "$out/week.sarif" || status=$?

[ -x .venv/bin/python ] || { echo "guard: no .venv; run make guard" >&2; exit 1; }
.venv/bin/python scripts/check_guard_forms.py "$tosscost" "$out/forms"
if [ "$status" = 1 ]; then
  echo "guard: a change moves money; if it is meant, run \`make guard-record\` and commit data/baselines" >&2
fi
exit "$status"
