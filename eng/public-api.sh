#!/usr/bin/env bash
# Writes the lists of the public API anew, src/*/PublicAPI.Unshipped.txt, from what the analyzer misses in empty ones.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

libraries=(Unroll Unroll.Insight Unroll.Series Unroll.Audio Unroll.Analysis Unroll.Analysis.Trees Unroll.Tasks Unroll.Reports)
for library in "${libraries[@]}"; do
  printf '#nullable enable\n' >"src/$library/PublicAPI.Shipped.txt"
  printf '#nullable enable\n' >"src/$library/PublicAPI.Unshipped.txt"
done

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
dotnet build src/Unroll.Cli -c Release --nologo -v quiet -p:TreatWarningsAsErrors=false -p:NoWarn=RS0017 >"$log" || {
  cat "$log"
  exit 1
}
for library in "${libraries[@]}"; do
  sed -n "s|.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/$library\.csproj\]\$|\1|p" "$log" |
    LC_ALL=C sort -u >>"src/$library/PublicAPI.Unshipped.txt"
  echo "$library: $(($(wc -l <"src/$library/PublicAPI.Unshipped.txt") - 1)) public symbols"
done
