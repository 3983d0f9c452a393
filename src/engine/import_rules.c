/* SPDX-License-Identifier: MIT */
#include "engine/import.h"

#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "engine/rules.h"

enum { RULES_MOST = 1000 };

/* A word of newsboat's config: bare, or in quotes, where a backslash makes what
 * follows it mean itself. */
static bool take_word(struct str *rest, struct arena *arena, struct str *out)
{
	struct buf word = { 0 };
	size_t at = 1;

	*rest = str_trim(*rest);
	if (!rest->len || rest->ptr[0] == '#')
		return false;
	if (rest->ptr[0] != '"')
		return str_next_word(rest, out);
	for (; at < rest->len && rest->ptr[at] != '"'; at++) {
		if (rest->ptr[at] == '\\' && at + 1 < rest->len)
			at++;
		buf_add_char(&word, rest->ptr[at]);
	}
	*out = arena_str(arena, buf_str(&word));
	buf_free(&word);
	*rest = str_slice(*rest, at + 1, rest->len);
	return true;
}

static void add_quoted(struct buf *out, struct str text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, text.ptr[i]);
	}
	buf_add_char(out, '"');
}

/* FEED is an address, "regex:" and a pattern, or an asterisk. */
static void compose(struct str feed, struct str filter, struct buf *out)
{
	struct str regex = STR("regex:");
	bool is_regex = str_has_prefix(feed, regex);

	buf_add(out, STR("hide "));
	if (str_eq(feed, STR("*"))) {
		buf_add(out, filter);
		return;
	}
	buf_addf(out, "rssurl %s ", is_regex ? "=~" : "=");
	add_quoted(out, is_regex ? str_slice(feed, regex.len, feed.len) : feed);
	buf_addf(out, " and (%.*s)", STR_ARG(filter));
}

static bool is_known(const struct conf *conf, struct str value)
{
	const struct conf_pair *pair;
	size_t at = 0;

	while ((pair = rule_next(conf, &at)))
		if (str_eq(pair->value, value))
			return true;
	return false;
}

/* A name that no rule has yet; *number is the last that was tried. */
static struct str free_name(const struct conf *conf, int *number, struct arena *arena)
{
	for (;;) {
		struct str name = arena_printf(arena, "newsboat-%d", ++*number);
		const struct conf_pair *pair;
		size_t at = 0;

		while ((pair = rule_next(conf, &at)) && !str_eq_nocase(pair->key, name))
			;
		if (!pair)
			return name;
	}
}

static void refuse(struct import_result *result, struct str filter, const struct error *err)
{
	struct buf line = { 0 };

	buf_addf(&line, "%.*s (%s)", STR_ARG(filter), err->text);
	utf8_clean_line(&result->refused, buf_str(&line));
	buf_add_char(&result->refused, '\n');
	buf_free(&line);
}

/* One ignore-article line; what newsboat would make of it and we cannot is
 * named. */
static bool take_line(struct str line, const char *settings, struct conf *conf, int *number,
		      struct import_result *result)
{
	struct arena arena = { 0 };
	struct str word, feed, filter;
	struct buf value = { 0 };
	struct rule rule;
	struct error err = { 0 };

	bool is_ours = take_word(&line, &arena, &word) && str_eq(word, STR("ignore-article")) &&
		       take_word(&line, &arena, &feed) && take_word(&line, &arena, &filter);
	if (is_ours)
		compose(feed, filter, &value);
	struct conf_pair pair = { STR("rules"), STR("newsboat"), buf_str(&value), 0 };
	bool is_taken = is_ours && !is_known(conf, pair.value);
	if (is_taken && rule_read(&pair, 0, &rule, &err)) {
		query_free(&rule.query);
		pair.key = free_name(conf, number, &arena);
		if (conf_save_pair(settings, &pair, &err)) {
			result->rules++;
			/* The next line may say the same. */
			conf_free(conf);
			conf_load(settings, conf, &err);
		}
	}
	if (err.text[0])
		refuse(result, filter, &err);
	buf_free(&value);
	arena_free(&arena);
	return is_taken;
}

/* The config stands where the list does, which has its usual name. */
static bool find_config(const char *list, struct buf *out)
{
	const char *slash = strrchr(list, '/'), *name = slash ? slash + 1 : list;
	struct stat st;

	if (strcmp(name, "urls") != 0)
		return false;
	buf_add(out, (struct str){ list, (size_t)(name - list) });
	buf_add(out, STR("config"));
	return stat(buf_cstr(out), &st) == 0 && S_ISREG(st.st_mode);
}

bool import_rules(const char *list, const char *settings, struct import_result *result,
		  struct error *err)
{
	struct buf path = { 0 }, bytes = { 0 };
	struct conf conf = { 0 };
	bool is_opml, is_ok = true;
	int number = 0, count = 0;

	if (find_config(list, &path)) {
		is_ok = import_read(buf_cstr(&path), &bytes, &is_opml, err) &&
			conf_load(settings, &conf, err);
		struct str rest = buf_str(&bytes), line;
		while (is_ok && count < RULES_MOST && str_cut(&rest, '\n', &line))
			count += take_line(line, settings, &conf, &number, result);
		conf_free(&conf);
	}
	buf_free(&path);
	buf_free(&bytes);
	return is_ok;
}
