# SPDX-License-Identifier: MIT
"""Two readers and the subcommands side by side: each sees what the other did
without a key, and nobody polls the same feed twice."""
import e2e

site = e2e.newsroom()
home = e2e.Home()
home.run("add", site.feeds[0])
home.run("refresh", "--all")
one = e2e.Terminal(home, columns=100, rows=30)
two = e2e.Terminal(home, columns=100, rows=30)
for reader in (one, two):
    reader.wait("Warta Kota Sukawening")
    reader.wait(r"\b7\b")
home.run("mark", "read", "title:Panduan")
for reader in (one, two):
    reader.wait(r"\b6\b")
one.keys("Enter")
one.wait("Sepuluh Pekan")
one.type("A")
two.wait(r"\b6\b", gone=True)
for reader in (one, two):
    reader.type("Q")
    reader.wait("EXIT=0")
