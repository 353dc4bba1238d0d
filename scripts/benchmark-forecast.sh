#!/usr/bin/env bash
# Prints the accuracy and the cost of the forecasts, each figure under the command that gives it.
#
# Data: M4 Hourly's odd half in FORECASTING (default ../shared/forecasting) and load traces in
# TRACES (default ../shared/traces). OPENBLAS_CORETYPE chooses other BLAS kernels; the table names
# those that ran.
set -euo pipefail
cd "$(dirname "$0")/.."
tosscost=${TOSSCOST:-.build/release/tosscost}
forecasting=${FORECASTING:-../shared/forecasting}
traces=${TRACES:-../shared/traces}

show() {
  echo "\$ $*"
  "$@"
  echo
}

train=$forecasting/m4_hourly_odd_train.csv.gz
test=$forecasting/m4_hourly_odd_test.csv
if [ -e "$train" ]; then
  show "$tosscost" forecast evaluate --train "$train" --test "$test" --season 24
  show "$tosscost" forecast evaluate --train "$train" --test "$test" --season 24 --fast
  show "$tosscost" forecast evaluate --train "$train" --test "$test" --season 24 \
    --method seasonal-naive
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
  printf '%s\n' "${ratios[@]}" | awk '{ s += log($1); if ($1 > m) m = $1 }
    END { printf "real traces: geometric mean ratio %.3f, worst %.3f\n", exp(s / NR), m }'
fi
