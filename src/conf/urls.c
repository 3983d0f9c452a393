/* SPDX-License-Identifier: MIT */
#include "conf/urls.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "conf/file.h"
#include "conf/value.h"
#include "conf/words.h"

enum { LARGEST_FILE = 16 << 20, LONGEST_LINE = 64 << 10, MOST_TAGS = 1 << 10 };

/* What a parse holds while it runs. */
struct reading {
	struct conf_urls *urls;
	size_t cap, complaint_cap;
	size_t *slots; /* open addressing: hash of url to index plus one */
	size_t slot_count;
	int line;
};

static void complain(struct reading *r, size_t column, struct str text)
{
	struct conf_urls *urls = r->urls;

	urls->complaints = mem_grow(urls->complaints, urls->complaint_count, &r->complaint_cap,
				    sizeof(*urls->complaints));
	urls->complaints[urls->complaint_count++] = (struct conf_complaint){
		.line = r->line, .column = (int)column + 1, .text = text,
	};
}

static size_t *find_slot(struct reading *r, struct str url)
{
	size_t mask = r->slot_count - 1;
	size_t i = (size_t)str_hash(url) & mask;

	while (r->slots[i] && !str_eq(r->urls->sources[r->slots[i] - 1].url, url))
		i = (i + 1) & mask;
	return &r->slots[i];
}

static void grow_slots(struct reading *r)
{
	if (r->slot_count > 2 * (r->urls->count + 1))
		return;
	r->slot_count = r->slot_count ? r->slot_count * 2 : 256;
	free(r->slots);
	r->slots = mem_new(r->slot_count, sizeof(*r->slots));
	for (size_t i = 0; i < r->urls->count; i++)
		*find_slot(r, r->urls->sources[i].url) = i + 1;
}

struct scheme {
	struct str prefix;
	enum conf_source_kind kind;
};

static const struct scheme schemes[] = {
	{ { "http://", 7 }, CONF_WEB },	 { { "https://", 8 }, CONF_WEB },
	{ { "file://", 7 }, CONF_FILE }, { { "exec:", 5 }, CONF_EXEC },
	{ { "filter:", 7 }, CONF_FILTER }, { { "query:", 6 }, CONF_QUERY },
};

static bool find_kind(struct str url, enum conf_source_kind *kind)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_has_prefix_nocase(url, schemes[i].prefix) &&
		    url.len > schemes[i].prefix.len) {
			*kind = schemes[i].kind;
			return true;
		}
	return false;
}

/* query:NAME:EXPRESSION */
static bool split_query(struct conf_source *source)
{
	struct str rest = str_slice(source->url, 6, source->url.len);

	if (str_find_char(rest, ':') == SIZE_MAX)
		return false;
	str_cut(&rest, ':', &source->title);
	source->query = rest;
	return source->title.len && rest.len;
}

/* The first word: what is subscribed to. */
static bool read_url(struct reading *r, const struct urls_word *word, struct conf_source *source)
{
	struct arena *arena = &r->urls->arena;

	*source = conf_source_new(word->text);
	source->line = r->line;
	if (str_has_controls(word->text) || !find_kind(word->text, &source->kind)) {
		complain(r, word->from, arena_printf(arena,
			_("\"%.*s\" is no address; one starts with https://"),
			word->text.len > 80 ? 80 : (int)word->text.len, word->text.ptr));
		return false;
	}
	if (source->kind == CONF_QUERY && !split_query(source)) {
		complain(r, word->from, arena_str(arena, str_from(
			_("a smart folder is written \"query:NAME:EXPRESSION\""))));
		return false;
	}
	if (r->urls->is_open_to_others &&
	    (source->kind == CONF_EXEC || source->kind == CONF_FILTER)) {
		complain(r, word->from, arena_str(arena, str_from(
			_("others may write this file, so its commands are not run"))));
		return false;
	}
	return true;
}

static bool has_tag(const struct conf_source *source, struct str tag)
{
	for (size_t i = 0; i < source->tag_count; i++)
		if (str_eq(source->tags[i], tag))
			return true;
	return false;
}

