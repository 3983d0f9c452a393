/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "conf/edit.h"

static size_t count_lines_of(struct str text, struct str url)
{
	struct arena arena = { 0 };
	struct str line;
	struct urls_word word;
	size_t count = 0;

	while (edit_next_line(&text, &line))
		count += edit_is_of(line, url, &arena, &word);
	arena_free(&arena);
	return count;
}

static bool not_there(struct str url, const char *path, struct error *err)
{
	struct buf shown = { 0 };

	buf_add(&shown, url);
	error_set(err, _("%s is not in %s"), buf_cstr(&shown), path);
	buf_free(&shown);
	return false;
}

static void add_words(struct buf *out, const struct conf_source *source)
{
	struct conf_source none = conf_source_new(source->url);

	urls_add_word(out, source->url);
	if (source->title.len && source->kind != CONF_QUERY) {
		struct buf title = { 0 };
		buf_addf(&title, "~%.*s", STR_ARG(source->title));
		buf_add_char(out, ' ');
		urls_add_word(out, buf_str(&title));
		buf_free(&title);
	}
	for (size_t i = 0; i < source->tag_count; i++) {
		buf_add_char(out, ' ');
		urls_add_word(out, source->tags[i]);
	}
	if (source->is_hidden)
		buf_add(out, STR(" !"));
	urls_add_options(out, source, &none);
}

bool conf_urls_add_all(const char *path, const struct conf_source *sources, size_t count,
		       size_t *added, struct error *err)
{
	struct conf_urls urls;
	struct edit edit;
	size_t fresh = 0;

	if (!edit_open(&edit, path, err))
		return false;
	buf_add(&edit.after, buf_str(&edit.before));
	edit_end_line(&edit.after);
	conf_urls_parse(buf_str(&edit.before), &urls);
	for (size_t i = 0; i < count; i++) {
		if (conf_urls_find(&urls, sources[i].url))
			continue;
		fresh++;
		add_words(&edit.after, &sources[i]);
		buf_add_char(&edit.after, '\n');
	}
	conf_urls_free(&urls);
	if (added)
		*added = fresh;
	if (fresh)
		return edit_save(&edit, err);
	edit_drop(&edit);
	return true;
}

bool conf_urls_add(const char *path, const struct conf_source *source, struct error *err)
{
	size_t added;

	if (!conf_urls_add_all(path, source, 1, &added, err))
		return false;
	return added || error_set(err, _("%.*s is subscribed already"), STR_ARG(source->url));
}

/* What the lines of a source say already, while they are rewritten. */
struct rewrite {
	const struct conf_source *wanted;
	bool *has_tag; /* of wanted's tags */
	bool has_title, is_hidden;
	struct conf_source present;
	struct arena arena;
};

static bool keep_tag(struct rewrite *rw, struct str tag)
{
	for (size_t i = 0; i < rw->wanted->tag_count; i++)
		if (str_eq(rw->wanted->tags[i], tag)) {
			bool is_new = !rw->has_tag[i];
			rw->has_tag[i] = true;
			return is_new;
		}
	return false;
}

/* The title that the file should have: a query's own name needs no word. */
static bool wants_title(const struct conf_source *source)
{
	struct str rest, name;

	if (!source->title.len || source->kind != CONF_QUERY)
		return source->title.len > 0;
	rest = str_slice(source->url, 6, source->url.len);
	str_cut(&rest, ':', &name);
	return !str_eq(name, source->title);
}

/* Whether a word of the line stays; a title that changed is replaced by the
 * one added at the end. */
static bool keep_word(struct rewrite *rw, const struct urls_word *word)
{
	struct str mistake, title;

	switch (urls_word_role(word->text)) {
	case WORD_TITLE:
		title = str_slice(word->text, 1, word->text.len);
		if (rw->has_title || !wants_title(rw->wanted) ||
		    !str_eq(title, rw->wanted->title))
			return false;
		return rw->has_title = true;
	case WORD_HIDDEN:
		rw->is_hidden = rw->wanted->is_hidden;
		return rw->is_hidden;
	case WORD_TAG:
		return keep_tag(rw, word->text);
	case WORD_OPTION:
		if (!urls_option_is_kept(word->text, rw->wanted))
			return false;
		urls_read_option(word->text, &rw->present, &rw->arena, &mistake);
		return true;
	default:
		return true;
	}
}

