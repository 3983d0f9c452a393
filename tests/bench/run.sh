#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh WARTA [HARNESS]: what the program takes on the demo's own pages and,
# where the folder of the reader benchmark is given (or stands at
# ../shared/bench), polling and the interface on 500 feeds beside its peers.
set -eu
program=$(realpath "$1")
top=$(cd "$(dirname "$0")/../.." && pwd)
harness=${2:-$top/../shared/bench}
demo=$top/src/engine/demo

each() { # each NAME COUNT COMMAND...: milliseconds of one run, mean of COUNT
	name=$1 count=$2
	shift 2
	start=$(date +%s%N)
	i=0
	while [ $i -lt "$count" ]; do
		"$@" >/dev/null
		i=$((i + 1))
	done
	end=$(date +%s%N)
	printf '%-34s %8.2f ms\n' "$name" "$(echo "($end - $start) / $count" | bc -l | awk '{ print $1 / 1000000 }')"
}

each "extract, a page of 4 KB" 50 "$program" extract --json "$demo/wartakota-fondasi-tergerus-dua-meter.html"
each "parse, a feed of 12 KB" 50 "$program" parse "$demo/kabardesa.xml"
each "--version (start-up alone)" 50 "$program" --version

[ -f "$harness/bench.py" ] || exit 0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r "$harness/." "$scratch/"
chmod -R u+w "$scratch"
cp "$top/tests/bench/warta.sh" "$scratch/peers/warta.sh"
cd "$scratch"
peers=warta
for peer in newsboat sfeed newsraft; do
	case $peer in
	sfeed) command -v sfeed_update >/dev/null && peers="$peers sfeed" ;;
	*) command -v "$peer" >/dev/null && peers="$peers $peer" ;;
	esac
done
WARTA_BIN=$program ./run.sh --latency 100 --what "${WHAT:-cold,warm,delta,start,open,search,keys,idle}" $peers