static void add_tag(struct conf_source *source, struct arena *arena, struct str tag)
{
	if (!tag.len || source->tag_count >= MOST_TAGS || has_tag(source, tag))
		return;
	/* Room doubles at powers of two, so that many tags stay cheap. */
	if ((source->tag_count & (source->tag_count + 1)) == 0) {
		struct str *grown = arena_array(arena, 2 * source->tag_count + 1, sizeof(*grown));
		for (size_t i = 0; i < source->tag_count; i++)
			grown[i] = source->tags[i];
		source->tags = grown;
	}
	source->tags[source->tag_count++] = tag;
}

static void read_word(struct reading *r, const struct urls_word *word, struct conf_source *source)
{
	struct arena *arena = &r->urls->arena;
	struct str mistake;

	switch (urls_word_role(word->text)) {
	case WORD_TITLE:
		source->title = str_slice(word->text, 1, word->text.len);
		break;
	case WORD_HIDDEN:
		source->is_hidden = true;
		break;
	case WORD_TAG:
		add_tag(source, arena, word->text);
		break;
	default:
		if (!urls_read_option(word->text, source, arena, &mistake))
			complain(r, word->from, mistake);
	}
}

static struct conf_source *add_source(struct reading *r, const struct conf_source *source)
{
	struct conf_urls *urls = r->urls;

	grow_slots(r);
	size_t *slot = find_slot(r, source->url);
	if (!*slot) {
		urls->sources = mem_grow(urls->sources, urls->count, &r->cap,
					 sizeof(*urls->sources));
		urls->sources[urls->count++] = *source;
		*slot = urls->count;
	}
	return &urls->sources[*slot - 1];
}

static void read_line(struct reading *r, struct str line)
{
	struct arena *arena = &r->urls->arena;
	struct conf_source fresh;
	struct urls_word word;
	size_t at = 0;

	if (line.len > LONGEST_LINE) {
		complain(r, 0, arena_printf(arena, _("this line is longer than %d bytes"),
					    LONGEST_LINE));
		return;
	}
	if (!urls_next_word(line, &at, arena, &word) || !read_url(r, &word, &fresh))
		return;
	struct conf_source *source = add_source(r, &fresh);
	while (urls_next_word(line, &at, arena, &word))
		read_word(r, &word, source);
}

static void parse(struct str text, struct conf_urls *out)
{
	struct reading r = { .urls = out };
	struct str line;

	if (str_has_prefix(text, STR("\xef\xbb\xbf")))
		text = str_slice(text, 3, text.len);
	while (str_cut(&text, '\n', &line)) {
		r.line++;
		read_line(&r, line);
	}
	free(r.slots);
}

void conf_urls_parse(struct str text, struct conf_urls *out)
{
	*out = (struct conf_urls){ 0 };
	parse(text, out);
}

bool conf_urls_load(const char *path, struct conf_urls *out, struct error *err)
{
	struct buf text = { .max = LARGEST_FILE + (64 << 10) };
	struct file_facts facts;

	*out = (struct conf_urls){ 0 };
	bool is_ok = file_load(path, LARGEST_FILE, &text, &facts, err);
	if (is_ok) {
		out->is_open_to_others = facts.is_open_to_others;
		parse(buf_str(&text), out);
	}
	buf_free(&text);
	return is_ok;
}

bool conf_urls_text(const char *path, struct buf *out, struct error *err)
{
	struct file_facts facts;

	return file_load(path, LARGEST_FILE, out, &facts, err);
}

void conf_urls_free(struct conf_urls *urls)
{
	free(urls->sources);
	free(urls->complaints);
	arena_free(&urls->arena);
	*urls = (struct conf_urls){ 0 };
}

const struct conf_source *conf_urls_find(const struct conf_urls *urls, struct str url)
{
	for (size_t i = 0; i < urls->count; i++)
		if (str_eq(urls->sources[i].url, url))
			return &urls->sources[i];
	return NULL;
}
