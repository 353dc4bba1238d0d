#!/usr/bin/env bash
# Makes .venv with the independent checkers that tests use; does nothing where it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.venv/requirements.txt
cmp -s scripts/requirements.txt "$stamp" && exit 0

if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
  bash scripts/setup.sh python3 python3-venv
fi
echo "venv: installing $(grep -c '==' scripts/requirements.txt) packages into .venv" >&2
rm -rf .venv
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
cp scripts/requirements.txt "$stamp"
