/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_I18N_H
#define WARTA_BASE_I18N_H

#include <libintl.h>
#include <stdbool.h>

/* Every sentence that a person reads goes through _() (or ngettext). English
 * is the source language; po/id.po is complete. N_() marks a table entry
 * that is translated where it is used. */
#define _(text) gettext(text)
#define N_(text) text

/* Sets the locale from the environment and loads the catalogue for it from
 * the first of the folders that has one; falls back to C.UTF-8 for a locale
 * that the machine has not installed, keeping its language. Call once, first
 * in main. */
void i18n_start(const char *const *folders, int count);

/* "id" or "en": the language that sentences are in. */
const char *i18n_language(void);

/* Whether the terminal's encoding is UTF-8. */
bool i18n_is_utf8(void);

#endif
