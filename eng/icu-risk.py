"""Compares a run of examples/icu.yaml with the risks that its patients were made by: the area under the ROC curve of both, on the same stays.

python3 eng/icu-risk.py RUN "$(./unroll data path icu-cohort-risk)"
"""

import csv
import sys


def area(scores, died):
    """The area under the ROC curve: ranks, ties at their mean (Mann and Whitney)."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, start = [0.0] * len(order), 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    deaths = sum(died)
    return (sum(rank for rank, dead in zip(ranks, died) if dead) - deaths * (deaths + 1) / 2) / (deaths * (len(died) - deaths))


def main(run, risk_file):
    with open(risk_file, newline="") as file:
        risks = {row["patient"]: float(row["risk"]) for row in csv.DictReader(file)}
    with open(f"{run}/predictions.csv", newline="") as file:
        predictions = list(csv.DictReader(file))
    for part in ("validation", "test"):
        rows = [row for row in predictions if row["part"] == part]
        died = [row["class"] == "died" for row in rows]
        network, risk = area([float(row["probability_died"]) for row in rows], died), area([risks[row["id"]] for row in rows], died)
        print(f"{part}: {len(rows)} stays, network {network:.4f}, true risk {risk:.4f}, difference {risk - network:.4f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
