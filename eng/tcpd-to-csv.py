"""Turns series of the Turing Change Point Dataset, JSON files, into CSV files: a row a point, a column a dimension.

Usage: eng/tcpd-to-csv.py OUT-FOLDER FILE.json...
"""
import csv
import json
import pathlib
import sys


def rows(document):
    """The header and the rows of a series; its time, if it has one, stands first."""
    time = document.get("time", {})
    stamps = time.get("raw") if "format" in time else None
    series = document["series"]
    names = [dimension.get("label") or f"value_{i + 1}" for i, dimension in enumerate(series)]
    if len(set(names)) < len(names):
        names = [f"value_{i + 1}" for i in range(len(series))]
    yield (["time"] if stamps else []) + names
    for i in range(document["n_obs"]):
        values = ["" if value is None else repr(value) for value in (dimension["raw"][i] for dimension in series)]
        yield ([stamps[i]] if stamps else []) + values


def write(document, folder):
    """Writes a series into a folder; its path."""
    path = folder / f"{document['name']}.csv"
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows(document))
    return path


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        document = json.loads(pathlib.Path(name).read_text())
        if "series" in document:
            write(document, folder)


if __name__ == "__main__":
    main()
