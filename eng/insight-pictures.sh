#!/usr/bin/env bash
# Makes the pictures of docs/insight.md and docs/examples/memory-span.md from real runs: trains what they show, and takes pictures of the
# pages that the commands write.
#
#   UNROLL_DATA=FOLDER eng/insight-pictures.sh
#   UNROLL_DATA=FOLDER SHAKESPEARE_RUN=RUN eng/insight-pictures.sh      # with a run of examples/shakespeare.yaml that is there
#
# The folder has text/tinyshakespeare.txt and text/sentiment/rt-polarity-train.tsv and -test.tsv. Needs Chromium, as eng/screenshot.sh does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
: "${UNROLL_DATA:?Give the folder of the data sets: UNROLL_DATA=FOLDER eng/insight-pictures.sh}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

./unroll lesson gradients --out "$work/gradients.html"
eng/screenshot.sh "$work/gradients.html" docs/images/gradients.png 860

dotnet run -c Release --project examples/MemorySpan -- "$work/memory.html"
eng/screenshot.sh "$work/memory.html" docs/images/memory-span.png 860

cat > "$work/sentiment.yaml" <<RECIPE
name: sentiment
task: classify
data: {file: $UNROLL_DATA/text/sentiment/rt-polarity-train.tsv, text: text, class: sentiment}
split: {train: 0.8, validation: 0.1, test: 0.1}
prepare: {steps: [{tokenize: {columns: text, min-count: 3}}]}
model: [{embedding: {output-dim: 24, mask-zero: true}}, {dropout: 0.3}, {gru: 24}, {dense: {units: 1, activation: sigmoid}}]
train: {epochs: 4, batch-size: 64, learning-rate: 0.003, seed: 2}
RECIPE
./unroll train "$work/sentiment.yaml" --out "$work/sentiment"
./unroll explain "$work/sentiment" --data "$UNROLL_DATA/text/sentiment/rt-polarity-test.tsv" --report "$work/words.html"
eng/screenshot.sh "$work/words.html" docs/images/saliency-words.png 750

shakespeare=${SHAKESPEARE_RUN:-$work/shakespeare}
if [[ ! -d $shakespeare ]]; then
  ./unroll train examples/shakespeare.yaml --out "$shakespeare"
fi
tail -c 60000 "$UNROLL_DATA/text/tinyshakespeare.txt" > "$work/end.txt"
./unroll explain "$shakespeare" --data "$work/end.txt" --report "$work/neurons.html"
eng/screenshot.sh "$work/neurons.html" docs/images/neurons.png 1280

# The same page with one section alone.
{ cat "$work/neurons.html"; echo '<style>section:not(#section-guesses) { display: none }</style>'; } > "$work/guesses.html"
eng/screenshot.sh "$work/guesses.html" docs/images/guesses.png 900
