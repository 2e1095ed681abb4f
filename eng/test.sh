#!/usr/bin/env bash
# Builds everything once and runs all tests; then the engine's tests again on every other vector width.
# The last line is "N passed, N failed", with ", N skipped" appended when there are any. Exits with 1 on any failure.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tests on real data run where the data stands beside the repository, and are skipped elsewhere.
if [ -z "${UNROLL_DATA:-}" ] && [ -d ../shared/data ]; then
  UNROLL_DATA="$(cd ../shared/data && pwd)"
  export UNROLL_DATA
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# shellcheck source=eng/packages.sh
. eng/packages.sh

# What is missing and could not be installed, and what that means for the tests: told at the end.
missing=()

# The report's charts come from npm when it is built; without it the build warns and goes on. Tests run its script in Node and in a browser.
if ! command -v npm >/dev/null 2>&1 && ! install_packages "which embed the charts into the reports" nodejs npm; then
  missing+=("Node.js and npm: $install_problem. Reports load their charts from the network, and the tests of embedded charts are skipped.")
fi
if ! find_browser && ! install_packages "in which the reports are tested" chromium; then
  missing+=("Chromium: $install_problem. The tests of the reports in a browser are skipped.")
fi
if ! ldconfig -p 2>/dev/null | grep -q libgomp.so.1 && ! install_packages "which LightGBM needs" libgomp1; then
  missing+=("libgomp1: $install_problem. The tests of gradient boosting by LightGBM fail.")
fi

passed=0
failed=0
skipped=0

# Tests of reading from a database run on private servers, and are skipped where none can be installed.
# shellcheck source=eng/postgres.sh
. eng/postgres.sh
# shellcheck source=eng/mariadb.sh
. eng/mariadb.sh
trap 'stop_postgres; stop_mariadb' EXIT
for server in PostgreSQL MariaDB; do
  if [ "$server" = PostgreSQL ]; then start_postgres; else start_mariadb; fi
  case $? in
    0) ;;
    1) missing+=("$server: $install_problem. The tests of reading from it are skipped.") ;;
    *)
      echo "$server is installed but does not start; that counts as one failure"
      failed=$((failed + 1))
      ;;
  esac
done

results=artifacts/test-results
rm -rf "$results"

# The reasons of skipped tests, as the result files tell them, each with the number of tests.
skip_reasons() {
  awk '/outcome="NotExecuted"/ { skipped = 1 } skipped && /<Message>/ { sub(/.*<Message>/, ""); sub(/<\/Message>.*/, ""); print; skipped = 0 }' \
    "$results"/*.trx 2>/dev/null | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | sort | uniq -c | sed 's/^ *\([0-9]*\) /\1 skipped: /'
}

finish() {
  local line="$passed passed, $failed failed" reason
  skip_reasons
  for reason in ${missing[@]+"${missing[@]}"}; do echo "Not installed: $reason"; done
  if [ "$skipped" -gt 0 ]; then line="$line, $skipped skipped"; fi
  echo "$line"
  [ "$failed" -eq 0 ]
  exit
}

# run_tests LABEL PROJECT: adds up what the project's result file says; a run that leaves none counts as one failure.
run_tests() {
  local label="$1" project="$2"
  local name stem file counters total ok bad ignored status=0 started=$SECONDS
  name="$(basename "$project")"
  # The name of a result file must not hold an equals sign.
  stem="${label//=/-}-$name"
  file="$results/$stem.trx"
  dotnet test "$project" -c Release --no-build --nologo -v quiet --results-directory "$results" \
    --logger "trx;LogFileName=$stem.trx" --logger "console;verbosity=minimal" >"$results/$stem.log" 2>&1 || status=$?
  counters="$(grep -o '<Counters [^>]*>' "$file" 2>/dev/null | head -n 1)"
  if [ -z "$counters" ]; then
    cat "$results/$stem.log"
    echo "$name ($label): no result; the test run broke off with exit code $status"
    failed=$((failed + 1))
    return
  fi
  total="$(sed 's/.* total="\([0-9]*\)".*/\1/' <<<"$counters")"
  ok="$(sed 's/.* passed="\([0-9]*\)".*/\1/' <<<"$counters")"
  bad="$(sed 's/.* failed="\([0-9]*\)".*/\1/' <<<"$counters")"
  ignored=$((total - ok - bad))
  # A run that fails without a failed test (a crash on the way out, no tests at all) must not pass.
  if [ "$total" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then bad=$((bad + 1)); fi
  if [ "$bad" -gt 0 ]; then cat "$results/$stem.log"; fi
  passed=$((passed + ok))
  failed=$((failed + bad))
  skipped=$((skipped + ignored))
  echo "$name ($label): $ok passed, $bad failed, $ignored skipped, $((SECONDS - started)) s"
}

mkdir -p "$results"
if ! dotnet build Unroll.slnx -c Release --nologo -v quiet; then
  echo "The build failed."
  failed=1
  finish
fi

for project in tests/*.Tests/; do
  run_tests all "${project%/}"
done
for setting in DOTNET_EnableAVX512=0 DOTNET_EnableAVX2=0 UNROLL_SIMD=scalar; do
  export "${setting?}"
  run_tests "$setting" tests/Unroll.Tests
  unset "${setting%%=*}"
done
finish
