/* SPDX-License-Identifier: MIT */
#include "html/people.h"

static const char author_tags[] =
	"articleauthor article:author og:article:author author parsely-author sailthru.author "
	"byl dc.creator dcterms.creator dc.contributor citation_author cxenseparse:author "
	"article:author_name authors content_author mediator_author byline creator "
	"twitter:data1:author shareaholic:article_author_name rbauthors";

static bool has_role(const struct byline *b, enum byline_role role)
{
	for (size_t i = 0; i < b->count; i++)
		if (b->names[i].role == role)
			return true;
	return false;
}

bool people_has(const struct byline *b, enum byline_role role, struct str name)
{
	for (size_t i = 0; i < b->count; i++)
		if (b->names[i].role == role && meta_same(b->names[i].name, name))
			return true;
	return false;
}

/* As long as there is room, which is for those who count. */
static void add(struct byline *out, const struct byline_name *one)
{
	if (one->role != BYLINE_OTHER && out->count < BYLINE_NAMES &&
	    !people_has(out, one->role, one->name))
		out->names[out->count++] = *one;
}

static void append(struct byline *out, const struct byline *more)
{
	for (size_t i = 0; i < more->count; i++)
		add(out, &more->names[i]);
	out->has_label |= more->has_label;
}

static bool is_in_caption(const struct line *line)
{
	const struct dom_node *node = line->spans[0].node->parent;

	for (int up = 0; node && up < 4; up++, node = node->parent)
		if (node->tag == DOM_FIGCAPTION || node->tag == DOM_FIGURE ||
		    dom_has_hint(node, "caption"))
			return true;
	return false;
}

void people_of_lines(const struct meta_reader *m, size_t from, size_t to, bool is_tail,
		     struct byline *out)
{
	struct byline found;

	for (size_t i = from; i < to; i++) {
		const struct line *line = &m->lines.items[i];

		if (line->is_hidden || is_in_caption(line) || !byline_parse(line->text, &found))
			continue;
		if (is_tail && (!found.has_label || !found.is_whole))
			continue;
		if (!found.is_whole && !found.has_label)
			continue;
		/* The first line of a role speaks for the article. */
		for (size_t k = 0; k < found.count; k++)
			if (has_role(out, found.names[k].role) ||
			    (!found.is_whole && found.names[k].role == BYLINE_SOURCE))
				found.names[k].role = BYLINE_OTHER;
		append(out, &found);
	}
}

void people_of_split_lines(const struct meta_reader *m, size_t from, size_t to, bool is_tail,
			   struct byline *out)
{
	struct byline found;
	struct buf both = { .max = BYLINE_LINE_MAX };

	for (size_t i = from; i + 1 < to; i++) {
		const struct line *label = &m->lines.items[i], *name = &m->lines.items[i + 1];

		if (label->text.len > 24 || name->text.len > 120)
			continue;
		buf_clear(&both);
		buf_add(&both, label->text);
		buf_add_char(&both, ' ');
		buf_add(&both, name->text);
		struct str text = arena_str(&m->dom->arena, buf_str(&both));
		if (byline_parse(label->text, &found) || !byline_parse(text, &found) ||
		    !found.is_whole || (is_tail && !found.has_label))
			continue;
		for (size_t k = 0; k < found.count; k++)
			if (!has_role(out, found.names[k].role) &&
			    found.names[k].name.ptr >= text.ptr + label->text.len)
				add(out, &found.names[k]);
	}
	buf_free(&both);
}

/* An element that is told to hold the author. */
static bool is_author_element(const struct dom_node *n)
{
	if (dom_has_word(n, "rel", "author") || dom_has_word(n, "itemprop", "author") ||
	    dom_has_word(n, "property", "author"))
		return true;
	static const char *const hints[] = {
		"reporter", "penulis", "byline", "jurnalis", "journalist", "wartawan",
		"author-name", "authorname",
	};

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (dom_has_hint(n, hints[i]))
			return true;
	struct str rest = dom_attr(n, "class"), word;
	while (str_next_word(&rest, &word))
		if (str_has_prefix_nocase(word, STR("author")))
			return true;
	return false;
}

/* Weaker signs: names under them must look like people's. */
static bool is_author_hint(const struct dom_node *n)
{
	static const char *const attrs[] = {
		"data-testid", "data-qa", "data-qa-id", "data-test", "data-component",
		"data-tracking",
	};

	if (dom_has_hint(n, "author") || dom_has_hint(n, "contributor"))
		return true;
	for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++) {
		struct str value = dom_attr(n, attrs[i]);

		if (value.len && (str_find_nocase(value, STR("byline")) != SIZE_MAX ||
				  str_find_nocase(value, STR("author")) != SIZE_MAX))
			return true;
	}
	return false;
}

