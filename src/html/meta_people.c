/* SPDX-License-Identifier: MIT */
#include "html/meta.h"
#include "html/phrases_fold.h"

enum { INITIALS_MAX = 3 };

static const char author_tags[] =
	"articleauthor article:author og:article:author author parsely-author sailthru.author "
	"byl dc.creator dcterms.creator dc.contributor citation_author cxenseparse:author "
	"article:author_name authors content_author mediator_author byline creator "
	"twitter:data1:author shareaholic:article_author_name rbauthors";

static const char author_keys[] =
	"authors author penulis reporters reporter articleAuthor author_name authorName byline "
	"writers writer journalists contributors";

static const char editor_keys[] = "editor editors articleEditor editor_name redaktur";

/* What the visible page says with a label. */
struct seen {
	struct byline labelled; /* "Penulis: X | Editor: Y" */
	struct byline bare;     /* links and elements marked as authors */
};

static bool has_role(const struct byline *b, enum byline_role role)
{
	for (size_t i = 0; i < b->count; i++)
		if (b->names[i].role == role)
			return true;
	return false;
}

static bool has_name(const struct byline *b, enum byline_role role, struct str name)
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
	    !has_name(out, one->role, one->name))
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

/* Above the text any role may stand; below it only labels count. */
static void lines_read_people(const struct meta_reader *m, size_t from, size_t to, bool is_tail,
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

/* A label alone on a line; the names are on the next. */
static void split_lines_read(const struct meta_reader *m, size_t from, size_t to, bool is_tail,
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

static void bare_read(const struct meta_reader *m, size_t from, size_t to, struct byline *out)
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
static void dated_read(const struct meta_reader *m, size_t from, size_t to, struct byline *out)
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

static void value_add_names(const struct meta_reader *m, const struct value *value,
			    struct byline *out, enum byline_role role, int depth)
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
		value_add_names(m, name, out, role, depth + 1);
		return;
	}
	int count = 0;
	for (const struct value *one = value->first; one && count++ < BYLINE_NAMES; one = one->next)
		value_add_names(m, one, out, role, depth + 1);
}

/* All contents of the first of the tags that names somebody. */
static void tags_add_names(const struct meta_reader *m, struct byline *out)
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

/* "twitter:label1" = "Written by" goes with "twitter:data1". */
static void card_add_names(const struct meta_reader *m, struct byline *out)
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

/* A whole list of names that are but the site's is kept for the last resort. */
static bool is_all_site(const struct meta_reader *m, const struct byline *b)
{
	for (size_t i = 0; i < b->count; i++)
		if (!meta_is_site(m, b->names[i].name))
			return false;
	return true;
}

/* Takes the editors out of the authors, unless they are labelled as both. */
static void drop_editors(struct byline *authors, const struct byline *labelled)
{
	size_t kept = 0;

	for (size_t i = 0; i < authors->count; i++) {
		struct str name = authors->names[i].name;

		if (has_name(labelled, BYLINE_EDITOR, name) &&
		    !has_name(labelled, BYLINE_AUTHOR, name))
			continue;
		authors->names[kept++] = authors->names[i];
	}
	authors->count = kept;
}

static void page_add_all(const struct meta_reader *m, const struct byline *from,
			 enum byline_role role, struct page_names *names)
{
	for (size_t i = 0; i < from->count; i++)
		if (from->names[i].role == role)
			page_add_name(m->page, names, from->names[i].name);
}

/* "Jane Doe, BBC News": beside people the house is no author. */
static void drop_house(const struct meta_reader *m, struct byline *authors)
{
	size_t kept = 0;

	if (is_all_site(m, authors))
		return;
	for (size_t i = 0; i < authors->count; i++)
		if (!meta_is_site(m, authors->names[i].name))
			authors->names[kept++] = authors->names[i];
	authors->count = kept;
}

/* Whether a list names nobody but the house or an agency. */
static bool is_impersonal(const struct meta_reader *m, const struct byline *b)
{
	for (size_t i = 0; i < b->count; i++)
		if (!meta_is_site(m, b->names[i].name) && !byline_is_agency(b->names[i].name))
			return false;
	return true;
}

/* The sources of names, the most trusted first; those that name only the site
 * come after all others. */