/* Adds what the lines so far do not say. */
static void add_missing(struct rewrite *rw, struct buf *out)
{
	const struct conf_source *wanted = rw->wanted;

	if (wants_title(wanted) && !rw->has_title) {
		struct buf title = { 0 };
		buf_addf(&title, "~%.*s", STR_ARG(wanted->title));
		buf_add_char(out, ' ');
		urls_add_word(out, buf_str(&title));
		buf_free(&title);
	}
	for (size_t i = 0; i < wanted->tag_count; i++) {
		if (rw->has_tag[i])
			continue;
		buf_add_char(out, ' ');
		urls_add_word(out, wanted->tags[i]);
	}
	if (wanted->is_hidden && !rw->is_hidden)
		buf_add(out, STR(" !"));
	urls_add_options(out, wanted, &rw->present);
}

/* Copies a line of the source, leaving out what is not wanted any more. */
static void rewrite_line(struct rewrite *rw, struct str line, size_t at, bool is_last,
			 struct buf *out)
{
	struct urls_word word;
	size_t copied = 0, end = at;

	while (urls_next_word(line, &at, &rw->arena, &word)) {
		if (keep_word(rw, &word)) {
			end = word.to;
			continue;
		}
		buf_add(out, str_slice(line, copied, end));
		copied = end = word.to;
	}
	buf_add(out, str_slice(line, copied, end));
	if (is_last)
		add_missing(rw, out);
	buf_add(out, str_slice(line, end, line.len));
}

bool conf_urls_set(const char *path, const struct conf_source *source, struct error *err)
{
	struct rewrite rw = { .wanted = source };
	struct str rest, line;
	struct edit edit;
	struct urls_word word;

	if (!edit_open(&edit, path, err))
		return false;
	rest = buf_str(&edit.before);
	size_t left = count_lines_of(rest, source->url);
	if (!left) {
		edit_drop(&edit);
		return not_there(source->url, path, err);
	}
	rw.present = conf_source_new(source->url);
	rw.has_tag = arena_array(&rw.arena, source->tag_count + 1, sizeof(bool));
	while (edit_next_line(&rest, &line)) {
		if (edit_is_of(line, source->url, &rw.arena, &word))
			rewrite_line(&rw, line, word.to, --left == 0, &edit.after);
		else
			buf_add(&edit.after, line);
	}
	arena_free(&rw.arena);
	return edit_save(&edit, err);
}

/* Replaces the first word of each line of `from` by `to`; without `to` the
 * lines go. */
static bool replace_lines(const char *path, struct str from, const struct str *to,
			  struct error *err)
{
	struct arena arena = { 0 };
	struct str rest, line;
	struct edit edit;
	struct urls_word word;
	bool is_found = false;

	if (!edit_open(&edit, path, err))
		return false;
	rest = buf_str(&edit.before);
	if (to && count_lines_of(rest, *to)) {
		edit_drop(&edit);
		return error_set(err, _("%.*s is subscribed already"), STR_ARG(*to));
	}
	while (edit_next_line(&rest, &line)) {
		if (!edit_is_of(line, from, &arena, &word)) {
			buf_add(&edit.after, line);
			continue;
		}
		is_found = true;
		if (!to)
			continue;
		buf_add(&edit.after, str_slice(line, 0, word.from));
		urls_add_word(&edit.after, *to);
		buf_add(&edit.after, str_slice(line, word.to, line.len));
	}
	arena_free(&arena);
	if (is_found)
		return edit_save(&edit, err);
	edit_drop(&edit);
	return not_there(from, path, err);
}

bool conf_urls_remove(const char *path, struct str url, struct error *err)
{
	return replace_lines(path, url, NULL, err);
}

bool conf_urls_move(const char *path, struct str from, struct str to, struct error *err)
{
	return replace_lines(path, from, &to, err);
}

/* The source's tags with one more or one less, in the arena of urls. */
static void change_tag(struct conf_urls *urls, struct conf_source *source, struct str tag,
		       bool is_on)
{
	struct str *tags = arena_array(&urls->arena, source->tag_count + 1, sizeof(*tags));
	size_t count = 0;

	for (size_t i = 0; i < source->tag_count; i++)
		if (!str_eq(source->tags[i], tag))
			tags[count++] = source->tags[i];
	if (is_on)
		tags[count++] = tag;
	source->tags = tags;
	source->tag_count = count;
}

bool conf_urls_tag(const char *path, struct str url, struct str tag, bool is_on,
		   struct error *err)
{
	struct conf_urls urls;

	if (!conf_urls_load(path, &urls, err))
		return false;
	const struct conf_source *found = conf_urls_find(&urls, url);
	bool is_ok = found != NULL;
	if (found) {
		struct conf_source source = *found;
		change_tag(&urls, &source, tag, is_on);
		is_ok = conf_urls_set(path, &source, err);
	} else {
		not_there(url, path, err);
	}
	conf_urls_free(&urls);
	return is_ok;
}
