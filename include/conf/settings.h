/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_SETTINGS_H
#define WARTA_CONF_SETTINGS_H

#include "base/buf.h"
#include "conf/urls.h"

/* Every setting is one row of settings.def; the rows yield this enum, parser,
 * range check, --print-config and the manual's section. */
enum setting {
#define SETTING(id, section, name, type, fallback, least, most, words, help) SETTING_##id,
#include "conf/settings.def"
#undef SETTING
	SETTING_COUNT,
};

enum setting_type {
	SETTING_BOOL, /* yes/no */
	SETTING_NUMBER,
	SETTING_DURATION, /* 30s 15m 2h 90d -> seconds; `words` stand for 0 */
	SETTING_SIZE,     /* 16M 2G -> bytes */
	SETTING_WORD,     /* one of `words`, separated by "|" */
	SETTING_TEXT,
};

struct setting_row {
	const char *section, *name;
	enum setting_type type;
	const char *fallback;
	int64_t least, most;
	const char *words, *help;
};

/* An entry of [keys] or [open] that is no row: kept as written. */
struct conf_pair {
	struct str section, key, value;
	int line;
};

struct conf {
	struct arena arena;
	struct str texts[SETTING_COUNT];
	int64_t numbers[SETTING_COUNT]; /* of a word: its index in `words` */
	int lines[SETTING_COUNT];       /* of the file, where it was set; 0: nowhere */
	struct conf_pair *pairs;
	size_t pair_count;
	struct conf_complaint *complaints;
	size_t complaint_count;
	bool is_open_to_others; /* others may write the file: its commands are
				 * left out, and those among the pairs are not
				 * to be run */
};

const struct setting_row *conf_row(enum setting setting);

/* Defaults, then the file over them. A missing file is fine; mistakes become
 * complaints with line, the word and the nearest valid one. When false (the
 * file cannot be read) *out holds the defaults. */
bool conf_load(const char *path, struct conf *out, struct error *err);
void conf_parse(struct str text, struct conf *out);
void conf_free(struct conf *conf);

/* A copy that shares nothing. */
void conf_copy(const struct conf *from, struct conf *to);

int64_t conf_number(const struct conf *conf, enum setting setting);
bool conf_bool(const struct conf *conf, enum setting setting);
struct str conf_text(const struct conf *conf, enum setting setting);

/* Changes one setting in the file and touches nothing else there. */
bool conf_save(const char *path, enum setting setting, struct str value, struct error *err);

/* The same for an entry that is no row. */
bool conf_save_pair(const char *path, const struct conf_pair *pair, struct error *err);

/* The whole table as a commented INI file with the current values. */
void conf_print(const struct conf *conf, struct buf *out);

#endif
