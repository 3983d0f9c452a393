#!/bin/sh
# SPDX-License-Identifier: MIT
# Every sentence in the source is in po/id.po, translated, and well formed.
cd "${top_srcdir:-.}" || exit 1
command -v xgettext >/dev/null && command -v msgfmt >/dev/null || exit 77
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
find src include -name '*.c' -o -name '*.h' -o -name '*.def' | sort |
	xgettext -L C --from-code=UTF-8 -k_ -kN_ -kngettext:1,2 -o "$scratch/warta.pot" -f - || exit 1
msgmerge -q --no-fuzzy-matching po/id.po "$scratch/warta.pot" -o "$scratch/id.po" || exit 1
msgfmt --check -o /dev/null po/id.po || exit 1
missing=$(msgattrib --untranslated --no-obsolete "$scratch/id.po" | grep -c '^msgid "..*"')
[ "$missing" = 0 ] || {
	echo "po/id.po lacks $missing sentences:"
	msgattrib --untranslated --no-obsolete "$scratch/id.po" | grep '^msgid' | head -n 20
	exit 1
}
