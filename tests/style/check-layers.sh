#!/bin/sh
# SPDX-License-Identifier: MIT
# Every include names a room that the including room may see (layers), and a
# library's header only where the table of libraries allows it.
cd "${top_srcdir:-.}" || exit 1
find src include -name '*.[ch]' -o -name '*.def' | sort | xargs awk '
FILENAME == "tests/style/layers" { next }
BEGIN {
	while ((getline line < "tests/style/layers") > 0) {
		if (line ~ /^#/) continue
		split(line, part, ":")
		may[part[1]] = " " part[2] " "
	}
	while ((getline line < "tests/style/libraries") > 0) {
		if (line ~ /^#/) continue
		split(line, part, ": ")
		library[part[1]] = " " part[2] " "
	}
}
FNR == 1 {
	split(FILENAME, path, "/")
	room = path[2]
	public = path[1] == "include"
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	split(quoted[2], target, "/")
	if (target[1] == room) next
	if (!(target[1] in may) || (may[room] !~ (" " target[1] " ") && may[room] !~ /\*/)) {
		print FILENAME ":" FNR ": " room " may not see " quoted[2]
		bad = 1
	}
}
/^[ \t]*#[ \t]*include[ \t]*</ {
	name = $0
	sub(/^[^<]*</, "", name)
	sub(/>.*/, "", name)
	for (prefix in library)
		if (index(name, prefix) == 1 && library[prefix] !~ (" " room " ") && room != "main" && name !~ /^unistd/) {
			print FILENAME ":" FNR ": <" name "> belongs to" library[prefix]
			bad = 1
		}
}
END { exit bad }'
