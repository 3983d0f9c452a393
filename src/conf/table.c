/* SPDX-License-Identifier: MIT */
#include "conf/table.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "conf/value.h"

static const struct setting_row rows[SETTING_COUNT] = {
#define SETTING(id, section, name, type, fallback, least, most, words, help) \
	[SETTING_##id] = { section, name, type, fallback, least, most, words, help },
#include "conf/settings.def"
#undef SETTING
};

static const char *const sections_of_pairs[] = { "keys", "open", "rules" };

const struct setting_row *conf_row(enum setting setting)
{
	return &rows[setting];
}

int table_find(struct str section, struct str name)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (str_eq_nocase(section, str_from(rows[i].section)) &&
		    str_eq_nocase(name, str_from(rows[i].name)))
			return i;
	return -1;
}

bool table_takes_pairs(struct str section)
{
	size_t count = sizeof(sections_of_pairs) / sizeof(*sections_of_pairs);

	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(section, str_from(sections_of_pairs[i])))
			return true;
	return false;
}

static const char *nearest_name(struct str section, struct str name)
{
	const char *names[SETTING_COUNT];
	size_t count = 0;

	for (int i = 0; i < SETTING_COUNT; i++)
		if (str_eq_nocase(section, str_from(rows[i].section)))
			names[count++] = rows[i].name;
	return value_nearest(name, names, count);
}

static bool is_section(struct str section)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (str_eq_nocase(section, str_from(rows[i].section)))
			return true;
	return false;
}

/* The section that has a setting of this name. */
static const char *home_of(struct str name)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (str_eq_nocase(name, str_from(rows[i].name)))
			return rows[i].section;
	return NULL;
}

struct str table_unknown(struct str section, struct str name, struct arena *arena)
{
	const char *names[SETTING_COUNT], *home = home_of(name), *near;

	if (home)
		return arena_printf(arena, _("\"%.*s\" belongs into the section [%s]"),
				    STR_ARG(name), home);
	if (is_section(section)) {
		near = nearest_name(section, name);
		if (near)
			return arena_printf(arena,
				_("unknown setting \"%.*s\"; did you mean \"%s\"?"),
				STR_ARG(name), near);
		return arena_printf(arena, _("unknown setting \"%.*s\""), STR_ARG(name));
	}
	for (int i = 0; i < SETTING_COUNT; i++)
		names[i] = rows[i].section;
	near = value_nearest(section, names, SETTING_COUNT);
	if (near)
		return arena_printf(arena, _("unknown section [%.*s]; did you mean [%s]?"),
				    STR_ARG(section), near);
	return arena_printf(arena, _("unknown section [%.*s]"), STR_ARG(section));
}

/* The range of a row as its values are written. */
static struct str range_text(const struct setting_row *row, struct arena *arena)
{
	struct buf text = { 0 };
	void (*add)(struct buf *, int64_t) =
		row->type == SETTING_DURATION ? value_add_duration :
		row->type == SETTING_SIZE     ? value_add_size : NULL;

	if (add) {
		add(&text, row->least);
		buf_add(&text, STR(" - "));
		add(&text, row->most);
	} else {
		buf_addf(&text, "%" PRId64 " - %" PRId64, row->least, row->most);
	}
	struct str kept = arena_str(arena, buf_str(&text));
	buf_free(&text);
	return kept;
}

static struct str wrong_value(const struct setting_row *row, struct str value,
			      struct arena *arena)
{
	if (row->type == SETTING_BOOL)
		return arena_printf(arena, _("%s is yes or no, not \"%.*s\""), row->name,
				    STR_ARG(value));
	if (row->type == SETTING_WORD)
		return arena_printf(arena, _("%s is one of %s, not \"%.*s\""), row->name,
				    row->words, STR_ARG(value));
	struct str range = range_text(row, arena);
	return arena_printf(arena, _("%s is within %.*s, not \"%.*s\""), row->name,
			    STR_ARG(range), STR_ARG(value));
}

static bool read_number(const struct setting_row *row, struct str value, int64_t *out)
{
	bool is_on = false, is_read = false;
	int word = row->words ? value_word(value, row->words) : -1;

	if (word >= 0) {
		*out = row->type == SETTING_WORD ? word : 0;
		return true;
	}
	switch (row->type) {
	case SETTING_BOOL:
		is_read = value_bool(value, &is_on);
		*out = is_on;
		break;
	case SETTING_NUMBER: is_read = str_to_int64(value, out); break;
	case SETTING_DURATION: is_read = value_duration(value, out); break;
	case SETTING_SIZE: is_read = value_size(value, out); break;
	default: break;
	}
	return is_read && *out >= row->least && *out <= row->most;
}

bool table_read(enum setting setting, struct str value, struct conf *conf, struct str *sentence)
{
	const struct setting_row *row = &rows[setting];
	int64_t number = 0;

	if (row->type != SETTING_TEXT && !read_number(row, value, &number)) {
		*sentence = wrong_value(row, value, &conf->arena);
		return false;
	}
	conf->numbers[setting] = number;
	conf->texts[setting] = arena_str(&conf->arena, value);
	return true;
}

void table_defaults(struct conf *conf)
{
	struct str unused;

	for (int i = 0; i < SETTING_COUNT; i++)
		table_read((enum setting)i, str_from(rows[i].fallback), conf, &unused);
}
