#!/usr/bin/env bash
# Prints the accuracy and the cost of the forecasts under the commands that give them, and a table of
# all beside what they are to reach.
#
# Data: M4 Hourly's odd half in FORECASTING (default ../shared/forecasting) and load traces in
# TRACES (default ../shared/traces). OPENBLAS_CORETYPE chooses other BLAS kernels; the table names
# those that ran.
set -euo pipefail
cd "$(dirname "$0")/.."
export OPENBLAS_NUM_THREADS=1
tosscost=${TOSSCOST:-.build/release/tosscost}
forecasting=${FORECASTING:-../shared/forecasting}
traces=${TRACES:-../shared/traces}
table=$(mktemp)
trap 'rm -f "$table"' EXIT

row() { printf '%-34s %12s %16s %10s\n' "$@" >>"$table"; }
number() { sed -n "s/.*\"$1\" : \"\{0,1\}\([^\",]*\).*/\1/p" <<<"$json" | head -n 1; }
short() { printf '%.3f' "$(number "$1")"; }

evaluate() {
  echo "\$ $tosscost forecast evaluate --train $train --test $test --season 24 $*"
  json=$("$tosscost" forecast evaluate --train "$train" --test "$test" --season 24 --format json "$@")
  echo "OWA $(short owa), sMAPE $(short smape), MASE $(short mase); CPU $(short cpu_seconds) s for" \
    "$(number series) series, intervals $(short interval_cpu_seconds) s; BLAS kernels $(number blas_core)"
  [ "$(number msis95)" = null ] ||
    echo "MSIS 95 % $(short msis95), coverage $(short coverage80) and $(short coverage95)"
  echo
}

row "" measured must aim
train=$forecasting/m4_hourly_odd_train.csv.gz
test=$forecasting/m4_hourly_odd_test.csv
if [ -e "$train" ]; then
  evaluate
  row "OWA, default ensemble" "$(short owa)" "<= 0.420" "<= 0.405"
  row "CPU seconds" "$(short cpu_seconds)" "<= 1.0" ""
  row "MSIS 95 %" "$(short msis95)" "<= 7.0" "<= 6.1"
  row "coverage of 80 %" "$(short coverage80)" "0.77 to 0.83" ""
  row "coverage of 95 %" "$(short coverage95)" "0.93 to 0.97" ""
  core=$(number blas_core)
  evaluate --fast
  row "OWA, fast preset" "$(short owa)" "<= 0.445" ""
  row "CPU seconds, fast preset" "$(short cpu_seconds)" "<= 0.05" ""
  evaluate --method seasonal-naive
  row "OWA, seasonal naive" "$(short owa)" "0.637 exactly" ""
else
  echo "no M4 files in $forecasting (set FORECASTING): skipped"
fi

ratios=()
for trace in nasa_http_1995-07_per_minute.csv \
  worldcup98_1998-04-30_1998-06-20_per_minute.csv.gz \
  wikipedia_all_projects_2008-10_2009-05_hourly.csv nab/Twitter_volume_AMZN.csv; do
  if [ ! -e "$traces/$trace" ]; then
    echo "no $traces/$trace (set TRACES): skipped"
    continue
  fi
  command=("$tosscost" forecast backtest "$traces/$trace" --horizon 48h --origins 10)
  echo "\$ ${command[*]}"
  page=$("${command[@]}" 2>/dev/null)
  # mean, MASE, naive by day, naive by week
  read -r _ mase day week <<<"$(grep '^mean' <<<"$page")"
  ratio=$(awk -v m="$mase" -v d="$day" -v w="$week" 'BEGIN { print m / (d < w ? d : w) }')
  ratios+=("$ratio")
  echo "MASE $mase; seasonal naive: day $day, week $week; ratio to the better $ratio"
  grep '^coverage' <<<"$page"
  echo
done
if [ "${#ratios[@]}" -gt 0 ]; then
  read -r mean worst <<<"$(printf '%s\n' "${ratios[@]}" | awk '{ s += log($1); if ($1 > m) m = $1 }
    END { printf "%.3f %.3f\n", exp(s / NR), m }')"
  row "real traces: geometric mean ratio" "$mean" "<= 0.95" "<= 0.85"
  row "real traces: worst ratio" "$worst" "<= 1.05" ""
fi
cat "$table"
echo "OpenBLAS core type: ${core:-not asked}; OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-} (empty: its own choice)"
