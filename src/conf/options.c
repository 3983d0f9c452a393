/* SPDX-License-Identifier: MIT */

#include "base/i18n.h"
#include "base/mem.h"
#include "conf/value.h"
#include "conf/words.h"

enum option { EVERY, KEEP, RELATED, FULLTEXT, PICTURES, TIMEOUT, MAX_SIZE, USER_AGENT, PROXY,
	HEADER, OPTION_COUNT };

struct option_row {
	const char *name;
	const char *hint; /* what a value looks like */
	int64_t least, most;
};

static const struct option_row rows[OPTION_COUNT] = {
	[EVERY] = { "every", "auto, 30m, 2h, 1d", 900, 30 * 86400 },
	[KEEP] = { "keep", "0s, 90d, 1y", 0, INT64_C(3153600000) },
	[RELATED] = { "related", "0, 1, 2, 3", 0, 3 },
	[FULLTEXT] = { "fulltext", "auto, always, never", 0, 0 },
	[PICTURES] = { "pictures", "yes, no", 0, 0 },
	[TIMEOUT] = { "timeout", "10s, 2m", 1, 600 },
	[MAX_SIZE] = { "max-size", "512K, 32M", 1 << 10, 256 << 20 },
	[USER_AGENT] = { "user-agent", "text", 0, 0 },
	[PROXY] = { "proxy", "http://host:port", 0, 0 },
	[HEADER] = { "header", "Name: value", 0, 0 },
};

struct conf_source conf_source_new(struct str url)
{
	return (struct conf_source){
		.url = url, .every = -1, .keep = -1, .related = -1, .pictures = -1,
		.timeout = -1, .max_size = -1,
	};
}

static int find_option(struct str name)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (str_eq(name, str_from(rows[i].name)))
			return i;
	return -1;
}

static const char *nearest_option(struct str name)
{
	const char *names[OPTION_COUNT];

	for (int i = 0; i < OPTION_COUNT; i++)
		names[i] = rows[i].name;
	return value_nearest(name, names, OPTION_COUNT);
}

static void split_option(struct str text, struct str *name, struct str *value)
{
	*value = text;
	str_cut(value, '=', name);
}

/* A tag may hold "=", so only what is an option, or nearly one, is none. */
enum urls_role urls_word_role(struct str text)
{
	struct str name, value;

	if (str_has_prefix(text, STR("~")))
		return WORD_TITLE;
	if (str_has_prefix(text, STR("!")))
		return WORD_HIDDEN;
	if (str_find_char(text, '=') == SIZE_MAX)
		return WORD_TAG;
	split_option(text, &name, &value);
	if (find_option(name) >= 0)
		return WORD_OPTION;
	return nearest_option(name) ? WORD_WRONG : WORD_TAG;
}

/* A header of the user's own must stay one line of the request. */
static bool is_header(struct str s)
{
	size_t colon = str_find_char(s, ':');

	if (colon == SIZE_MAX || colon == 0)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || (i < colon && s.ptr[i] == ' '))
			return false;
	return true;
}

static bool is_plain(struct str s)
{
	return s.len > 0 && !str_has_controls(s);
}

static void add_header(struct conf_source *source, struct arena *arena, struct str header)
{
	struct str *grown = arena_array(arena, source->header_count + 1, sizeof(*grown));

	for (size_t i = 0; i < source->header_count; i++)
		grown[i] = source->headers[i];
	grown[source->header_count++] = header;
	source->headers = grown;
}

static bool read_number(enum option option, struct str value, int64_t *out)
{
	bool is_read = false;

	switch (option) {
	case EVERY:
		if (str_eq_nocase(value, STR("auto"))) {
			*out = 0;
			return true;
		}
		is_read = value_duration(value, out);
		break;
	case KEEP:
	case TIMEOUT:
		is_read = value_duration(value, out);
		break;
	case MAX_SIZE:
		is_read = value_size(value, out);
		break;
	case RELATED:
		is_read = str_to_int64(value, out);
		break;
	default:
		break;
	}
	return is_read && *out >= rows[option].least && *out <= rows[option].most;
}

static bool read_value(enum option option, struct str value, struct conf_source *source,
		       struct arena *arena)
{
	int64_t number = 0;
	int word;

