#!/bin/sh
# SPDX-License-Identifier: MIT
# How the reader benchmark drives warta: VERB STATE_DIR [CORPUS_DIR].
# WARTA_BIN overrides the program.
program=${WARTA_BIN:-warta}
state=$2
export XDG_CONFIG_HOME="$state/config" XDG_DATA_HOME="$state/data" XDG_CACHE_HOME="$state/cache"
export XDG_STATE_HOME="$state/state" HOME="$state/home"
case $1 in
version) $program --version 2>&1 | head -n 1 ;;
setup)
	mkdir -p "$state/config" "$state/data" "$state/cache" "$state/state" "$state/home"
	$program import "$3/feeds.opml"
	;;
refresh) exec $program refresh --all ;;
tui) exec $program ;;
db) echo "$state/data" ;;
spec) printf '%s\n' '{"feedlist":"Kabar 00001","down":"j","open":["\r","\r"],"open_see":["Artikel panjang","AWALARTIKEL"],"search":["/","zamrudkhatulistiwa"],"search_submit":"\r","search_see":"[Zz]amrudkhatulistiwa.*\n.*zamrudkhatulistiwa","back_open":["q","q"],"back_search":["q"],"quit":"qqqq"}' ;;
esac
