#!/usr/bin/env python3
"""Writes the README's tables anew from the tool itself: the bill of production, and how far to trust.

usage: readme.py TOSSCOST
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def bill(tosscost):
    """The bill of `make simulate`, with its total and the note below it."""
    text = subprocess.run(
        [tosscost, "simulate", ROOT / "scenarios/production.yaml", "--store", "none"],
        check=True, capture_output=True, text=True).stdout
    lines = text.split("\n\n")[1].splitlines()
    return "\n".join("    " + line for line in lines)


def trust(tosscost):
    return subprocess.run(
        [sys.executable, ROOT / "scripts/trust.py", tosscost],
        check=True, capture_output=True, text=True).stdout.rstrip()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = ROOT / "README.md"
    text = path.read_text()
    for name, make in (("bill", bill), ("trust", trust)):
        pattern = re.compile(rf"(<!-- {name} -->\n\n).*?(\n\n<!-- end -->)", re.DOTALL)
        if not pattern.search(text):
            sys.exit(f"readme: no place for {name}")
        table = make(sys.argv[1])
        text = pattern.sub(lambda found: found[1] + table + found[2], text)
    path.write_text(text)
    print("readme: wrote its tables anew")


main()
