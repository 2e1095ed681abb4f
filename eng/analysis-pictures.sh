#!/usr/bin/env bash
# Makes docs/images/analysis.png, the picture of a page of an analysis in docs/analysis.md, from a real run.
#
#   UNROLL_DATA=FOLDER eng/analysis-pictures.sh
#
# The folder has classic/airline.csv. Needs Chromium, as eng/screenshot.sh does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${UNROLL_DATA:?Give the folder of the data sets: UNROLL_DATA=FOLDER eng/analysis-pictures.sh}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

./unroll decompose "$UNROLL_DATA/classic/airline.csv" --report "$work/parts.html"
eng/screenshot.sh "$work/parts.html" docs/images/analysis.png 1090
