/* SPDX-License-Identifier: MIT */
#include "term/terminfo.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* The only place that sees curses, whose macros claim common words. */
#include <curses.h>
#include <term.h>

#include "base/i18n.h"

/* Sequences with padding would need tputs; every terminal of the last
 * decades ignores the delay, so "$<5>" is cut out. */
static void copy_string(const char *name, char *out, size_t size)
{
	const char *from = tigetstr(name);
	size_t len = 0;

	out[0] = '\0';
	if (!from || from == (const char *)-1)
		return;
	while (*from && len + 1 < size) {
		if (from[0] == '$' && from[1] == '<') {
			const char *end = strchr(from, '>');

			if (end) {
				from = end + 1;
				continue;
			}
		}
		out[len++] = *from++;
	}
	out[len] = '\0';
}

static bool has_string(const char *name)
{
	const char *value = tigetstr(name);

	return value && value != (const char *)-1 && *value;
}

static int count_colours(void)
{
	const char *colorterm = getenv("COLORTERM");
	int colours = tigetnum("colors");

	if (colorterm && (!strcmp(colorterm, "truecolor") || !strcmp(colorterm, "24bit")))
		return 1 << 24;
	if (tigetflag("RGB") > 0 || tigetflag("Tc") > 0 || colours > 256)
		return 1 << 24;
	if (colours >= 256)
		return 256;
	if (colours >= 16)
		return 16;
	return colours >= 8 ? 8 : 0;
}

/* Cursor addressing and erasing as ECMA-48 has them; what painting is built
 * on. */
static bool is_ansi(void)
{
	const char *address = tigetstr("cup");

	return address && address != (const char *)-1 && !strncmp(address, "\033[", 2) &&
	       has_string("clear");
}

bool terminfo_load(struct terminfo *out, int fd, struct error *err)
{
	const char *name = getenv("TERM");
	int status = 0;

	*out = (struct terminfo){ 0 };
	if (!name || !*name)
		return error_set_code(err, EX_UNAVAILABLE,
				      _("TERM is not set: the terminal's type is unknown; try "
					"TERM=xterm-256color"));
	if (setupterm(NULL, fd, &status) != OK)
		return error_set_code(err, EX_UNAVAILABLE,
				      _("TERM is \"%.60s\", a terminal type that this system does "
					"not know; try TERM=xterm-256color"),
				      name);
	if (!is_ansi())
		return error_set_code(err, EX_UNAVAILABLE,
				      _("a terminal of the type \"%.60s\" cannot place its cursor; "
					"\"warta list\" and \"warta show\" write plain lines, and "
					"TERM=xterm-256color is right for most windows"),
				      name);
	copy_string("smcup", out->enter, sizeof(out->enter));
	copy_string("rmcup", out->leave, sizeof(out->leave));
	copy_string("civis", out->hide, sizeof(out->hide));
	copy_string("cnorm", out->show, sizeof(out->show));
	out->colours = count_colours();
	out->can_scroll = has_string("csr") && has_string("dl") && has_string("il");
	out->can_repeat = has_string("rep");
	out->has_dim = has_string("dim");
	out->has_italic = has_string("sitm");
	out->has_strike = has_string("smxx") || out->colours > 256;
	out->is_modern = strncmp(name, "linux", 5) && strncmp(name, "vt", 2) &&
			 strcmp(name, "ansi") && strncmp(name, "cons", 4);
	del_curterm(cur_term);
	return true;
}
