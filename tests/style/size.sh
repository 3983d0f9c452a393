#!/bin/sh
# SPDX-License-Identifier: MIT
# A file has at most 500 lines, a function at most 80; no line passes 100
# columns in C (tabs count eight). Tables (.def) may be as long as they need.
cd "${top_srcdir:-.}" || exit 1
find src include tests -name '*.[ch]' ! -name demo_files.c | sort | xargs awk '
FNR == 1 { if (lines > 500) complain(name ": " lines " lines"); name = FILENAME; inside = 0 }
{ lines = FNR }
/^\{/ { inside = 1; start = FNR }
/^\}/ && inside {
	inside = 0
	if (FNR - start - 1 > 80) complain(FILENAME ":" start ": a function of " FNR - start - 1 " lines")
}
{
	text = $0
	width = 0
	if (length(text) > 60) {
		gsub(/[\200-\277]/, "", text)
		while (match(text, /\t/)) {
			before = substr(text, 1, RSTART - 1)
			pad = 8 - (RSTART - 1) % 8
			text = before sprintf("%" pad "s", "") substr(text, RSTART + 1)
		}
		if (length(text) > 100) complain(FILENAME ":" FNR ": " length(text) " columns")
	}
}
function complain(what) { print what; bad = 1 }
END { if (lines > 500) complain(name ": " lines " lines"); exit bad }'
