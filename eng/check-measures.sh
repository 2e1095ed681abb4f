#!/bin/sh
# Computes the measures of runs again from their predictions, with scikit-learn, statsmodels and plain NumPy formulas, and compares to 1e-6.
# Without an argument it trains a small forecast and two classifications first.
# Usage: eng/check-measures.sh [RUN...]
set -eu
cd "$(dirname "$0")/.."
# Debian's own Python, which has the packages; another one of the path may not see them.
python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import numpy, scipy, sklearn, statsmodels' 2> /dev/null; then
    apt-get install -y --no-install-recommends python3-sklearn python3-statsmodels > /dev/null || {
        echo "This needs NumPy, SciPy, scikit-learn and statsmodels: install python3-sklearn and python3-statsmodels, or name a" \
            "Python that has them in PYTHON." >&2
        exit 1
    }
fi
if [ $# -eq 0 ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    for recipe in load classes two; do
        "$python" eng/check-measures.py --sample "$folder" "$recipe"
        ${UNROLL:-./unroll} train "$folder/$recipe.yaml" --out "$folder/$recipe" > "$folder/$recipe.log" 2>&1 || {
            cat "$folder/$recipe.log"
            exit 1
        }
    done
    set -- "$folder/load" "$folder/classes" "$folder/two"
fi
for run in "$@"; do
    "$python" eng/check-measures.py "$run"
done