static void read_authors(const struct meta_reader *m, const struct seen *seen)
{
	struct byline found[5] = { 0 };
	struct page_names *authors = &m->page->meta.authors;

	value_add_names(m, value_find(m->ld->article, "author"), &found[0], BYLINE_AUTHOR, 0);
	if (!found[0].count)
		value_add_names(m, value_find(m->ld->article, "creator"), &found[0],
				BYLINE_AUTHOR, 0);
	drop_editors(&found[0], &seen->labelled);
	for (size_t i = 0; i < seen->labelled.count; i++)
		if (seen->labelled.names[i].role == BYLINE_AUTHOR)
			found[1].names[found[1].count++] = seen->labelled.names[i];
	tags_add_names(m, &found[2]);
	if (!found[2].count || is_all_site(m, &found[2]))
		card_add_names(m, &found[2]);
	drop_editors(&found[2], &seen->labelled);
	found[3] = seen->bare;
	drop_editors(&found[3], &seen->labelled);
	value_add_names(m, meta_state(m, author_keys), &found[4], BYLINE_AUTHOR, 0);
	for (size_t i = 0; i < found[0].count; i++)
		found[0].names[i].role = BYLINE_AUTHOR;
	for (int i = 1; i < 5; i++)
		drop_house(m, &found[i]);
	bool has_house = found[0].count > 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < 5; i++) {
			if (!found[i].count || (pass == 0 && is_all_site(m, &found[i])))
				continue;
			if (pass == 0 && i > 0 && has_house && is_impersonal(m, &found[i]))
				continue;
			page_add_all(m, &found[i], BYLINE_AUTHOR, authors);
			if (authors->count) {
				page_add_all(m, &found[i], BYLINE_SOURCE, &m->page->meta.sources);
				return;
			}
		}
}

/* A visible line that is no more than the site's name stands for the office. */
static void read_office(const struct meta_reader *m)
{
	for (size_t i = m->head_from; i < m->head_to; i++) {
		const struct line *line = &m->lines.items[i];

		if (line->link_len || line->is_hidden || !meta_is_site(m, line->text) ||
		    str_eq(line->text, m->page->meta.title))
			continue;
		page_add_name(m->page, &m->page->meta.authors, byline_clean_name(line->text));
		return;
	}
}

static bool is_initials(struct str name)
{
	return name.len <= INITIALS_MAX;
}

static void read_editors(const struct meta_reader *m, const struct seen *seen)
{
	struct byline found = { 0 }, state = { 0 };
	struct page_meta *meta = &m->page->meta;

	for (size_t i = 0; i < seen->labelled.count; i++)
		if (seen->labelled.names[i].role == BYLINE_EDITOR)
			found.names[found.count++] = seen->labelled.names[i];
	if (!found.count)
		value_add_names(m, value_find(m->ld->article, "editor"), &found, BYLINE_EDITOR, 0);
	if (!found.count)
		byline_add_names(&found, meta_clean(m->dom, meta_tag(m, "editor article:editor "
								 "content_editor")), BYLINE_EDITOR);
	value_add_names(m, meta_state(m, editor_keys), &state, BYLINE_EDITOR, 0);
	if (!found.count || (found.count == 1 && is_initials(found.names[0].name) && state.count))
		found = state;
	for (size_t i = 0; i < found.count; i++) {
		bool is_author = false;

		for (size_t k = 0; k < meta->authors.count; k++)
			is_author |= meta_same(meta->authors.items[k], found.names[i].name);
		if (!is_author || has_name(&seen->labelled, BYLINE_EDITOR, found.names[i].name))
			page_add_name(m->page, &meta->editors, found.names[i].name);
	}
}

static size_t below_headline(const struct meta_reader *m)
{
	for (size_t i = m->head_from; m->headline && i < m->head_to; i++)
		if (dom_is_inside(m->lines.items[i].spans[0].node, m->headline))
			return i + 1;
	return m->head_from;
}

void meta_read_people(struct meta_reader *m)
{
	struct seen seen = { 0 };

	lines_read_people(m, m->head_from, m->head_to, false, &seen.labelled);
	split_lines_read(m, m->head_from, m->head_to, false, &seen.labelled);
	lines_read_people(m, m->tail_from, m->tail_to, true, &seen.labelled);
	split_lines_read(m, m->tail_from, m->tail_to, true, &seen.labelled);
	bare_read(m, below_headline(m), m->head_to, &seen.bare);
	if (!seen.bare.count)
		bare_read(m, m->tail_from, m->tail_to, &seen.bare);
	if (!seen.bare.count)
		dated_read(m, below_headline(m), m->head_to, &seen.bare);
	read_authors(m, &seen);
	if (!m->page->meta.authors.count)
		read_office(m);
	read_editors(m, &seen);
	page_add_all(m, &seen.labelled, BYLINE_SOURCE, &m->page->meta.sources);
}
