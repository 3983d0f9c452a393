# SPDX-License-Identifier: MIT
"""Draws a terminal screen as SVG.

    tmux capture-pane -e -N -p | screen_svg.py --columns 100 --rows 30 >screen.svg

Reads text with SGR sequences (bold, dim, italic, underline, reverse, strike,
16, 256 and true colours) and writes one <text> per run of a line."""
import argparse
import re
import sys
import unicodedata
from collections import Counter
from html import escape

PALETTE = ["#1d1f21", "#cc6666", "#98b865", "#e0b45c", "#6f9dc8", "#b294bb", "#6db3ab", "#c5c8c6",
           "#7a7f85", "#e07a7a", "#b5d07f", "#f0cc7c", "#8db8e0", "#c9aed2", "#8acbc3", "#ffffff"]
LIGHT = ["#ffffff", "#a52a2a", "#2f6b2f", "#7a5c00", "#1f5fa8", "#7a3a8a", "#11686a", "#2b2b2b",
         "#666666", "#c03030", "#3f8a3f", "#8a6a00", "#2f75c8", "#95509f", "#1f8284", "#000000"]


def indexed(n, palette):
    if n < 16:
        return palette[n]
    if n < 232:
        n -= 16
        return "#%02x%02x%02x" % tuple(0 if c == 0 else 55 + 40 * c for c in (n // 36, n // 6 % 6, n % 6))
    grey = 8 + 10 * (n - 232)
    return "#%02x%02x%02x" % (grey, grey, grey)


class Style:
    def __init__(self):
        self.fg = self.bg = None
        self.flags = set()

    def copy(self):
        other = Style()
        other.fg, other.bg, other.flags = self.fg, self.bg, set(self.flags)
        return other

    def apply(self, codes, palette):
        names = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse", 9: "strike"}
        i = 0
        while i < len(codes):
            c = codes[i]
            if c == 0:
                self.__init__()
            elif c in names:
                self.flags.add(names[c])
            elif c == 22:
                self.flags -= {"bold", "dim"}
            elif c in (23, 24, 27, 29):
                self.flags.discard(names[c - 20])
            elif 30 <= c <= 37 or 90 <= c <= 97:
                self.fg = palette[c - 30 if c < 90 else c - 82]
            elif 40 <= c <= 47 or 100 <= c <= 107:
                self.bg = palette[c - 40 if c < 100 else c - 92]
            elif c == 39:
                self.fg = None
            elif c == 49:
                self.bg = None
            elif c in (38, 48) and i + 1 < len(codes):
                if codes[i + 1] == 5 and i + 2 < len(codes):
                    colour, i = indexed(codes[i + 2], palette), i + 2
                elif codes[i + 1] == 2 and i + 4 < len(codes):
                    colour, i = "#%02x%02x%02x" % tuple(codes[i + 2:i + 5]), i + 4
                else:
                    colour = None
                if c == 38:
                    self.fg = colour
                else:
                    self.bg = colour
            i += 1


def width(char):
    if unicodedata.combining(char) or char in "\u200d\ufe0f\ufe0e":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def runs(line, style, palette):
    """(column, width, text, style) of one line; the style goes on."""
    out, column, text, start = [], 0, "", 0
    for part in re.split(r"(\x1b\[[0-9;:]*m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))", line):
        if part.startswith("\x1b"):
            if text:
                out.append((start, column - start, text, style.copy()))
            if part.startswith("\x1b["):
                style.apply([int(c or 0) for c in re.split("[;:]", part[2:-1])], palette)
            text, start = "", column
            continue
        for char in part:
            text += char
            column += width(char)
    if text:
        out.append((start, column - start, text, style.copy()))
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--rows", type=int, default=30)
    parser.add_argument("--light", action="store_true")
    a = parser.parse_args()
    palette = LIGHT if a.light else PALETTE
    style = Style()
    lines = [list(runs(line, style, palette)) for line in sys.stdin.read().split("\n")[:a.rows]]
    seen = Counter()
    for line in lines:
        for _, columns, _, look in line:
            seen[look.bg] += columns if "reverse" not in look.flags else 0
    # The paper is what most of the screen stands on.
    ink, paper = palette[7], seen.most_common(1)[0][0] or palette[0]
    cw, ch, pad = 8.4, 18, 12
    w, h = a.columns * cw + 2 * pad, a.rows * ch + 2 * pad
    print('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" '
          'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">' % (w, h, w, h))
    print('<rect width="100%%" height="100%%" rx="6" fill="%s"/>' % paper)
    for row, line in enumerate(lines):
        for column, columns, text, look in line:
            fg, bg = look.fg or ink, look.bg
            if "reverse" in look.flags:
                fg, bg = bg or paper, fg
            x, y = pad + column * cw, pad + row * ch
            if bg and bg != paper:
                print('<rect x="%.1f" y="%.1f" width="%.1f" height="%d" fill="%s"/>' % (x, y, columns * cw, ch, bg))
            if not text.strip():
                continue
            extra = ""
            if "bold" in look.flags:
                extra += ' font-weight="bold"'
            if "italic" in look.flags:
                extra += ' font-style="italic"'
            if "dim" in look.flags and "reverse" not in look.flags:
                extra += ' opacity="0.65"'
            strokes = [n for f, n in (("underline", "underline"), ("strike", "line-through")) if f in look.flags]
            if strokes:
                extra += ' text-decoration="%s"' % " ".join(strokes)
            print('<text x="%.1f" y="%.1f" fill="%s" textLength="%.1f" lengthAdjust="spacingAndGlyphs" xml:space="preserve"%s>%s</text>'
                  % (x, y + 14, fg, columns * cw, extra, escape(text)))
    print("</svg>")


main()
