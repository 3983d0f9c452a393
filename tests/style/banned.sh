#!/bin/sh
# SPDX-License-Identifier: MIT
# Calls this project does without: a shell, unbounded copies, the terminal
# written to behind term/'s back.
cd "${top_srcdir:-.}" || exit 1
bad=0
find src -name '*.[ch]' | sort | xargs grep -nE '(^|[^_a-zA-Z0-9>.])(system|popen|strcpy|strcat|sprintf|vsprintf|gets|alloca|strtok|setjmp|tmpnam|mktemp)[ \t]*\(' |
	grep -v '/\*' && bad=1
find src -name '*.[ch]' | xargs grep -nE '\b(TODO|FIXME|XXX)\b' && bad=1
exit $bad
