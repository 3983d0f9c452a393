/* SPDX-License-Identifier: MIT */
#include "conf/settings.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "conf/file.h"
#include "conf/table.h"

enum { LARGEST_FILE = 1 << 20, LONGEST_LINE = 16 << 10 };

/* inih reads lines through this, so that lines of any length, their numbers
 * and columns are known to the handler. */
struct reading {
	struct conf *conf;
	size_t pair_cap, complaint_cap;
	struct str rest, line; /* line: without white space at its ends */
	size_t indent;         /* bytes before it */
	int number;
	bool is_entry;   /* the line should give name and value */
	bool is_handled; /* and did */
};

static void complain(struct reading *r, struct str word, struct str sentence)
{
	struct conf *conf = r->conf;
	size_t at = str_find(r->line, word);

	conf->complaints = mem_grow(conf->complaints, conf->complaint_count, &r->complaint_cap,
				    sizeof(*conf->complaints));
	conf->complaints[conf->complaint_count++] = (struct conf_complaint){
		.line = r->number,
		.column = 1 + (int)(r->indent + (at == SIZE_MAX ? 0 : at)),
		.text = sentence,
	};
}

static bool is_readable(struct str line)
{
	for (size_t i = 0; i < line.len; i++)
		if ((unsigned char)line.ptr[i] < ' ' && line.ptr[i] != '\t')
			return false;
	return line.len <= LONGEST_LINE && utf8_is_valid(line);
}

/* Complains of a line that inih made nothing of. */
static void end_line(struct reading *r)
{
	if (r->is_entry && !r->is_handled)
		complain(r, r->line, arena_printf(&r->conf->arena,
			r->line.ptr[0] == '[' ? _("a section is written [name]") :
						_("this line is not \"name = value\"")));
	r->is_entry = r->is_handled = false;
}

static bool take_line(struct reading *r)
{
	struct str raw;

	end_line(r);
	if (!str_cut(&r->rest, '\n', &raw))
		return false;
	if (r->number++ == 0 && str_has_prefix(raw, STR("\xef\xbb\xbf")))
		raw = str_slice(raw, 3, raw.len);
	r->line = str_trim(raw);
	r->indent = r->line.len ? (size_t)(r->line.ptr - raw.ptr) : 0;
	if (!is_readable(r->line)) {
		complain(r, STR(""), arena_printf(&r->conf->arena,
			_("this line is too long or no readable text")));
		r->line = STR("");
	}
	return true;
}

/* A line for inih: what is too long for its buffer is cut behind the "=",
 * since the handler takes values from the line itself. */
static char *read_line(char *to, int size, void *ctx)
{
	struct reading *r = ctx;

	if (!take_line(r))
		return NULL;
	size_t len = r->line.len, room = (size_t)size - 3;
	char first = len ? r->line.ptr[0] : ';';
	r->is_entry = first != ';' && first != '#' &&
		      (first != '[' || str_find_char(r->line, ']') == SIZE_MAX);
	if (len > room) {
		size_t equals = str_find_char(r->line, '=');
		len = equals < room ? equals + 1 : 0;
	}
	if (len)
		memcpy(to, r->line.ptr, len);
	memcpy(to + len, "\n", 2);
	return to;
}

static struct str line_value(const struct reading *r, bool has_comments)
{
	size_t at = 0;

	while (at < r->line.len && r->line.ptr[at] != '=' && r->line.ptr[at] != ':')
		at++;
	struct str value = str_trim(str_slice(r->line, at + 1, r->line.len));
	if (!has_comments)
		return value;
	/* As inih has it: a comment inside a line stands after white space. */
	for (size_t i = 1; i < value.len; i++)
		if (value.ptr[i] == ';' && str_is_space(value.ptr[i - 1]))
			return str_trim(str_slice(value, 0, i));
	return value.len && value.ptr[0] == ';' ? str_slice(value, 0, 0) : value;
}

static void keep_pair(struct reading *r, struct str section, struct str name, struct str value)
{
	struct conf *conf = r->conf;

	conf->pairs = mem_grow(conf->pairs, conf->pair_count, &r->pair_cap, sizeof(*conf->pairs));
	conf->pairs[conf->pair_count++] = (struct conf_pair){
		.section = arena_str(&conf->arena, section),
		.key = arena_str(&conf->arena, name),
		.value = arena_str(&conf->arena, value),
		.line = r->number,
	};
}

