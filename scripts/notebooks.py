#!/usr/bin/env python3
"""Makes or checks the executed notebooks of the shipped scenarios.

usage: notebooks.py make|check TOSSCOST FOLDER SCENARIO...

make   simulates each scenario, exports its notebook, executes it, and puts it with its data into
       FOLDER.
check  fails where a notebook in FOLDER is no valid nbformat, or is stale: its cells' sources or
       the digests of the data beside it are not those of a fresh export. Outputs are not compared.
       Executes the first fresh notebook to see that it still runs.
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor


def export(tosscost, scenario, folder):
    """The fresh notebook of a scenario in `folder`."""
    name = pathlib.Path(scenario).stem
    run = folder / f"run-{name}"
    subprocess.run(
        [tosscost, "simulate", scenario, "--store", "none", "--output", run],
        check=True, stdout=subprocess.DEVNULL)
    notebook = folder / f"{name}.ipynb"
    subprocess.run(
        [tosscost, "export", "notebook", run, "--output", notebook, "--quiet"], check=True)
    shutil.rmtree(run)
    return notebook


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    ExecutePreprocessor(timeout=300, kernel_name="python3").preprocess(
        notebook, {"metadata": {"path": str(path.parent)}})
    return notebook


def sources(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [(cell.cell_type, cell.id, cell.source) for cell in notebook.cells]


def digests(folder, stem):
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.glob(f"{stem}-*.csv"))
        # `reserved` must not claim the files of `reserved-1yr`.
        if file.name[len(stem) + 1:] in ("lines.csv", "hours.csv", "options.csv")}


def make(fresh, target):
    target.mkdir(exist_ok=True)
    notebook = executed(fresh)
    # Times of execution would make every file differ.
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(notebook, target / fresh.name)
    for name in digests(fresh.parent, fresh.stem):
        shutil.copy(fresh.parent / name, target / name)
    print(f"notebooks: wrote {target / fresh.name}")


def problems(fresh, target):
    kept = target / fresh.name
    if not kept.exists():
        return [f"{kept} is missing"]
    found = []
    if sources(kept) != sources(fresh):
        found.append(f"{kept}: the cells are not those of a fresh export")
    old, new = digests(target, fresh.stem), digests(fresh.parent, fresh.stem)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            found.append(f"{target / name}: not the data of a fresh export")
    return found


def main():
    if len(sys.argv) < 5 or sys.argv[1] not in ("make", "check"):
        sys.exit(__doc__)
    mode, tosscost, target = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    found = []
    with tempfile.TemporaryDirectory() as work:
        for index, scenario in enumerate(sys.argv[4:]):
            fresh = export(tosscost, scenario, pathlib.Path(work))
            if mode == "make":
                make(fresh, target)
            else:
                found += problems(fresh, target)
                if index == 0:
                    executed(fresh)
    for problem in found:
        print(f"notebooks: {problem}", file=sys.stderr)
    if found:
        sys.exit("notebooks: stale; run `make notebooks` and commit notebooks-export/")


main()
