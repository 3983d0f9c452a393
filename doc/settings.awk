# SPDX-License-Identifier: MIT
# settings.def, actions.def and roles.def -> sections of the manual page.
{ text = text " " $0 }
END {
	count = split(text, rows, /(SETTING|ACTION|ROLE)\(/)
	for (i = 2; i <= count; i++) {
		row = rows[i]
		fields = 0
		while (match(row, /"[^"]*"/)) {
			value[++fields] = substr(row, RSTART + 1, RLENGTH - 2)
			row = substr(row, RSTART + RLENGTH)
		}
		gsub(/-/, "\\-", value[1])
		gsub(/-/, "\\-", value[2])
		if (kind == "settings") {
			if (value[1] != section) {
				section = value[1]
				print ".SS [" section "]"
			}
			print ".TP"
			print ".B " value[2] (value[3] == "" ? "" : " \\fR= " value[3])
			print value[fields]
			if (fields > 4) print "(" value[4] ")"
		} else if (fields >= 2) {
			print ".TP"
			print ".B " value[1] (kind == "actions" && value[2] != "" ? " \\fR(" value[2] ")" : "")
			print value[fields]
		}
	}
}
