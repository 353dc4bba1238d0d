#!/usr/bin/env python3
"""Takes a finance table through pandas, as text and as numbers: every cent must come back.

usage: check_finance.py TOSSCOST SCENARIO
"""

import io
import json
import pathlib
import subprocess
import sys
import tempfile
from decimal import Decimal

import pandas

CENT = Decimal("0.01")


def cents(amounts):
    return [Decimal(str(amount)).quantize(CENT) for amount in amounts]


def main():
    tosscost, scenario = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        run = pathlib.Path(work) / "run"
        subprocess.run(
            [tosscost, "simulate", scenario, "--period", "2026-12-31/2027-01-01", "--store",
             "none", "--output", run], check=True, stdout=subprocess.DEVNULL)
        text = subprocess.run(
            [tosscost, "export", "csv", run], check=True, capture_output=True, text=True).stdout
        total = Decimal(json.loads((run / "summary.json").read_text())["bill"]["total"])
    words = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    numbers = pandas.read_csv(io.StringIO(text))
    money = [name for name in words.columns if name.endswith("_usd") and words[name].any()]
    for frame in (words, numbers):
        again = pandas.read_csv(io.StringIO(frame.to_csv(index=False)), dtype=str)
        for name in money:
            assert cents(words[name]) == cents(again[name]), name
    assert sum(map(Decimal, words["cost_usd"])) == total, "the rows do not add up to the bill"
    for column in ("scenario", "title", "line"):
        assert not words[column].str.match(r"[=+\-@]").any(), column
    print(f"check_finance: {len(words)} rows and {len(money)} money columns keep every cent")


main()
