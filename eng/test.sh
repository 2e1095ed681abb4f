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

# The report's charts come from npm when it is built; without Node the build warns and goes on.
if ! command -v npm >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Node.js and npm, which embed the charts into the reports"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm; } >/dev/null 2>&1 \
      || echo "warning: Node.js and npm could not be installed; reports will load their charts from the network" >&2
  else
    echo "warning: npm was not found; reports will load their charts from the network" >&2
  fi
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
    1) echo "warning: $server could not be installed; the tests of reading from it are skipped" >&2 ;;
    *)
      echo "$server is installed but does not start; that counts as one failure"
      failed=$((failed + 1))
      ;;
  esac
done

results=artifacts/test-results
rm -rf "$results"

finish() {
  local line="$passed passed, $failed failed"
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
