#!/bin/sh
# SPDX-License-Identifier: MIT
# Every subcommand and each of its options stands in its paragraph of warta(1),
# and so does every option of the program itself.
top_srcdir=${top_srcdir:-.}
warta=${top_builddir:-.}/warta
[ -x "$warta" ] || exit 77
manual=$top_srcdir/doc/warta.1
LC_ALL=C
export LC_ALL
bad=0

# The paragraph that begins with a name, as it is read.
paragraph() {
	awk -v name="$1" '
		/^\.(TP|SH)/ { is_head = $1 == ".TP"; is_in = 0; next }
		is_head { is_in = $2 == name || $2 == "\"" name "\""; is_head = 0 }
		is_in' "$manual" | sed 's/\\-/-/g; s/\\f.//g'
}

complain() {
	echo "$manual: $1 without $2"
	bad=1
}

for name in $(sed -n 's/^COMMAND(\(.*\))$/\1/p' "$top_srcdir/src/cli/commands.def"); do
	text=$(paragraph "$name")
	[ -n "$text" ] || complain "a manual" "$name"
	for option in $("$warta" "$name" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p'); do
		[ "$option" = --json ] || echo "$text" | grep -qe "$option\\b" ||
			complain "$name" "$option"
	done
done
for option in $("$warta" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p'); do
	sed 's/\\-/-/g' "$manual" | grep -qe "$option\\b" || complain "a manual" "$option"
done
exit $bad
