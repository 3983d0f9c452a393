# SPDX-License-Identifier: MIT
"""The demo by keyboard, without any network, leaving nothing behind."""
import glob

import e2e

home = e2e.Home()
reader = e2e.Terminal(home, "--demo", columns=120, rows=40)
reader.wait("Warta Kota Sukawening")
reader.wait("Harbour Post")
reader.type("/")
reader.type("fondasi tergerus")
reader.wait("Tim Teknik")
reader.keys("Enter")
reader.keys("Enter")
reader.wait("cekungan|Penyelam")
reader.type("b")
reader.wait("b1 ")
reader.type("1")
reader.wait("rakit|bambu|Rakit")
reader.keys("BSpace")
reader.wait("cekungan|Penyelam")
for _ in range(8):
    if "Warga Menyeberang dengan Rakit" in reader.step("Tab").splitlines()[-1]:
        break
reader.keys("Enter")
reader.wait("cekungan|Penyelam", gone=True)
reader.keys("BSpace")
reader.wait("cekungan|Penyelam")
reader.type("?")
reader.wait("Backspace|⌫")
reader.keys("q")
reader.type("Q")
reader.wait("EXIT=0")
e2e.check(not glob.glob(home.path + "/.local/share/warta/warta.db"), "no cache is left in the home folder")
e2e.check(not [p for p in glob.glob(home.path + "/warta-*")], "the throw-away cache is gone: %s" % glob.glob(home.path + "/*"))
