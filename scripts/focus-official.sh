#!/usr/bin/env bash
# Checks a FOCUS 1.2 file with the official validator of the FinOps Foundation, which needs Python
# 3.12 or newer and exits 0 whatever it finds: what fails is read from its report, and everything
# beyond its own known defects (scripts/focus_allowed.py) fails here.
#
# usage: focus-official.sh PYTHON FILE.csv
set -euo pipefail
if [ $# -ne 2 ] || [ -z "$1" ]; then
  echo "focus-official: name a Python of 3.12 or newer: make focus-official PYTHON=python3.12" >&2
  exit 1
fi
python=$1
file=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/../.venv-focus"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
  echo "focus-official: $python is no Python of 3.12 or newer" >&2
  exit 1
fi
if [ ! -x "$venv/bin/focus-validator" ]; then
  "$python" -m venv "$venv"
  "$venv/bin/pip" install -q -r "$here/requirements-focus.txt"
fi
report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT
criteria=ACCOUNT_NAMING_SUPPORTED,AVAILABILITY_ZONE_SUPPORTED,COMMITMENT_DISCOUNT_SUPPORTED,\
MULTIPLE_PRICING_CATEGORIES_SUPPORTED,MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED,\
MULTIPLE_BILLING_ACCOUNT_TYPES_SUPPORTED,NEGOTIATED_PRICING_SUPPORTED,\
PUBLIC_PRICE_LIST_SUPPORTED,USAGE_MEASUREMENT_SUPPORTED,UNIT_PRICING_SUPPORTED,\
SUB_ACCOUNT_SUPPORTED,BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED,\
RESOURCE_TYPE_ASSIGNMENT_SUPPORTED,PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED,\
REGION_SUPPORTED,TAGGING_SUPPORTED
# The validator opens its list of currencies by a path relative to its own folder.
packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
validator=$(realpath "$venv/bin")/focus-validator
(cd "$packages" && "$validator" --data-file "$file" --validate-version 1.2 \
  --focus-dataset CostAndUsage --block-download --applicability-criteria "$criteria" \
  --output-type unittest --output-destination "$report/junit.xml") >"$report/log" 2>&1 \
  || { cat "$report/log" >&2; exit 1; }
"$venv/bin/python" "$here/focus_allowed.py" "$report/junit.xml"
