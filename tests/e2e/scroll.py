# SPDX-License-Identifier: MIT
"""What the terminal shows after many moves, of which it was told only what
changed, is what a whole painting shows."""
import random
import time

import e2e

home = e2e.Home()
home.env["BROWSER"] = "/bin/true"  # what cannot be opened is told in more than the last line
reader = e2e.Terminal(home, "--demo", columns=80, rows=12)
reader.wait("Harbour Post|Warta Kota")
choice = random.Random(5)
moves = ["j"] * 8 + ["k"] * 5 + ["C-d", "C-u", "C-f", "C-b", "G", "g", "Enter", "q", "Tab", "n", "z"]


def settled():
    """The screen once it rests, without the last line: the next key takes its
    message away."""
    before, times, end = None, 0, time.monotonic() + 30
    while time.monotonic() < end:
        now = reader.text().rstrip("\n").split("\n")[:-1]
        times = times + 1 if now == before else 0
        if times == 3:
            return now
        before = now
        time.sleep(0.2)
    e2e.fail("the screen comes to no rest")


for size in ((80, 12), (120, 30), (60, 20)):
    reader.resize(*size)
    for _ in range(4):
        keys = [choice.choice(moves) for _ in range(12)]
        reader.keys("l", *[k for k in keys if k != "q" or choice.random() < 0.2])
        told = settled()
        e2e.check("EXIT" not in told, "the reader is still there")
        reader.keys("C-l")
        whole = settled()
        if whole != told:
            print("told", *told, "whole", *whole, sep="\n")
        e2e.check(whole == told, "painted whole it is the same after %s" % " ".join(keys))
reader.keys("Q")
reader.wait("EXIT=0")
