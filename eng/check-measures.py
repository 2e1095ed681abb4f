"""Computes the measures of a run again from its predictions.csv, and compares them with its metrics.json."""
import csv
import datetime
import json
import math
import pathlib
import random
import sys

import numpy as np
import scipy.stats
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar

TOLERANCE = 1e-6


class Comparison:
    """Counts what was compared, and tells what differs."""

    def __init__(self):
        self.count, self.wrong = 0, []

    def equal(self, name, got, expected):
        self.count += 1
        undefined = expected is None or not np.isfinite(expected)
        if (got is None) != undefined or not undefined and abs(got - expected) > TOLERANCE * max(1, abs(expected)):
            self.wrong.append(f"{name}: the run says {got}, recomputed it is {expected}")


def classification(run, document, rows, check):
    classes = document["classes"]
    for part in ("validation", "test"):
        lines = [row for row in rows if row["part"] == part]
        truth = np.array([classes.index(row["class"]) for row in lines])
        predicted = np.array([classes.index(row["predicted"]) for row in lines])
        probabilities = np.array([[float(row[f"probability_{name}"]) for name in classes] for row in lines])
        told, seen = document[part], sorted(set(truth))
        for average in ("macro", "weighted"):
            precision, recall, f1, _ = metrics.precision_recall_fscore_support(truth, predicted, average=average, zero_division=0)
            for name, value in (("precision", precision), ("recall", recall), ("f1", f1)):
                check.equal(f"{part}.{average}_{name}", told[f"{average}_{name}"], value)
        check.equal(f"{part}.accuracy", told["accuracy"], metrics.accuracy_score(truth, predicted))
        check.equal(f"{part}.balanced_accuracy", told["balanced_accuracy"], np.mean([(predicted[truth == k] == k).mean() for k in seen]))
        check.equal(f"{part}.cohen_kappa", told["cohen_kappa"], metrics.cohen_kappa_score(truth, predicted))
        check.equal(f"{part}.matthews_correlation", told["matthews_correlation"], metrics.matthews_corrcoef(truth, predicted))
        judged = [1] if len(classes) == 2 else seen
        areas = [metrics.roc_auc_score(truth == k, probabilities[:, k]) if len(seen) > 1 else math.nan for k in judged]
        check.equal(f"{part}.roc_auc", told["roc_auc"], np.mean(areas))
        precision = [metrics.average_precision_score(truth == k, probabilities[:, k]) for k in judged]
        check.equal(f"{part}.average_precision", told["average_precision"], np.mean(precision))
        onehot = np.eye(len(classes))[truth]
        squares = ((probabilities - onehot) ** 2).sum(axis=1).mean()
        check.equal(f"{part}.brier", told["brier"], squares / 2 if len(classes) == 2 else squares)
        clipped = np.clip(probabilities[np.arange(len(truth)), truth], 1e-7, 1)
        check.equal(f"{part}.log_loss", told["log_loss"], -np.log(clipped).mean())
        score, right = (probabilities[:, 1], truth == 1) if len(classes) == 2 else (probabilities.max(axis=1), predicted == truth)
        bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], score)
        errors = [abs(right[bins == b].mean() - score[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
        check.equal(f"{part}.expected_calibration_error", told["expected_calibration_error"], sum(errors))
        confusion = metrics.confusion_matrix(truth, predicted, labels=range(len(classes)))
        for k, name in enumerate(classes):
            for other in range(len(classes)):
                check.equal(f"{part}.confusion.{name}", told["confusion"][k][other], confusion[k, other])
            if k in seen and len(seen) > 1:
                for bound, value in zip(told["by_class"][k]["roc_auc_interval"], delong(truth == k, probabilities[:, k])):
                    check.equal(f"{part}.by_class.{name}.roc_auc_interval", bound, value)
    if document.get("verdict") and document["verdict"].get("significance"):
        majority = document["baselines"]["majority"]["accuracy"]
        frequent = [k for k in range(len(classes)) if abs((truth == k).mean() - majority) < TOLERANCE]
        own = predicted == truth
        table = [[[int((own == a)[(truth == k) == b].sum()) for b in (True, False)] for a in (True, False)] for k in frequent]
        expected = [mcnemar(counts, exact=True).pvalue for counts in table]
        got = document["verdict"]["significance"]["p_value"]
        check.equal("verdict.significance.p_value", got, min(expected, key=lambda value: abs(value - got)))


def delong(positive, score):
    above, below = score[positive], score[~positive]
    if len(above) < 2 or len(below) < 2:
        return math.nan, math.nan
    wins = (above[:, None] > below[None, :]) + 0.5 * (above[:, None] == below[None, :])
    deviation = math.sqrt(wins.mean(axis=1).var(ddof=1) / len(above) + wins.mean(axis=0).var(ddof=1) / len(below))
    reach = scipy.stats.norm.ppf(0.975) * deviation
    return max(0, wins.mean() - reach), min(1, wins.mean() + reach)


def number(text):
    return float(text) if text else math.nan


def forecast(run, document, rows, check):
    target = document["target"]
    for part in ("validation", "test"):
        lines = [row for row in rows if row["part"] == part and row.get("target", target) == target]
        columns = {name: np.array([number(row[name]) for row in lines])
                   for name in lines[0] if name in ("step", "actual", "forecast", "naive", "seasonal_naive") or is_level(name)
                   or name.startswith(("lower_", "upper_"))}
        baselines = document["baselines" if part == "test" else "validation_baselines"]
        naive2 = document[part]["naive2"]
        compare_points(part, document[part], columns, columns["forecast"], check, naive2)
        compare_points(f"{part} naive", baselines["naive"], columns, columns["naive"], check, naive2, points=True)
        compare_points(f"{part} seasonal-naive", baselines["seasonal-naive"], columns, columns["seasonal_naive"], check, naive2,
                       points=True)
        for told in document[part]["by_step"]:
            step = {name: values[columns["step"] == told["step"]] for name, values in columns.items()}
            compare_points(f"{part} step {told['step']}", told, step, step["forecast"], check)
            compare_intervals(f"{part} step {told['step']}", told, step, check)
        compare_intervals(part, document[part], columns, check)
        calendar(part, document[part], lines, check)
    if "target" not in rows[0] and "series" not in rows[0] and document.get("verdict"):
        verdict(document["verdict"], [row for row in rows if row["part"] == "test"], check)


def is_level(name):
    return name[:1] == "q" and name[1:].replace(".", "", 1).isdigit()


def compare_points(name, told, columns, predicted, check, naive2=None, points=False):
    actual = columns["actual"]
    known = np.isfinite(actual) & np.isfinite(predicted)
    error, truth, value = (predicted - actual)[known], actual[known], predicted[known]
    check.equal(f"{name}.mae", told["mae"], metrics.mean_absolute_error(truth, value))
    check.equal(f"{name}.rmse", told["rmse"], math.sqrt(metrics.mean_squared_error(truth, value)))
    check.equal(f"{name}.mape", told["mape"],
                None if (truth == 0).any() else 100 * metrics.mean_absolute_percentage_error(truth, value))
    symmetric = mean_symmetric(truth, value)
    check.equal(f"{name}.smape", told["smape"], symmetric)
    # What Naive2 adjusts by comes from the whole series; its own errors are taken from the document, of all steps.
    if naive2:
        check.equal(f"{name}.owa", told["owa"],
                    0.5 * (symmetric / naive2["smape"] + np.abs(error).mean() / naive2["mae"])
                    if naive2["mae"] > 0 and naive2["smape"] > 0 else None)
    levels = [column for column in columns if is_level(column)]
    if levels:
        known = np.isfinite(actual)
        losses = [metrics.mean_pinball_loss(actual[known], columns[level][known], alpha=float(level[1:])) for level in levels]
        check.equal(f"{name}.crps", told["crps"], np.abs(error).mean() if points else 2 * np.mean(losses))


def mean_symmetric(truth, value):
    total = np.abs(truth) + np.abs(value)
    return np.where(total == 0, 0, 200 * np.abs(value - truth) / np.where(total == 0, 1, total)).mean()


def compare_intervals(name, told, columns, check):
    for interval in told.get("prediction_intervals", []):
        level = interval["level"]
        low, high = (columns[f"{end}_{round(100 * level, 6):g}"] for end in ("lower", "upper"))
        known = np.isfinite(columns["actual"]) & np.isfinite(low)
        actual, low, high = columns["actual"][known], low[known], high[known]
        outside = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
        check.equal(f"{name}.{level}.coverage", interval["coverage"], (outside == 0).mean())
        check.equal(f"{name}.{level}.width", interval["width"], (high - low).mean())
        check.equal(f"{name}.{level}.interval_score", interval["interval_score"], (high - low + 2 / (1 - level) * outside).mean())


def calendar(part, told, lines, check):
    times = [datetime.datetime.fromisoformat(row["time"].replace("Z", "+00:00")) if "-" in row["time"] else None for row in lines]
    errors = np.array([abs(number(row["actual"]) - number(row["forecast"])) for row in lines])
    for kind, place in (("by_hour", lambda time: time.hour), ("by_weekday", lambda time: time.strftime("%A").lower())):
        for entry in told.get(kind, []):
            there = np.array([place(time) == entry[kind[3:]] for time in times]) & np.isfinite(errors)
            check.equal(f"{part}.{kind}.{entry[kind[3:]]}", entry["mae"], errors[there].mean())


def verdict(told, lines, check):
    baseline = told["best_baseline"].replace("-", "_")
    by_origin = {}
    for row in lines:
        actual, own, other = (number(row[name]) for name in ("actual", "forecast", baseline))
        size = abs(actual) / 100 if told["measure"] == "mape" else 1
        difference = (abs(actual - other) - abs(actual - own)) / size
        if math.isfinite(difference):
            by_origin.setdefault(row["origin"], []).append((row["time"], difference))
    origins = sorted(by_origin)
    d = np.array([np.mean([difference for _, difference in by_origin[origin]]) for origin in origins])
    last = max(time for time, _ in by_origin[origins[0]])
    n, horizon = len(d), max(1, sum(origin < last for origin in origins))
    if horizon > n / 2:
        return
    mean = d.mean()
    covariances = [((d[k:] - mean) * (d[:n - k] - mean)).mean() for k in range(horizon)]
    variance = covariances[0] + 2 * sum(covariances[1:])
    if variance <= 0:
        variance = sum((1 if k == 0 else 2) * (1 - k / horizon) * (n - k) / n * covariances[k] for k in range(horizon))
    statistic = mean / math.sqrt(variance / n) * math.sqrt((n + 1 - 2 * horizon + horizon * (horizon - 1) / n) / n)
    check.equal("verdict.significance.statistic", told["significance"]["statistic"], statistic)
    check.equal("verdict.significance.p_value", told["significance"]["p_value"], 2 * scipy.stats.t.cdf(-abs(statistic), n - 1))


def sample(folder, name):
    """A recipe and its file, small enough to train in seconds."""
    numbers = random.Random(1)
    folder = pathlib.Path(folder)
    if name == "load":
        start = datetime.datetime(2024, 1, 1)
        loads = [100 + 20 * math.sin(math.pi * hour / 12) + numbers.gauss(0, 4) for hour in range(1500)]
        lines = ["time,load"] + [f"{start + datetime.timedelta(hours=hour)},{load:.3f}" for hour, load in enumerate(loads)]
        recipe = ("name: load\ndata: {file: load.csv, target: load}\nwindow: {length: 24, horizon: 3}\n"
                  "split: {train: 0.6, validation: 0.2, test: 0.2}\nmodel: [{gru: 8}, {dense: 15}]\n"
                  "train: {loss: {quantile: [0.05, 0.1, 0.5, 0.9, 0.95]}, epochs: 6}\n")
    else:
        kinds = ["falling", "rising", "level"][:2 if name == "two" else 3]
        lines = ["series,step,kind,value"]
        for series in range(150):
            kind = numbers.randrange(len(kinds))
            slope = (-0.2, 0.2, 0)[kind]
            lines += [f"s{series},{step},{kinds[kind]},{slope * step + numbers.gauss(0, 1.5):.3f}" for step in range(12)]
        recipe = (f"name: {name}\ntask: classify\ndata: {{file: {name}.csv, id: series, class: kind, channels: [value]}}\n"
                  "split: {train: 0.5, validation: 0.25, test: 0.25}\n"
                  f"model: [{{gru: 6}}, {{dense: {{units: {len(kinds)}, activation: softmax}}}}]\ntrain: {{epochs: 10}}\n")
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    (folder / f"{name}.yaml").write_text(recipe)


def main():
    if sys.argv[1] == "--sample":
        return sample(*sys.argv[2:])
    run = pathlib.Path(sys.argv[1])
    document = json.loads((run / "metrics.json").read_text())
    with open(run / "predictions.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    check = Comparison()
    tasks = {"classify": classification, "forecast": forecast}
    if document["task"] not in tasks:
        sys.exit(f"{run} is of the task {document['task']}: this compares {' and '.join(tasks)}.")
    tasks[document["task"]](run, document, rows, check)
    print(f"{run.name}: {check.count} measures recomputed, {len(check.wrong)} differ")
    for line in check.wrong:
        print(f"  {line}")
    return 1 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
