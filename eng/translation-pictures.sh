#!/usr/bin/env bash
# Makes the picture of docs/examples/dates.md from a real run: trains the example, and takes a picture of what its decoder looked at.
#
#   eng/translation-pictures.sh [RUN]
#
# Without a run folder of examples/dates.yaml it trains one. Needs Chromium, as eng/screenshot.sh does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unroll=${UNROLL:-./unroll}
run=${1:-$work/dates}
[ $# -gt 0 ] || "$unroll" train examples/dates.yaml --out "$run"
printf 'written\nThursday, the twenty-third of MAY, nineteen ninety-nine\n' > "$work/date.tsv"
"$unroll" explain "$run" --data "$work/date.tsv" --report "$work/date.html"

# The heat map of the attention alone.
python3 - "$work/date.html" <<'PYTHON'
import re
import sys

path = sys.argv[1]
page = open(path, encoding="utf-8").read()
sections = re.findall(r"<section.*?</section>", page, re.S)
kept = [section for section in sections if "Attention of" in section]
body = re.sub(r"(?s)<body.*</body>", lambda _: "<body><main>" + "".join(kept) + "</main></body>", page)
open(path, "w", encoding="utf-8").write(body)
PYTHON
eng/screenshot.sh "$work/date.html" docs/images/dates-attention.png 980
