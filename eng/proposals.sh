#!/usr/bin/env bash
# Trains on files by the recipes that are proposed for them, untouched, and prints a table: eng/proposals.sh [FILE …]
# Without files: the sets of the folder UNROLL_DATA that docs/proposals.md shows, and series that eng/made-series.py makes.
# UNROLL names another command than the clone's.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
if [ $# -eq 0 ]; then
  data="${UNROLL_DATA:?name files, or the folder of the data sets in UNROLL_DATA}"
  python3 "$root/eng/made-series.py" "$folder/made"
  set -- "$data"/economy/GDP.csv "$data"/classic/{airline,lynx}.csv "$data"/energy/opsd_germany_daily.csv "$data"/ett/ETTh2.csv \
    "$data"/nab/*.csv "$data"/ucr/*_TRAIN.ts "$data"/m4/Hourly-train.csv "$folder"/made/*.csv
fi
echo "| file | measure | proposal | best baseline | its score | model | seconds |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for file in "$@"; do
  case "$file" in *-test.csv) continue ;; esac
  start="$(date +%s)"
  if ! "${UNROLL:-$root/unroll}" train "$file" --out "$folder/run" --json >"$folder/metrics.json" 2>"$folder/errors"; then
    echo "| $(basename "$file") | $(tail -n 1 "$folder/errors") |"
    continue
  fi
  python3 - "$file" "$folder" "$(($(date +%s) - start))" <<'PY'
import json, os, re, sys
file, folder, seconds = sys.argv[1:]
run = json.load(open(f"{folder}/metrics.json"))
measure = next(name for name in ("series_mase", "mae", "accuracy") if run["test"].get(name) is not None)
better = max if measure == "accuracy" else min
best = better(((name, scores[measure]) for name, scores in run["baselines"].items() if scores.get(measure) is not None), key=lambda pair: pair[1])
recipe = open(f"{folder}/run/recipe.yaml").read()
networks = {
    "conv1d": "convolutions", "bidirectional": "bidirectional GRU", "reversible-normalization": "residual blocks", "lstm": "LSTM",
    "flatten": "linear"}
classical = re.search(r"^model:(?:\s*#.*\n)*\s*\{?([a-z][a-z-]*)", recipe, re.MULTILINE)
network = classical.group(1) if classical else next(text for name, text in networks.items() if f"- {name}" in recipe)
near = ", near a baseline" if "nothing beats" in recipe else ""
print(f"| {os.path.basename(file)} | {measure} | {run['test'][measure]:.4g} | {best[0]} | {best[1]:.4g} | {network}{near} | {seconds} |", flush=True)
PY
  rm -rf "$folder/run"
done
