/* SPDX-License-Identifier: MIT */
#include "html/meta.h"
#include "html/state_walk.h"

enum {
	SMALL_SCRIPT = 64 << 10, /* bytes: larger ones are programs */
	OBJECTS_MAX = 4000,
};

/* Members that an object about an article has. */
static const char *const article_keys[] = {
	"title", "headline", "content", "body", "published_at", "publishedAt", "publishDate",
	"datePublished", "articleTitle", "judul_artikel", "penulis", "authors", "author",
	"articleDate", "published_date", "articleEditor", "editor", "content_category",
	"category",
};

static int article_score(const struct value *object)
{
	int score = 0;

	for (size_t i = 0; i < sizeof(article_keys) / sizeof(article_keys[0]); i++)
		score += value_find(object, article_keys[i]) != NULL;
	return score;
}

/* Keeps an object, better ones first. */
static void state_add(struct meta_reader *m, const struct value *object, int score)
{
	size_t at = m->state_count;

	while (at > 0 && article_score(m->states[at - 1]) < score)
		at--;
	if (at >= META_STATES)
		return;
	if (m->state_count < META_STATES)
		m->state_count++;
	for (size_t i = m->state_count - 1; i > at; i--)
		m->states[i] = m->states[i - 1];
	m->states[at] = object;
}

static void objects_read(struct meta_reader *m, const struct value *root)
{
	int objects = 0;

	for (const struct value *v = root; v && objects < OBJECTS_MAX; v = value_next(v, root)) {
		if (v->kind != VALUE_OBJECT)
			continue;
		objects++;
		int score = article_score(v);
		if (score >= 2)
			state_add(m, v, score);
	}
}

static bool is_telling(struct str text)
{
	static const char *const words[] = {
		"dataLayer", "penulis", "author", "editor", "ublished", "articleTitle",
		"reporter", "publishDate",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_find(text, str_from(words[i])) != SIZE_MAX)
			return true;
	return false;
}

static void script_read(struct meta_reader *m, struct str text)
{
	size_t at = 0, used = 0;

	for (int objects = 0; objects < 8; objects++) {
		at = state_next_start(text, at);
		if (at == SIZE_MAX)
			return;
		const struct value *root =
			value_parse_some(&m->dom->arena, str_slice(text, at, text.len), &used);

		if (root)
			objects_read(m, root);
		at += used ? used : 1;
	}
}

static void see(void *ctx, const struct value *root)
{
	objects_read(ctx, root);
}

/* Where the body came out of a script, its facts do, too; else small scripts
 * are enough. */
void meta_read_states(struct meta_reader *m)
{
	if (!m->article) {
		state_walk(m->dom, see, m);
		return;
	}
	for (struct dom_node *n = m->dom->root; n; n = dom_next(n, m->dom->root)) {
		if (n->tag != DOM_SCRIPT)
			continue;
		struct str type = dom_attr(n, "type"), text = dom_raw(n);

		if (str_find_nocase(type, STR("ld+json")) != SIZE_MAX)
			continue;
		if (text.len <= SMALL_SCRIPT && is_telling(text))
			script_read(m, text);
	}
}

const struct value *meta_state(const struct meta_reader *m, const char *names)
{
	struct str rest = str_from(names), name;

	while (str_next_word(&rest, &name))
		for (size_t i = 0; i < m->state_count; i++)
			for (const struct value *v = m->states[i]->first; v; v = v->next)
				if (str_eq(v->key, name) && (v->raw.len || v->first))
					return v;
	return NULL;
}
