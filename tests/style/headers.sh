#!/bin/sh
# SPDX-License-Identifier: MIT
# Each public header compiles alone, and says what licence it is under.
cd "${top_srcdir:-.}" || exit 1
bad=0
for header in include/*/*.h; do
	printf '#include "%s"\n' "${header#include/}" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -iquote include -x c -fsyntax-only - || {
		echo "$header does not compile alone"
		bad=1
	}
done
for file in $(find src include tests -name '*.[ch]' -o -name '*.def'); do
	head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' || {
		echo "$file: the first line is no SPDX line"
		bad=1
	}
done
exit $bad
