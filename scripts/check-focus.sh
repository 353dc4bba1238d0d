#!/usr/bin/env bash
# Exports a month with commitments in both versions of FOCUS and has the toolkit's rules read them:
# the 1.4 file must be valid, the 1.2 file recognised (the toolkit knows the rules of 1.4 only).
#
# usage: check-focus.sh TOSSCOST FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
tosscost=$1
folder=$2
rm -rf "$folder" && mkdir -p "$folder"
"$tosscost" simulate scenarios/reserved-1yr.yaml --mode fluid --store "$folder/runs.sqlite" >/dev/null
for version in 1.2 1.4; do
  "$tosscost" export focus latest --store "$folder/runs.sqlite" --focus-version "$version" \
    --output "$folder/$version.csv"
done
found=$(.venv/bin/focus-toolkit detect "$folder/1.2.csv")
case $found in
  *"version=1.2 confidence=HIGH"*) echo "check-focus: 1.2.csv is recognised as FOCUS 1.2" ;;
  *)
    echo "$found" >&2
    exit 1
    ;;
esac
.venv/bin/focus-toolkit validate --dataset cost-and-usage "$folder/1.4.csv"
