#!/bin/sh
# SPDX-License-Identifier: MIT
# Sentences that are made in the jail come in the user's language: the
# catalogue is in memory before the doors close.
program=${top_builddir:-.}/warta
[ -f "${top_builddir:-.}/po/locale/id/LC_MESSAGES/warta.mo" ] || exit 77
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
bad=0

says() { # says SUBCOMMAND WORDS < DOCUMENT
	cat >"$scratch/document"
	said=$(LANGUAGE=id LC_ALL=C.UTF-8 timeout 20 "$program" "$1" "$scratch/document" 2>&1 >/dev/null)
	case $said in
	*"$2"*) ;;
	*) echo "$1 said: $said"; bad=1 ;;
	esac
}

says parse 'Server mengirim halaman web, bukan umpan' <<END
<html><body>x</body></html>
END
says parse 'umpan yang disebutnya: 1' <<END
<html><head><link rel="alternate" type="application/rss+xml" href="http://a.example/f"></head></html>
END
says parse 'Dokumen kosong' </dev/null
says extract 'halaman tidak memuat teks yang terbaca' <<END
<html><body></body></html>
END
echo '<rss><channel><title>x</titel></channel></rss>' >"$scratch/document"
LANGUAGE=id LC_ALL=C.UTF-8 timeout 20 "$program" parse "$scratch/document" |
	grep -q '"complaint": "XML cacat dan sudah diperbaiki' || {
	echo "parse does not say what is wrong"
	bad=1
}
exit $bad
