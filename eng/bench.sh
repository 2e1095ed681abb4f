#!/usr/bin/env bash
# Times this library beside PyTorch and ONNX Runtime, in turns, and prints a table; the run is kept in benchmarks/results.
#
#   eng/bench.sh [--quick] [--only NAME,…] [--json] [--no-peers]
#   eng/bench.sh --growth [--json]
#   eng/bench.sh --data [--json] [--no-peers]
#
# --growth measures how a training step of this library grows with the timesteps, the batch and the units, and draws the charts in docs/images.
# --data measures what comes before the network: reading CSV beside pandas (python3-pandas), copying windows, and how long training waits for samples.
#
# Peers that are missing are installed: PyTorch and OpenBLAS by apt-get (Debian), ONNX Runtime by npm into benchmarks/.peers. Where PyTorch comes
# from elsewhere, UNROLL_BENCH_PYTHON names the Python that has it, and UNROLL_BENCH_BLAS_PTHREAD and UNROLL_BENCH_BLAS_OPENMP the folders with
# the libblas.so.3 of the two builds of OpenBLAS. Best on a machine that does nothing else: threads that wait for each other show all else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

onnxruntime=1.30.0
peers="$PWD/benchmarks/.peers"
program=artifacts/bin/Unroll.Workloads/release/Unroll.Workloads.dll

fail() {
  echo "bench: $1" >&2
  exit 1
}

say() { echo "bench: $1" >&2; }

# install PACKAGE…: by apt-get, quietly.
install() {
  command -v apt-get >/dev/null 2>&1 || fail "missing and not to be installed without apt-get: $* (install by hand, or give --no-peers)"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail "installing $* needs root: run apt-get install $*"
    as_root=(sudo)
  fi
  say "installing $*"
  { "${as_root[@]}" apt-get update -qq \
    && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 \
    || fail "apt-get install $* failed: $(tail -n 1 "$log")"
}

has_torch() { [ -n "$1" ] && "$1" -c 'import torch' >/dev/null 2>&1; }

# blas_folder PACKAGE: where a Debian package's libblas.so.3 lies; nothing if it is not installed.
blas_folder() {
  local file
  file="$(dpkg -L "$1" 2>/dev/null | grep '/libblas\.so\.3$' | head -n 1)" || true
  if [ -n "$file" ] && [ -f "$file" ]; then dirname "$file"; fi
}

prepare_torch() {
  local candidate packages=()
  for candidate in "${UNROLL_BENCH_PYTHON:-}" /usr/bin/python3 "$(command -v python3 || true)"; do
    if has_torch "$candidate"; then python=$candidate; break; fi
  done
  if [ -z "${python:-}" ]; then packages+=(python3-torch); fi
  pthread="${UNROLL_BENCH_BLAS_PTHREAD:-$(blas_folder libopenblas0-pthread)}"
  openmp="${UNROLL_BENCH_BLAS_OPENMP:-$(blas_folder libopenblas0-openmp)}"
  if [ -z "$pthread" ]; then packages+=(libopenblas0-pthread); fi
  if [ -z "$openmp" ]; then packages+=(libopenblas0-openmp); fi
  if [ "${#packages[@]}" -gt 0 ]; then
    install "${packages[@]}"
    python="${python:-/usr/bin/python3}"
    pthread="${pthread:-$(blas_folder libopenblas0-pthread)}"
    openmp="${openmp:-$(blas_folder libopenblas0-openmp)}"
    has_torch "$python" || fail "$python cannot import torch though python3-torch is installed: set UNROLL_BENCH_PYTHON to a Python that can"
  fi
}

prepare_pandas() {
  local candidate
  for candidate in "${UNROLL_BENCH_PYTHON:-}" /usr/bin/python3 "$(command -v python3 || true)"; do
    if [ -n "$candidate" ] && "$candidate" -c 'import pandas' >/dev/null 2>&1; then python=$candidate; return; fi
  done
  install python3-pandas
  python=/usr/bin/python3
}

prepare_onnx() {
  local manifest="$peers/node_modules/onnxruntime-node/package.json" models="$peers/models"
  if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then install nodejs npm; fi
  node="$(command -v node)" || fail "node was not found after its installation: install Node.js 20 or newer"
  mkdir -p "$peers"
  if ! grep -q "\"version\": \"$onnxruntime\"" "$manifest" 2>/dev/null; then
    say "installing onnxruntime-node $onnxruntime"
    # Without its script, which fetches libraries for graphics processors: those of the processor are in the package.
    npm install --prefix "$peers" --ignore-scripts --no-audit --no-fund --silent "onnxruntime-node@$onnxruntime" >"$log" 2>&1 \
      || fail "npm install onnxruntime-node@$onnxruntime failed: $(grep -v '^npm warn' "$log" | head -n 1)"
  fi

  # The mark is set last, so that an export that broke off is made again.
  if [ ! -f "$models/complete" ] || [ -n "$(find benchmarks/workloads.json benchmarks/peers -name '[!_]*.*' -newer "$models/complete" -type f -print -quit)" ]; then
    say "writing the ONNX files"
    LD_LIBRARY_PATH="$pthread" "$python" -B benchmarks/peers/export_onnx.py "$models" >"$log" 2>&1 \
      || fail "the ONNX files cannot be written: $(tail -n 1 "$log")"
    touch "$models/complete"
  fi
}

log="$(mktemp)"
trap 'rm -f "$log"' EXIT

dotnet build benchmarks/Unroll.Workloads -c Release -v quiet --nologo >"$log" 2>&1 || { cat "$log" >&2; fail "the build failed"; }

# Wrong options before anything is installed.
dotnet "$program" --check "$@"
alone="" data=""
for word in "$@"; do
  case "$word" in
    -h | --help | --check) exit 0 ;;
    --no-peers | --growth) alone=1 ;;
    --data) data=1 ;;
  esac
done

if [ -n "$data" ] && [ -z "$alone" ]; then
  prepare_pandas
  export UNROLL_BENCH_PYTHON="$python"
elif [ -z "$alone" ]; then
  prepare_torch
  prepare_onnx
  export UNROLL_BENCH_PYTHON="$python" UNROLL_BENCH_NODE="$node" UNROLL_BENCH_BLAS_PTHREAD="$pthread" UNROLL_BENCH_BLAS_OPENMP="$openmp"
fi

dotnet "$program" "$@"