	switch (option) {
	case FULLTEXT:
		word = value_word(value, "auto|always|never");
		if (word >= 0)
			source->fulltext = CONF_AUTO + (enum conf_choice)word;
		return word >= 0;
	case PICTURES:
		word = value_word(value, "no|yes");
		if (word >= 0)
			source->pictures = word;
		return word >= 0;
	case USER_AGENT:
		source->user_agent = is_plain(value) ? value : source->user_agent;
		return is_plain(value);
	case PROXY:
		source->proxy = is_plain(value) ? value : source->proxy;
		return is_plain(value);
	case HEADER:
		if (is_header(value))
			add_header(source, arena, value);
		return is_header(value);
	default:
		break;
	}
	if (!read_number(option, value, &number))
		return false;
	switch (option) {
	case EVERY: source->every = number; break;
	case KEEP: source->keep = number; break;
	case TIMEOUT: source->timeout = (int)number; break;
	case MAX_SIZE: source->max_size = number; break;
	default: source->related = (int)number; break;
	}
	return true;
}

bool urls_read_option(struct str text, struct conf_source *source, struct arena *arena,
		      struct str *mistake)
{
	struct str name, value;

	split_option(text, &name, &value);
	int option = find_option(name);
	if (option < 0) {
		*mistake = arena_printf(arena, _("unknown option \"%.*s\"; did you mean \"%s\"?"),
					STR_ARG(name), nearest_option(name));
		return false;
	}
	if (read_value((enum option)option, value, source, arena))
		return true;
	*mistake = arena_printf(arena, _("\"%.*s\" is no value for %s; it looks like this: %s"),
				STR_ARG(value), rows[option].name, rows[option].hint);
	return false;
}

/* Adds the options of the source that are set as words, each to its own buf. */
static void write_option(struct buf *out, enum option option, const struct conf_source *s)
{
	switch (option) {
	case EVERY:
		if (s->every == 0)
			buf_add(out, STR("auto"));
		else if (s->every > 0)
			value_add_duration(out, s->every);
		break;
	case KEEP:
		if (s->keep >= 0)
			value_add_duration(out, s->keep);
		break;
	case RELATED:
		if (s->related >= 0)
			buf_addf(out, "%d", s->related);
		break;
	case FULLTEXT:
		if (s->fulltext != CONF_UNSET)
			buf_add(out, s->fulltext == CONF_AUTO	  ? STR("auto") :
				     s->fulltext == CONF_ALWAYS ? STR("always") :
								    STR("never"));
		break;
	case PICTURES:
		if (s->pictures >= 0)
			buf_add(out, s->pictures ? STR("yes") : STR("no"));
		break;
	case TIMEOUT:
		if (s->timeout > 0)
			value_add_duration(out, s->timeout);
		break;
	case MAX_SIZE:
		if (s->max_size > 0)
			value_add_size(out, s->max_size);
		break;
	case USER_AGENT: buf_add(out, s->user_agent); break;
	case PROXY: buf_add(out, s->proxy); break;
	default: break;
	}
}

static bool has_header(const struct conf_source *source, struct str header)
{
	for (size_t i = 0; i < source->header_count; i++)
		if (str_eq(source->headers[i], header))
			return true;
	return false;
}

/* Both say the same about the option. */
static bool same_option(enum option option, const struct conf_source *a,
			const struct conf_source *b)
{
	struct buf one = { 0 }, other = { 0 };

	write_option(&one, option, a);
	write_option(&other, option, b);
	bool is_same = str_eq(buf_str(&one), buf_str(&other));
	buf_free(&one);
	buf_free(&other);
	return is_same;
}

bool urls_option_is_kept(struct str text, const struct conf_source *source)
{
	struct arena arena = { 0 };
	struct conf_source written = conf_source_new((struct str){ 0 });
	struct str name, value, mistake;
	bool is_kept = true; /* what cannot be read is not ours to drop */

	split_option(text, &name, &value);
	int option = find_option(name);
	if (urls_read_option(text, &written, &arena, &mistake))
		is_kept = option == HEADER ? has_header(source, value) :
					     same_option((enum option)option, &written, source);
	arena_free(&arena);
	return is_kept;
}

static void add_option_word(struct buf *out, enum option option, struct str value)
{
	struct buf word = { 0 };

	buf_addf(&word, "%s=%.*s", rows[option].name, STR_ARG(value));
	buf_add_char(out, ' ');
	urls_add_word(out, buf_str(&word));
	buf_free(&word);
}

void urls_add_options(struct buf *out, const struct conf_source *wanted,
		      const struct conf_source *present)
{
	for (int option = 0; option < HEADER; option++) {
		struct buf value = { 0 };
		write_option(&value, (enum option)option, wanted);
		if (value.len && !same_option((enum option)option, wanted, present))
			add_option_word(out, (enum option)option, buf_str(&value));
		buf_free(&value);
	}
	for (size_t i = 0; i < wanted->header_count; i++)
		if (!has_header(present, wanted->headers[i]))
			add_option_word(out, HEADER, wanted->headers[i]);
}
