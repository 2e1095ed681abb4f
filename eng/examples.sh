#!/usr/bin/env bash
# Trains the examples that eng/examples.csv lists, holds their measures against their bounds, and writes docs/examples/results.md.
#
#   eng/examples.sh [NAME…] [--quick]
#
# Without names: all of them. With names, only the rows of these examples change. Data sets are taken from the folder UNROLL_DATA where it is
# set, and are downloaded otherwise. Exits with 1 where a measure is outside its bounds, or a training failed.
#
# --quick trains one network of each recipe for one epoch and shows that every measure is there: no bound is held, nothing is written.
#
# A line of eng/examples.csv is a row of the table. Lines of the same recipe and seed share one training.
#   example   its name, that of its page docs/examples/NAME.md
#   what      what is measured, in words
#   recipes   files of examples/, without .yaml, apart by blanks; of several, the mean is taken
#   seeds     first-last, or one
#   over      mean or median of the seeds
#   measure   a path in metrics.json: test.mape; test.by_step.*.mape for the worst of a list; list[level=0.8] for the entry of a list
#   least     least value that is good, and
#   most      greatest; either may be empty, and both are where a row is there to compare with
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec python3 eng/examples.py "$@"
