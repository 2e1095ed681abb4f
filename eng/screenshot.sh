#!/usr/bin/env bash
# Makes docs/images/report.png, the picture of a report in the README, from a real run of the quickstart.
#
#   eng/screenshot.sh                  trains the quickstart and takes the picture of its report
#   eng/screenshot.sh REPORT.html      takes the picture of a report that is there already
#   eng/screenshot.sh REPORT.html PNG  ... and writes it to PNG
#   eng/screenshot.sh REPORT.html PNG HEIGHT  ... of its first so many points
#
# Needs Chromium; where it is missing and apt-get is at hand, installs it together with the font Inter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

report=${1:-}
picture=${2:-docs/images/report.png}
height=${3:-1226}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source=eng/packages.sh
. eng/packages.sh
if ! find_browser && ! { install_packages "which takes the picture" chromium fonts-inter && find_browser; }; then
  echo "No Chromium found, and $install_problem. Install Chromium or Chrome, so that it is on the PATH, and run this again." >&2
  exit 1
fi

if [ -z "$report" ]; then
  ./unroll quickstart --out "$work/run"
  report=$work/run/report.html
fi

# Headless Chromium may end before the page is drawn; virtual time lets its animations run to their end first.
mkdir -p "$(dirname "$picture")"
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
  --virtual-time-budget=4000 --force-device-scale-factor=1.5 --window-size="1280,$height" \
  --screenshot="$work/report.png" "file://$(realpath "$report")" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
if [ ! -s "$work/report.png" ]; then
  echo "Chromium took no picture of $report:" >&2
  cat "$work/log" >&2
  exit 1
fi
cp "$work/report.png" "$picture.tmp"
mv "$picture.tmp" "$picture"
echo "$picture"
