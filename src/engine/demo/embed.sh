#!/bin/sh
# SPDX-License-Identifier: MIT
# embed.sh FOLDER: writes the files named in FOLDER/index.tsv as a C source.
set -eu
folder=$1
tab=$(printf '\t')
echo '/* SPDX-License-Identifier: MIT */'
echo '/* Made by embed.sh. */'
echo '#include "engine/demo_files.h"'
number=0
table=
while IFS="$tab" read -r kind url file; do
	case $kind in '#'* | '') continue ;; esac
	echo "static const unsigned char bytes_$number[] = {"
	od -An -v -tu1 "$folder/$file" | sed 's/  */ /g; s/^ //; s/ *$//; s/ /,/g; s/$/,/'
	echo '};'
	table="$table	{ \"$kind\", \"$url\", bytes_$number, sizeof(bytes_$number) },
"
	number=$((number + 1))
done <"$folder/index.tsv"
echo 'const struct demo_file demo_files[] = {'
printf '%s' "$table"
echo '};'
echo "const size_t demo_file_count = $number;"
