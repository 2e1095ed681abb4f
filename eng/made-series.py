"""Writes series that are made up, of the kinds that proposals are tried on beside the public sets: made-series.py FOLDER."""

import csv
import datetime
import math
import pathlib
import random
import sys


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def stamped(first, step, values):
    """Rows of a series: a stamp that is so many days or months after the one before, and a value."""
    for index, value in enumerate(values):
        if step[1] == "days":
            stamp = first + datetime.timedelta(days=index * step[0])
        else:
            months = first.month - 1 + index * step[0]
            stamp = first.replace(year=first.year + months // 12, month=months % 12 + 1)
        yield [stamp.isoformat(), f"{value:.6g}"]


def walk(random, rows, start, drift, deviation):
    value = start
    for _ in range(rows):
        yield value
        value += random.gauss(drift, deviation)


def poisson(random, mean):
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def weekly_panel(folder, random):
    """Three hundred weekly series, of 80 to 1,500 rows, a series a row, with the thirteen weeks that follow in a test file."""
    parts = {"train": [], "test": []}
    for index in range(300):
        rows = int(math.exp(random.uniform(math.log(80), math.log(1500))))
        level, noise = math.exp(random.uniform(4, 9)), random.uniform(0.005, 0.08)
        trend, season = random.gauss(0, 0.001), random.choice([0, 0, random.uniform(0.02, 0.2)])
        walked = walk(random, rows + 13, 0, trend, random.uniform(0.002, 0.03))
        values = [
            level * math.exp(state + season * math.sin(2 * math.pi * (week + index) / 52.18) + random.gauss(0, noise))
            for week, state in enumerate(walked)]
        parts["train"].append([f"W{index + 1}", *(f"{value:.6g}" for value in values[:-13])])
        parts["test"].append([f"W{index + 1}", *(f"{value:.6g}" for value in values[-13:])])
    longest = max(map(len, parts["train"]))
    for part, series in parts.items():
        width = longest if part == "train" else 14
        write(folder / f"weekly-panel-{part}.csv", [f"V{column + 1}" for column in range(width)],
            [row + [""] * (width - len(row)) for row in series])


def retail_daily(folder, random):
    """Two years of daily sales of thirty articles: a week's rhythm, a year's, a slow level, and Poisson noise."""
    rows = []
    for article in range(30):
        week = [random.uniform(0.6, 1.4) for _ in range(7)]
        level = list(walk(random, 730, math.log(random.uniform(3, 60)), 0, 0.01))
        year = random.uniform(0, 0.3)
        for day in range(730):
            date = datetime.date(2022, 1, 1) + datetime.timedelta(days=day)
            mean = math.exp(level[day] + year * math.sin(2 * math.pi * day / 365.25)) * week[date.weekday()]
            rows.append([date.isoformat(), f"A{article + 1}", poisson(random, mean)])
    rows.sort()
    write(folder / "retail-daily.csv", ["date", "article", "sales"], rows)


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weekly_panel(folder, random.Random(1))
    retail_daily(folder, random.Random(2))
    first, noise = datetime.date(1970, 1, 1), random.Random(3)
    short = {
        "yearly-walk": ((12, "months"), walk(noise, 50, 100, 2, 5)),
        "quarterly-season": ((3, "months"), (
            (100 + 2 * quarter) * [0.8, 1.1, 1.3, 0.9][quarter % 4] * math.exp(noise.gauss(0, 0.04)) for quarter in range(56))),
        "monthly-counts": ((1, "months"), (poisson(noise, 3) if noise.random() < 0.4 else 0 for _ in range(58))),
        "yearly-noise": ((12, "months"), (noise.gauss(50, 10) for _ in range(55))),
        "quarterly-walk": ((3, "months"), walk(noise, 48, 1000, 0, 30)),
        "daily-walk": ((1, "days"), walk(noise, 1200, 500, 0, 4)),
    }
    for name, (step, values) in short.items():
        write(folder / f"{name}.csv", ["date", "value"], stamped(first, step, values))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("made-series.py: give the folder to write into: python3 eng/made-series.py FOLDER")
    main(sys.argv[1])