static int take_entry(void *ctx, const char *section_text, const char *name_text,
		      const char *unused)
{
	struct reading *r = ctx;
	struct str section = str_from(section_text), name = str_from(name_text);
	bool is_macro = str_eq(section, STR("keys")) && str_has_prefix(name, STR("macro."));
	struct str value = line_value(r, !is_macro), sentence; /* macros hold ";" */

	(void)unused;
	r->is_handled = true;
	int row = table_find(section, name);
	if (row < 0 && table_takes_pairs(section)) {
		keep_pair(r, section, name, value);
	} else if (row < 0) {
		sentence = table_unknown(section, name, &r->conf->arena);
		complain(r, name, sentence);
	} else if (!table_read((enum setting)row, value, r->conf, &sentence)) {
		complain(r, value.len ? value : name, sentence);
	} else {
		r->conf->lines[row] = r->number;
	}
	return 1;
}

/* Commands are run only from a file that nobody else could have written. */
static void distrust_commands(struct reading *r)
{
	static const enum setting commands[] = {
		SETTING_BROWSER, SETTING_PLAYER, SETTING_NOTIFY_COMMAND,
	};

	r->number = 0;
	r->line = STR("");
	r->indent = 0;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		r->conf->texts[commands[i]] = STR("");
	r->conf->is_open_to_others = true;
	complain(r, STR(""), arena_printf(&r->conf->arena,
		_("others may write this file, so its commands are not used")));
}

/* Defaults, then the text over them; out is zeroed. */
static void parse(struct str text, bool is_open_to_others, struct conf *out)
{
	struct reading r = { .conf = out, .rest = text };

	table_defaults(out);
	ini_parse_stream(read_line, &r, take_entry, &r);
	end_line(&r);
	if (is_open_to_others)
		distrust_commands(&r);
}

void conf_parse(struct str text, struct conf *out)
{
	*out = (struct conf){ 0 };
	parse(text, false, out);
}

bool conf_load(const char *path, struct conf *out, struct error *err)
{
	struct buf text = { .max = LARGEST_FILE + (64 << 10) };
	struct file_facts facts;

	*out = (struct conf){ 0 };
	bool is_ok = file_load(path, LARGEST_FILE, &text, &facts, err);
	parse(is_ok ? buf_str(&text) : STR(""), facts.is_open_to_others, out);
	buf_free(&text);
	return is_ok;
}

void conf_free(struct conf *conf)
{
	free(conf->pairs);
	free(conf->complaints);
	arena_free(&conf->arena);
	*conf = (struct conf){ 0 };
}

static void copy_arrays(const struct conf *from, struct conf *to)
{
	to->pairs = from->pair_count ? mem_new(from->pair_count, sizeof(*to->pairs)) : NULL;
	to->pair_count = from->pair_count;
	for (size_t i = 0; i < from->pair_count; i++)
		to->pairs[i] = (struct conf_pair){
			.section = arena_str(&to->arena, from->pairs[i].section),
			.key = arena_str(&to->arena, from->pairs[i].key),
			.value = arena_str(&to->arena, from->pairs[i].value),
			.line = from->pairs[i].line,
		};
	to->complaints = from->complaint_count ?
			 mem_new(from->complaint_count, sizeof(*to->complaints)) : NULL;
	to->complaint_count = from->complaint_count;
	for (size_t i = 0; i < from->complaint_count; i++) {
		to->complaints[i] = from->complaints[i];
		to->complaints[i].text = arena_str(&to->arena, from->complaints[i].text);
	}
}

void conf_copy(const struct conf *from, struct conf *to)
{
	*to = (struct conf){ .is_open_to_others = from->is_open_to_others };
	for (int i = 0; i < SETTING_COUNT; i++) {
		to->texts[i] = arena_str(&to->arena, from->texts[i]);
		to->numbers[i] = from->numbers[i];
		to->lines[i] = from->lines[i];
	}
	copy_arrays(from, to);
}

int64_t conf_number(const struct conf *conf, enum setting setting)
{
	return conf->numbers[setting];
}

bool conf_bool(const struct conf *conf, enum setting setting)
{
	return conf->numbers[setting] != 0;
}

struct str conf_text(const struct conf *conf, enum setting setting)
{
	return conf->texts[setting];
}
