#!/usr/bin/env bash
# Publishes a small program on src/Unroll trimmed, self-contained and as one file, and runs it: the engine must keep working where
# nothing but that file is there. Trim warnings are errors. Then the same program on the packages of eng/pack.sh, and the launcher.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

case "$(uname -s)" in
  Linux) system=linux ;;
  Darwin) system=osx ;;
  *) system=win ;;
esac
case "$(uname -m)" in
  arm64 | aarch64) architecture=arm64 ;;
  *) architecture=x64 ;;
esac

out="artifacts/smoke"
rm -rf "$out"
dotnet publish eng/Smoke/Smoke.csproj -c Release -r "$system-$architecture" -o "$out" --nologo -v quiet

# Alone in an empty folder, and without the machine's .NET.
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp "$out/smoke" "$folder/"
(cd "$folder" && env -u DOTNET_ROOT PATH=/usr/bin:/bin ./smoke)
echo "smoke: one trimmed file of $(du -m "$out/smoke" | cut -f1) MB"

# From packages and built for no particular processor, the code compiled ahead is taken: without it, a first load compiles 750 methods.
eng/pack.sh "$system-$architecture"
dotnet build eng/Smoke/Smoke.csproj -c Release -o "$folder/packages/program" --nologo -v quiet -clp:NoSummary -p:PublishSelfContained=false \
  -p:Packages="$PWD/artifacts/packages" -p:RestorePackagesPath="$folder/packages/restored"
dotnet "$folder/packages/program/smoke.dll"
compiled="$(dotnet "$folder/packages/program/smoke.dll" load "$folder/packages/program/smoke.safetensors")"
if [ "$compiled" -ge 250 ]; then
  echo "packages: the first load compiled $compiled methods: the libraries compiled ahead are not taken" >&2
  exit 1
fi
echo "packages: $compiled methods compiled by the first load"

# The command, installed as a tool of .NET.
dotnet tool install Unroll.Cli --tool-path "$folder/tools" --add-source artifacts/packages >/dev/null
echo "tool: version $("$folder/tools/unroll" --version)"

# The launcher, from another folder and through a symbolic link, twice at once; and on a machine without .NET.
ln -s "$PWD/unroll" "$folder/link"
(cd "$folder" && ./link --version >first & cd "$folder" && ./link --version >second && wait)
cmp "$folder/first" "$folder/second"
mkdir "$folder/bin"
for tool in bash dirname readlink; do ln -s "$(command -v "$tool")" "$folder/bin/$tool"; done
if HOME="$folder" DOTNET_ROOT='' PATH="$folder/bin" "$folder/bin/bash" ./unroll --version 2>"$folder/error" && [ ! -x /usr/local/share/dotnet/dotnet ]; then
  echo "launcher: ran without dotnet" >&2
  exit 1
fi
[ -x /usr/local/share/dotnet/dotnet ] || grep -q '"dotnet" was not found' "$folder/error"
echo "launcher: version $(cat "$folder/first")"
