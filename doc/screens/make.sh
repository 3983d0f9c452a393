#!/bin/sh
# SPDX-License-Identifier: MIT
# Draws the README's screens anew from the demo: sh doc/screens/make.sh
# Wants tmux and Python 3, and the program built in the tree.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
t="tmux -u -f /dev/null -S $work/tmux"
trap '$t kill-server 2>/dev/null || :; rm -rf "$work"' EXIT

# start COLUMNS ROWS THEME
start() {
	columns=$1 rows=$2
	$t kill-server 2>/dev/null && sleep 0.5 || :
	$t new-session -d -x "$columns" -y "$rows" "HOME=$work LC_ALL=C.UTF-8 COLORTERM=truecolor \
		TZ=Asia/Jakarta LANGUAGE=${4:-en} ./warta --demo"
	$t set -g status off
	$t set -sa terminal-overrides ',*:Tc'
	sleep 1.5
	press ":theme $3" Enter
}

press() {
	for key in "$@"; do
		$t send-keys "$key"
		sleep 0.3
	done
}

# draw NAME
draw() {
	press Escape # the message of the last command goes
	sleep 0.5
	$t capture-pane -e -N -p |
		python3 tests/lib/screen_svg.py --columns "$columns" --rows "$rows" >"doc/screens/$1.svg"
}

start 120 36 dark
press g j j j Enter j s j m j j j j Enter
draw wide
start 100 26 dark
press Enter j j Enter b 1
press b 1
draw trail
start 90 18 dark id
press / 'jembatan pilar'
sleep 1
press Down
draw search
start 90 24 light
press Enter Enter
draw light