static bool is_author_href(struct str href)
{
	static const char *const parts[] = {
		"/author/", "/authors/", "/penulis/", "/reporter/", "/autor/", "/auteur/",
		"/autoren/", "/profile/", "/journalist/", "/by/", "/autori/", "/people/",
		"/staff/", "/contributors/", "/redaktion/", "/journalistes/", "/signataires/",
		"/firmas/", "/autores/", "/yazar/",
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (str_find_nocase(href, str_from(parts[i])) != SIZE_MAX)
			return true;
	return false;
}

enum sign { SIGN_NONE, SIGN_WEAK, SIGN_STRONG };

static enum sign author_above(const struct dom_node *node)
{
	enum sign sign = SIGN_NONE;

	for (int up = 0; node && up < 5; up++, node = node->parent) {
		if (node->attr_count && is_author_element(node))
			return SIGN_STRONG;
		if (node->attr_count && is_author_hint(node))
			sign = SIGN_WEAK;
	}
	return sign;
}

void people_marked(const struct meta_reader *m, size_t from, size_t to, struct byline *out)
{
	for (size_t i = from; i < to; i++) {
		const struct line *line = &m->lines.items[i];

		if (line->is_hidden || line->is_menu || line->text.len > 160)
			continue;
		for (size_t k = 0; k < line->span_count; k++) {
			const struct line_span *span = &line->spans[k];
			struct str text = str_slice(line->text, span->from, span->to);
			bool is_link = span->link && is_author_href(dom_attr(span->link, "href"));

			enum sign sign = is_link ? SIGN_STRONG : author_above(span->node);
			struct date date;
			if (sign == SIGN_NONE || date_parse(text, &m->hint, &date))
				continue;
			if (sign == SIGN_STRONG || byline_is_person(byline_clean_name(text)))
				byline_add_names(out, text, BYLINE_AUTHOR);
		}
	}
}

/* "11.12.2019 - Amelie Loevenich", "Janic Cathomen, 01.12.2021": beside the
 * date stands whoever wrote it. */
void people_beside_date(const struct meta_reader *m, size_t from, size_t to, struct byline *out)
{
	for (size_t i = from; i < to && !out->count; i++) {
		struct str text = m->lines.items[i].text;
		size_t begin, end;
		struct date date;

		if (text.len > 120 || m->lines.items[i].is_hidden || m->lines.items[i].is_menu ||
		    !date_find(text, &m->hint, &date, &begin, &end))
			continue;
		struct str before = byline_clean_name(str_slice(text, 0, begin));
		struct str after = byline_clean_name(str_slice(text, end, text.len));
		if (byline_is_person(after) && !meta_is_site(m, after))
			byline_add_names(out, after, BYLINE_AUTHOR);
		else if (byline_is_person(before) && !meta_is_site(m, before))
			byline_add_names(out, before, BYLINE_AUTHOR);
	}
}

static void add_value(const struct meta_reader *m, const struct value *value, struct byline *out,
		      enum byline_role role, int depth)
{
	if (!value || depth > 3)
		return;
	if (value->kind == VALUE_STRING) {
		byline_add_names(out, meta_clean(m->dom, value_text(&m->dom->arena, value)), role);
		return;
	}
	if (value->kind == VALUE_OBJECT) {
		value = jsonld_resolve(m->dom, m->ld, value);
		const struct value *name = value_find(value, "name");

		if (!name)
			name = value_find(value, "fullName");
		if (!name)
			name = value_find(value, "display_name");
		add_value(m, name, out, role, depth + 1);
		return;
	}
	int count = 0;
	for (const struct value *one = value->first; one && count++ < BYLINE_NAMES; one = one->next)
		add_value(m, one, out, role, depth + 1);
}

void people_of_value(const struct meta_reader *m, const struct value *value, enum byline_role role,
		     struct byline *out)
{
	add_value(m, value, out, role, 0);
}

void people_of_tags(const struct meta_reader *m, struct byline *out)
{
	struct str rest = str_from(author_tags), name;

	while (str_next_word(&rest, &name) && !out->count)
		for (size_t i = 0; i < m->tag_count; i++) {
			struct byline found;

			if (!str_eq_nocase(m->tags[i].name, name))
				continue;
			struct str text = meta_clean(m->dom, m->tags[i].content);
			if (byline_parse(text, &found) && found.has_label)
				append(out, &found);
			else
				byline_add_names(out, text, BYLINE_AUTHOR);
		}
}

void people_of_card(const struct meta_reader *m, struct byline *out)
{
	struct byline found;
	struct buf line = { .max = BYLINE_LINE_MAX }, name = { .max = 64 };

	for (size_t i = 0; i < m->tag_count && !out->count; i++) {
		struct str label = m->tags[i].name, value = m->tags[i].content;

		if (str_has_prefix(label, STR("twitter:label"))) {
			buf_clear(&name);
			buf_addf(&name, "twitter:data%.*s", STR_ARG(str_slice(label, 13, 20)));
			label = value;
			value = meta_tag(m, buf_cstr(&name));
		} else if (str_has_prefix(label, STR("twitter:misc:"))) {
			label = str_slice(label, 13, label.len);
		} else {
			continue;
		}
		buf_clear(&line);
		buf_addf(&line, "%.*s: %.*s", STR_ARG(label), STR_ARG(value));
		struct str text = meta_clean(m->dom, buf_str(&line));
		if (byline_parse(text, &found) && found.names[0].role == BYLINE_AUTHOR)
			append(out, &found);
	}
	buf_free(&line);
	buf_free(&name);
}
