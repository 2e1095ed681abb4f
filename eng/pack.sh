#!/usr/bin/env bash
# Packs the libraries for NuGet into artifacts/packages: as IL, which runs on every processor, and beside it compiled ahead for the
# common ones, which the runtime takes by itself where it fits. And the command, as a tool of .NET.
#
#   eng/pack.sh [RID...]      RID: linux-x64, linux-arm64, win-x64, osx-arm64 … (those four unless others are given)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

out="artifacts/packages" ahead="artifacts/ahead"
rm -rf "$out" "$ahead"
[ "$#" -gt 0 ] || set -- linux-x64 linux-arm64 win-x64 osx-arm64
for rid in "$@"; do
  # The command has all libraries.
  dotnet publish src/Unroll.Cli/Unroll.Cli.csproj -c Release -r "$rid" -o "$ahead/$rid" --nologo -v quiet
done

dotnet pack Unroll.slnx -c Release -o "$out" -p:AheadFolder="$PWD/$ahead" --nologo -v quiet
echo "pack: $(find "$out" -name '*.nupkg' | wc -l) packages in $out, compiled ahead for $*"
