# SPDX-License-Identifier: MIT
"""The terminal is as it was after quit, SIGTERM, SIGHUP and a crash."""
import os
import signal

import e2e


def modes(path):
    return [line for line in open(path).read().split("\n") if "rows" not in line]


for number in (None, signal.SIGTERM, signal.SIGHUP, signal.SIGSEGV):
    home = e2e.Home()
    reader = e2e.Terminal(home, "--demo", columns=80, rows=24)
    reader.wait("Harbour Post|Warta Kota")
    if number is None:
        reader.type("Q")
    else:
        os.kill(reader.pid(), number)
    reader.wait("EXIT=")
    before = modes(os.path.join(home.path, "stty.before"))
    after = os.path.join(home.path, "stty.after")
    e2e.until(lambda: os.path.exists(after) and before == modes(after),
              "the line discipline is as before after %s" % number)
    flags = reader.tmux("display-message", "-p", "-t", "w", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}").strip()
    e2e.check(flags == "0 1 0", "main screen, cursor shown, mouse off after %s: %s" % (number, flags))
    reader.close()
