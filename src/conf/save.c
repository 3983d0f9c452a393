/* SPDX-License-Identifier: MIT */
#include "conf/settings.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "conf/edit.h"
#include "conf/file.h"
#include "conf/paths.h"
#include "conf/table.h"

enum { LARGEST_FILE = 1 << 20 };

/* "[name]" */
static bool read_section(struct str line, struct str *name)
{
	line = str_trim(line);
	if (!str_has_prefix(line, STR("[")))
		return false;
	*name = str_slice(line, 1, line.len);
	size_t end = str_find_char(*name, ']');
	*name = str_trim(str_slice(*name, 0, end));
	return end != SIZE_MAX;
}

/* The bytes of the value in "name = value ; comment". */
static bool find_value(struct str line, struct str name, size_t *from, size_t *to)
{
	size_t equals = 0;

	while (equals < line.len && line.ptr[equals] != '=' && line.ptr[equals] != ':')
		equals++;
	if (equals == line.len || !str_eq_nocase(str_trim(str_slice(line, 0, equals)), name))
		return false;
	size_t end = line.len;
	for (size_t i = equals + 1; i < line.len; i++)
		if (line.ptr[i] == ';' && str_is_space(line.ptr[i - 1])) {
			end = i;
			break;
		}
	struct str value = str_trim(str_slice(line, equals + 1, end));
	*from = value.len ? (size_t)(value.ptr - line.ptr) : equals + 1;
	*to = *from + value.len;
	return true;
}

/* Where the setting stands in the text. */
struct place {
	size_t from, to;       /* of its value */
	size_t section_end;    /* behind the last entry of its section */
	bool has_value, has_section;
};

/* The last entry counts, as it does when the file is read. */
static struct place find_place(struct str text, struct str wanted, struct str name)
{
	struct str rest = text, line, section = STR("");
	struct place place = { 0 };
	size_t from, to;

	while (edit_next_line(&rest, &line)) {
		size_t at = (size_t)(line.ptr - text.ptr);
		bool is_heading = read_section(line, &section);
		if (!str_eq_nocase(section, wanted))
			continue;
		place.has_section = true;
		if (is_heading || str_trim(line).len)
			place.section_end = at + line.len;
		if (!is_heading && find_value(line, name, &from, &to)) {
			place.has_value = true;
			place.from = at + from;
			place.to = at + to;
		}
	}
	return place;
}

static void compose(struct str text, struct str section, struct str name, struct str value,
		    struct buf *out)
{
	struct place place = find_place(text, section, name);

	if (place.has_value) {
		buf_add(out, str_slice(text, 0, place.from));
		if (place.from == place.to && out->ptr[out->len - 1] == '=' && value.len)
			buf_add_char(out, ' ');
		buf_add(out, value);
		buf_add(out, str_slice(text, place.to, text.len));
		return;
	}
	if (!place.has_section)
		place.section_end = text.len;
	buf_add(out, str_slice(text, 0, place.section_end));
	edit_end_line(out);
	if (!place.has_section)
		buf_addf(out, "%s[%.*s]\n", out->len ? "\n" : "", STR_ARG(section));
	buf_addf(out, "%.*s = %.*s\n", STR_ARG(name), STR_ARG(value));
	buf_add(out, str_slice(text, place.section_end, text.len));
}

/* What the file could not give back as it is. */
static bool is_writable(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' ||
		    (value.ptr[i] == ';' && (!i || str_is_space(value.ptr[i - 1]))))
			return false;
	return utf8_is_valid(value) && str_trim(value).len == value.len;
}

static bool check_value(enum setting setting, struct str value, struct error *err)
{
	struct conf trial = { 0 };
	struct str sentence;
	bool is_ok = table_read(setting, value, &trial, &sentence);

	if (!is_ok)
		error_set(err, "%.*s", STR_ARG(sentence));
	conf_free(&trial);
	return is_ok;
}

static bool save(const char *path, struct str section, struct str name, struct str value,
		 struct error *err)
{
	struct buf text = { .max = LARGEST_FILE + (64 << 10) }, fresh = { 0 };
	struct file_facts facts;

	if (!is_writable(value))
		return error_set(err, _("this value cannot stand in the file: %.*s"),
				 STR_ARG(value));
	int lock = file_lock(path);
	bool is_ok = file_load(path, LARGEST_FILE, &text, &facts, err);
	if (is_ok) {
		compose(buf_str(&text), section, name, value, &fresh);
		is_ok = str_eq(buf_str(&text), buf_str(&fresh)) ||
			conf_write_file(path, buf_str(&fresh), err);
	}
	file_unlock(lock);
	buf_free(&text);
	buf_free(&fresh);
	return is_ok;
}

bool conf_save(const char *path, enum setting setting, struct str value, struct error *err)
{
	const struct setting_row *row = conf_row(setting);

	return check_value(setting, value, err) &&
	       save(path, str_from(row->section), str_from(row->name), value, err);
}

bool conf_save_pair(const char *path, const struct conf_pair *pair, struct error *err)
{
	return save(path, pair->section, pair->key, pair->value, err);
}

void conf_print(const struct conf *conf, struct buf *out)
{
	const char *section = "";

	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = conf_row((enum setting)i);
		if (!str_eq(str_from(section), str_from(row->section)))
			buf_addf(out, "%s[%s]\n", *section ? "\n" : "", row->section);
		section = row->section;
		buf_addf(out, "; %s", _(row->help));
		if (row->words)
			buf_addf(out, " (%s)", row->words);
		buf_addf(out, "\n%s = %.*s\n", row->name, STR_ARG(conf->texts[i]));
	}
	for (size_t i = 0; i < conf->pair_count; i++) {
		const struct conf_pair *pair = &conf->pairs[i];
		buf_addf(out, "%s[%.*s]\n%.*s = %.*s\n", "\n", STR_ARG(pair->section),
			 STR_ARG(pair->key), STR_ARG(pair->value));
	}
}
