"""Scores `unroll changepoints` on series of the Turing Change Point Dataset by its definition (van den Burg and Williams, 2020).

F1: a change counts as found within a margin of 5 points, each once; precision is against the changes of all annotators together, recall the
mean over the annotators, and a change at 0 counts for everybody. Covering: for each segment of an annotator the largest overlap (Jaccard)
with a found one, weighted by its length, the mean over the annotators.

UNROLL names the command (./unroll when not given). Each column of the tables is a method at its defaults; `none` finds no change. Series of
several dimensions are taken with --joint.
"""
import argparse
import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

MARGIN = 5
METHODS = ["automatic", "pelt", "binary-segmentation", "window", "cusum", "bayesian-online", "none"]


def true_positives(truth, found):
    """The changes of the truth that have one of those found nearby, none of which counts twice."""
    left, count = set(found), 0
    for change in sorted(truth):
        near = [other for other in left if abs(other - change) <= MARGIN]
        if near:
            left.remove(min(near, key=lambda other: (abs(other - change), other)))
            count += 1
    return count


def f1(annotations, found):
    found = set(found) | {0}
    truths = [set(changes) | {0} for changes in annotations.values()]
    precision = true_positives(set().union(*truths), found) / len(found)
    recall = sum(true_positives(truth, found) / len(truth) for truth in truths) / len(truths)
    return 2 * precision * recall / (precision + recall)


def segments(changes, count):
    ends = [0] + sorted(set(changes) - {0, count}) + [count]
    return list(zip(ends, ends[1:]))


def covering(annotations, found, count):
    def overlap(a, b):
        inside = max(0, min(a[1], b[1]) - max(a[0], b[0]))
        return inside / (a[1] - a[0] + b[1] - b[0] - inside)

    ours = segments(found, count)
    return sum(
        sum((part[1] - part[0]) * max(overlap(part, other) for other in ours) for part in segments(changes, count)) / count
        for changes in annotations.values()) / len(annotations)


def changes_of(csv, method, dimensions):
    if method == "none":
        return []
    command = [os.environ.get("UNROLL", "./unroll"), "changepoints", str(csv), "--method", method, "--json"]
    run = subprocess.run(command + (["--joint"] if dimensions > 1 else []), capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} failed: {run.stderr}")
    return [change["index"] for change in json.loads(run.stdout)["change_points"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="FOLDER", type=pathlib.Path, help="the dataset's JSON files, with annotations.json")
    parser.add_argument("methods", metavar="METHOD", nargs="*", help=f"{', '.join(METHODS)}; all when none is given")
    arguments = parser.parse_args()
    folder, methods = arguments.folder, arguments.methods or METHODS
    if unknown := [method for method in methods if method not in METHODS]:
        parser.error(f"there is no method {unknown[0]}: take {', '.join(METHODS)}")
    if not (folder / "annotations.json").is_file():
        parser.error(f"{folder} holds no annotations.json")
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    converter = importlib.import_module("tcpd-to-csv")
    annotations = json.loads((folder / "annotations.json").read_text())
    scores = {method: [] for method in methods}
    with tempfile.TemporaryDirectory() as place:
        for name in sorted(annotations):
            if not (folder / f"{name}.json").exists():
                continue
            document = json.loads((folder / f"{name}.json").read_text())
            csv = converter.write(document, pathlib.Path(place))
            for method in methods:
                found = changes_of(csv, method, document["n_dim"])
                scores[method].append((name, f1(annotations[name], found), covering(annotations[name], found, document["n_obs"])))
    names = [name for name, _, _ in max(scores.values(), key=len)]
    width = max(len(name) for name in names + ["mean"])
    for title, place in (("F1", 1), ("Covering", 2)):
        print(f"\n{title:<{width}}  " + "  ".join(f"{method:>{max(6, len(method))}}" for method in methods))
        for name in names + ["mean"]:
            cells = []
            for method in methods:
                values = [score[place] for score in scores[method] if name in ("mean", score[0])]
                cell = f"{sum(values) / len(values):.3f}" if values else "–"
                cells.append(f"{cell:>{max(6, len(method))}}")
            print(f"{name:<{width}}  " + "  ".join(cells))


if __name__ == "__main__":
    main()
