"""Trains the examples and writes their table of results: see eng/examples.sh."""

import csv
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "eng" / "examples.csv"
RESULTS = ROOT / "docs" / "examples" / "results.md"
HEADER = "| example | measured | seeds | bound | value | of each seed | seconds a training |"
INTRODUCTION = """# Results of the examples

Written by `eng/examples.sh`, which trains the recipes of [examples/](../../examples/) and holds their measures against the bounds of `eng/examples.csv`. What
is measured is of the test part, which no choice has looked at where the example's page does not say otherwise. Seconds are those of the whole command, reading,
evaluation and report included; of several recipes, the sum.

"""


class Trainings:
    """The metrics of trainings, each made once."""

    def __init__(self, folder, quick):
        self.folder, self.quick, self.made = pathlib.Path(folder), quick, {}

    def of(self, recipe, seed):
        if (recipe, seed) not in self.made:
            self.made[recipe, seed] = self.train(recipe, seed)
        return self.made[recipe, seed]

    def train(self, recipe, seed):
        path = ROOT / "examples" / f"{recipe}.yaml"
        if self.quick:
            text = re.sub(r"(?m)^(\s+epochs:).*", r"\1 1", path.read_text())
            path = self.folder / f"{recipe}.yaml"
            path.write_text(re.sub(r"(?m)^(\s+ensemble:).*", r"\1 1", text))
        print(f"{recipe}, seed {seed} …", end=" ", file=sys.stderr, flush=True)
        start = time.monotonic()
        run = subprocess.run(
            [os.environ.get("UNROLL") or ROOT / "unroll", "train", path, "--seed", str(seed), "--out", self.folder / f"run-{recipe}", "--json"],
            capture_output=True, text=True, check=False)
        seconds = time.monotonic() - start
        print(f"{seconds:.0f} s", file=sys.stderr)
        if run.returncode != 0:
            raise RuntimeError(f"{recipe} with seed {seed} failed with exit code {run.returncode}: {run.stderr.strip()[-2000:]}")
        return json.loads(run.stdout), seconds


def values_at(document, path):
    """The numbers at a path of metrics.json: one, or those of all entries of a list."""
    found = [document]
    for part in path.split("."):
        name, selector, key, value = re.fullmatch(r"([^\[]+)(\[(\w+)=([^\]]+)\])?", part.replace("%", ".")).groups()
        if name == "*":
            found = [entry for entries in found for entry in entries]
        else:
            found = [entry[name] for entry in found]
        if selector:
            found = [entry for entries in found for entry in entries if str(entry[key]) == value]
    if not found or any(not isinstance(number, (int, float)) for number in found):
        raise RuntimeError(f"metrics.json has no number at {path}")
    return found


def worst(numbers, row):
    """The number that is farthest on the bad side; the middle of the bounds is the good one where there are two."""
    least, most = bounds(row)
    if least is not None and most is not None:
        return max(numbers, key=lambda number: abs(number - (least + most) / 2))
    return min(numbers) if least is not None else max(numbers)


def bounds(row):
    return tuple(float(row[name]) if row[name] else None for name in ("least", "most"))


def seeds_of(row):
    first, _, last = row["seeds"].partition("-")
    return range(int(first), int(last or first) + 1)


def shown(number):
    return f"{number:.4g}"


def result(row, trainings):
    """A row of the table, and whether the bounds are kept."""
    recipes = row["recipes"].split()
    seeds = [seeds_of(row)[0]] if trainings.quick else seeds_of(row)
    path = re.sub(r"\[[^\]]*\]", lambda match: match[0].replace(".", "%"), row["measure"])
    each, seconds = [], []
    for seed in seeds:
        runs = [trainings.of(recipe, seed) for recipe in recipes]
        each.append(statistics.mean(worst(values_at(document, path), row) for document, _ in runs))
        seconds.append(sum(taken for _, taken in runs))
    value = getattr(statistics, row["over"])(each)
    least, most = bounds(row)
    kept = (least is None or value >= least) and (most is None or value <= most)
    bound = " and ".join(text for text in (f"≥ {row['least']}" if row["least"] else "", f"≤ {row['most']}" if row["most"] else "") if text)
    cells = [
        row["example"], row["what"], row["seeds"] if len(each) == 1 else f"{row['seeds']}, {row['over']}", bound or "–",
        shown(value) if kept else f"{shown(value)}, missed", "–" if len(each) == 1 else ", ".join(map(shown, each)),
        f"{statistics.mean(seconds):.0f}"]
    return "| " + " | ".join(cells) + " |", kept or trainings.quick


def written_rows():
    """The rows of the table as it is, by example and measure."""
    if not RESULTS.exists():
        return {}
    lines = [line for line in RESULTS.read_text().splitlines() if line.startswith("| ") and not line.startswith(("| example", "| ---"))]
    return {tuple(line.strip("| ").split(" | ")[:2]): line for line in lines}


def main(arguments):
    quick = "--quick" in arguments
    names = [argument for argument in arguments if argument != "--quick"]
    with open(TABLE, newline="") as file:
        rows = list(csv.DictReader(file))
    known = list(dict.fromkeys(row["example"] for row in rows))
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"examples: there is no example {', '.join(unknown)}. Give some of: {', '.join(known)}.", file=sys.stderr)
        return 2
    made, good = {}, True
    print(HEADER + "\n" + re.sub(r"[^|]+", " --- ", HEADER))
    with tempfile.TemporaryDirectory() as folder:
        trainings = Trainings(folder, quick)
        for row in rows:
            if names and row["example"] not in names:
                continue
            try:
                line, kept = result(row, trainings)
            except RuntimeError as error:
                print(f"examples: {row['example']}: {error}", file=sys.stderr)
                good = False
                continue
            print(line, flush=True)
            made[row["example"], row["what"]] = line
            good = good and kept
    if not quick:
        # Read only now: another run may have written rows meanwhile.
        written = written_rows() | made
        lines = [written[key] for key in ((row["example"], row["what"]) for row in rows) if key in written]
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(INTRODUCTION + "\n".join([HEADER, re.sub(r"[^|]+", " --- ", HEADER), *lines]) + "\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
