#!/bin/sh
# SPDX-License-Identifier: MIT
# No name is defined in two rooms: the linker would take one of them for both
# and say nothing.
cd "${top_builddir:-.}" || exit 1
twice=$(for archive in src/*/lib*.a; do
	nm -g --defined-only "$archive" 2>/dev/null | awk '$2 ~ /^[TDBRC]$/ { print $3 }' | sort -u
done | grep -vE '^__|^_GLOBAL' | sort | uniq -d)
[ -z "$twice" ] && exit 0
for name in $twice; do
	echo "$name is defined in:" $(for archive in src/*/lib*.a; do
		nm -g --defined-only "$archive" 2>/dev/null |
			awk -v name="$name" '$3 == name { print 1; exit }' | grep -q 1 && echo "$archive"
	done)
done
exit 1
