#!/usr/bin/env bash
# Entry point of every build, here and in CI: restores the tools and hands over to build.cake.
#   ./build.sh                 lists the targets
#   ./build.sh TARGET [ARGS]   runs one, in any case: ./build.sh lab-up, ./build.sh demo --full
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
totals=artifacts/test-results/totals.txt

if ! command -v dotnet >/dev/null 2>&1; then
    echo "build.sh: 'dotnet' is not on PATH; install the .NET 10 SDK (package dotnet-sdk-10.0, or https://dotnet.microsoft.com/download)" >&2
    exit 1
fi
if ! sdk=$(dotnet --version 2>/dev/null); then
    echo "build.sh: no .NET SDK that global.json accepts; install the .NET 10 SDK (package dotnet-sdk-10.0, or https://dotnet.microsoft.com/download)" >&2
    exit 1
fi
case "$sdk" in
    10.*) ;;
    *)
        echo "build.sh: .NET SDK $sdk found, the .NET 10 SDK is needed (package dotnet-sdk-10.0, or https://dotnet.microsoft.com/download)" >&2
        exit 1
        ;;
esac

target=help
if [ $# -gt 0 ]; then
    case "$1" in
        -h | --help) shift ;;
        -*) ;;
        *)
            target=$1
            shift
            ;;
    esac
fi

if ! tools=$(dotnet tool restore 2>&1); then
    printf '%s\n' "$tools" >&2
    echo "build.sh: 'dotnet tool restore' failed (see above); is the package registry reachable?" >&2
    exit 1
fi

rm -f "$totals"
rc=0
dotnet cake build.cake --target="$target" "$@" || rc=$?
# Cake prints its own report after the last task; whoever counts tests reads the last line.
if [ -f "$totals" ]; then
    cat "$totals"
fi
exit "$rc"
