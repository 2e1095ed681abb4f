#!/usr/bin/env bash
# Makes the pictures of docs/examples/dates.md and translation.md from real runs: trains the examples, and takes pictures of what their
# decoders looked at.
#
#   eng/translation-pictures.sh dates [RUN]
#   eng/translation-pictures.sh translation [RUN]
#
# Without a run folder of the example it trains one. Needs Chromium, as eng/screenshot.sh does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unroll=${UNROLL:-./unroll}
example=${1:?Give the example: dates or translation}
case "$example" in
  dates) height=404 ;;
  translation) height=520 ;;
  *) echo "There is no picture of $example: give dates or translation." >&2; exit 2 ;;
esac
run=${2:-$work/run}
[ $# -gt 1 ] || "$unroll" train "examples/$example.yaml" --out "$run"
if [ "$example" = dates ]; then
  echo '{"written": "Sunday, the twenty-third of MAY, nineteen ninety-nine"}' > "$work/date.jsonl"
  "$unroll" explain "$run" --data "$work/date.jsonl" --report "$work/page.html"
  title="Attention of"
else
  # The report has some pairs of the test part.
  cp "$run/report.html" "$work/page.html"
  title="Attention while 251 was"
fi

# The heat map of the attention alone.
python3 - "$work/page.html" "$title" <<'PYTHON'
import re
import sys

path, title = sys.argv[1:]
page = open(path, encoding="utf-8").read()
sections = re.findall(r"<section.*?</section>", page, re.S)
kept = [section for section in sections if title in section]
body = re.sub(r"(?s)<body.*</body>", lambda _: "<body><main>" + "".join(kept) + "</main></body>", page)
open(path, "w", encoding="utf-8").write(body)
PYTHON
eng/screenshot.sh "$work/page.html" "docs/images/$example-attention.png" "$height"
