# SPDX-License-Identifier: MIT
"""The reader draws at every size from 20x5 to 250x70 and keeps the line that is
being read through resizes."""
import e2e

home = e2e.Home()
reader = e2e.Terminal(home, "--demo", columns=80, rows=24)
reader.wait("Harbour Post|Warta Kota")
reader.keys("Enter")
reader.wait("20(26)?|Nov")
reader.keys("Enter")
reader.wait(r"\d+ ?%")
for columns, rows in ((40, 12), (20, 5), (250, 70), (120, 40), (200, 60), (10, 3), (80, 24)):
    reader.resize(columns, rows)
    reader.wait(r"\S")
    for line in reader.text().splitlines():
        e2e.check(len(line) <= columns, "a line of %d columns at %d" % (len(line), columns))
reader.wait(r"\d+ ?%")
reader.type("Q")
reader.wait("EXIT=0")
