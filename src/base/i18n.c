/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the environment asks for, in the order that setlocale looks. */
static const char *wanted_locale(const char *category)
{
	const char *names[] = { "LC_ALL", category, "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "";
}

static bool names_utf8(const char *locale)
{
	return strstr(locale, "UTF-8") || strstr(locale, "utf8") || strstr(locale, "UTF8");
}

/* Numbers are written as in C, and of the other categories nobody asks: each
 * is a file to be opened. */
static bool use_locale(const char *name)
{
	return setlocale(LC_CTYPE, name) && setlocale(LC_TIME, name) &&
	       setlocale(LC_MESSAGES, name);
}

/* The machine lacks the locale that the environment names. Its encoding and
 * its language are kept: C.UTF-8 for the one, LANGUAGE for the other, which
 * gettext honours in every locale but plain C. */
static void fall_back(void)
{
	const char *wanted = wanted_locale("LC_MESSAGES");
	char language[32];

	if (!names_utf8(wanted_locale("LC_CTYPE")) || !use_locale("C.UTF-8")) {
		use_locale("C");
		return;
	}
	snprintf(language, sizeof(language), "%.*s", (int)strcspn(wanted, ".@"), wanted);
	setenv("LANGUAGE", language, 0);
}

void i18n_start(const char *const *folders, int count)
{
	if (!use_locale(""))
		fall_back();
	for (int i = 0; i < count; i++) {
		if (!folders[i] || access(folders[i], R_OK) != 0)
			continue;
		bindtextdomain("warta", folders[i]);
		break;
	}
	bind_textdomain_codeset("warta", "UTF-8");
	textdomain("warta");
}

const char *i18n_language(void)
{
	/* TRANSLATORS: the code of your language, such as "id". */
	return _("en");
}

bool i18n_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
