#!/usr/bin/env bash
# Trains on files by the recipes that are proposed for them, untouched, and prints a table: eng/proposals.sh FILE [FILE …]
# Without files: the sets of the folder UNROLL_DATA that docs/proposals.md shows.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if [ $# -eq 0 ]; then
  data="${UNROLL_DATA:?name files, or the folder of the data sets in UNROLL_DATA}"
  set -- "$data"/economy/GDP.csv "$data"/classic/{airline,lynx}.csv "$data"/energy/opsd_germany_daily.csv "$data"/ett/ETTh2.csv \
    "$data"/nab/*.csv "$data"/ucr/*_TRAIN.ts
fi
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
echo "| file | measure | proposal | best baseline | its score | network | seconds |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for file in "$@"; do
  start="$(date +%s)"
  if ! "$root/unroll" train "$file" --out "$folder/run" --json >"$folder/metrics.json" 2>"$folder/errors"; then
    echo "| $(basename "$file") | $(tail -n 1 "$folder/errors") |"
    continue
  fi
  python3 - "$file" "$folder" "$(($(date +%s) - start))" <<'PY'
import json, os, sys
file, folder, seconds = sys.argv[1:]
run = json.load(open(f"{folder}/metrics.json"))
measure = "mae" if "mae" in run["test"] else "accuracy"
best = (min if measure == "mae" else max)(run["baselines"].items(), key=lambda pair: pair[1][measure] if pair[1][measure] is not None else float("inf"))
recipe = open(f"{folder}/run/recipe.yaml").read()
network = next(name for name in ("conv1d", "bidirectional", "lstm", "flatten") if f"- {name}" in recipe)
network = {"conv1d": "convolutions", "bidirectional": "bidirectional GRU", "lstm": "LSTM", "flatten": "linear"}[network]
print(f"| {os.path.basename(file)} | {measure} | {run['test'][measure]:.4g} | {best[0]} | {best[1][measure]:.4g} | {network} | {seconds} |")
PY
  rm -rf "$folder/run"
done
