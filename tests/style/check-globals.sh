#!/bin/sh
# SPDX-License-Identifier: MIT
# No writable objects of static storage but those in the table. Constant
# tables of pointers (.data.rel.ro) are made read-only by the linker.
cd "${top_builddir:-.}" || exit 1
table=${top_srcdir:-.}/tests/style/globals
found=$(for archive in src/*/lib*.a; do
	room=$(basename "$(dirname "$archive")")
	objdump -t "$archive" 2>/dev/null | awk -v room="$room" '
		/file format/ {
			object = $1
			sub(/:$/, "", object)
			sub(/^.*lib[a-z]*_a-/, "", object)
			sub(/\.o$/, "", object)
		}
		$3 == "O" && ($4 ~ /^\.t?bss/ || $4 ~ /^\.t?data/ || $4 == "*COM*") && $4 !~ /^\.data\.rel\.ro/ {
			symbol = $NF
			sub(/\.[0-9]+$/, "", symbol)
			print room "/" object, symbol
		}'
done | grep -vE ' (__odr_asan|__asan|\.L|__llvm|__prof|__sancov|__start|__stop)')
[ -n "$found" ] || exit 0
echo "$found" | awk '
	BEGIN {
		while ((getline line < ARGV[1]) > 0) {
			if (line ~ /^#/) continue
			sub(/:.*/, "", line)
			gsub(/\*/, ".*", line)
			allowed[++count] = "^" line "$"
		}
		ARGV[1] = ""
	}
	{
		for (i = 1; i <= count; i++)
			if ($0 ~ allowed[i]) next
		print $0 " is writable"
		bad = 1
	}
	END { exit bad }' "$table" -
