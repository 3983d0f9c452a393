#!/bin/sh
# SPDX-License-Identifier: MIT
# Every action has help, every theme knows every role.
cd "${top_srcdir:-.}" || exit 1
bad=0
actions=$(find src/ui include/ui -name 'actions.def' | head -n 1)
if [ -n "$actions" ]; then
	tr '\n' ' ' <"$actions" | sed 's/ACTION(/\
ACTION(/g' | grep '^ACTION(' | grep -vE '(N_\()?"[^"]{3,}"\)?\)' && {
		echo "$actions: an action without help"
		bad=1
	}
fi
for theme in themes/*.theme; do
	[ -f "$theme" ] || continue
	for role in $(sed -n 's/^ROLE([A-Z_]*, "\([a-z-]*\)".*/\1/p' include/term/roles.def); do
		grep -qE "^$role[ 	]*=" "$theme" || {
			echo "$theme: no role $role"
			bad=1
		}
	done
done
exit $bad
