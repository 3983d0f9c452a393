/* SPDX-License-Identifier: MIT */
#include "html/people.h"

enum { INITIALS_MAX = 3 };

static const char author_keys[] =
	"authors author penulis reporters reporter articleAuthor author_name authorName byline "
	"writers writer journalists contributors";

static const char editor_keys[] = "editor editors articleEditor editor_name redaktur";

/* What the visible page says with a label. */
struct seen {
	struct byline labelled; /* "Penulis: X | Editor: Y" */
	struct byline bare;     /* links and elements marked as authors */
};

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

		if (people_has(labelled, BYLINE_EDITOR, name) &&
		    !people_has(labelled, BYLINE_AUTHOR, name))
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

	people_of_value(m, value_find(m->ld->article, "author"), BYLINE_AUTHOR, &found[0]);
	if (!found[0].count)
		people_of_value(m, value_find(m->ld->article, "creator"), BYLINE_AUTHOR, &found[0]);
	drop_editors(&found[0], &seen->labelled);
	for (size_t i = 0; i < seen->labelled.count; i++)
		if (seen->labelled.names[i].role == BYLINE_AUTHOR)
			found[1].names[found[1].count++] = seen->labelled.names[i];
	people_of_tags(m, &found[2]);
	if (!found[2].count || is_all_site(m, &found[2]))
		people_of_card(m, &found[2]);
	drop_editors(&found[2], &seen->labelled);
	found[3] = seen->bare;
	drop_editors(&found[3], &seen->labelled);
	people_of_value(m, meta_state(m, author_keys), BYLINE_AUTHOR, &found[4]);
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
		people_of_value(m, value_find(m->ld->article, "editor"), BYLINE_EDITOR, &found);
	if (!found.count)
		byline_add_names(&found, meta_clean(m->dom, meta_tag(m, "editor article:editor "
								 "content_editor")), BYLINE_EDITOR);
	people_of_value(m, meta_state(m, editor_keys), BYLINE_EDITOR, &state);
	if (!found.count || (found.count == 1 && is_initials(found.names[0].name) && state.count))
		found = state;
	for (size_t i = 0; i < found.count; i++) {
		bool is_author = false;

		for (size_t k = 0; k < meta->authors.count; k++)
			is_author |= meta_same(meta->authors.items[k], found.names[i].name);
		if (!is_author || people_has(&seen->labelled, BYLINE_EDITOR, found.names[i].name))
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

	people_of_lines(m, m->head_from, m->head_to, false, &seen.labelled);
	people_of_split_lines(m, m->head_from, m->head_to, false, &seen.labelled);
	people_of_lines(m, m->tail_from, m->tail_to, true, &seen.labelled);
	people_of_split_lines(m, m->tail_from, m->tail_to, true, &seen.labelled);
	people_marked(m, below_headline(m), m->head_to, &seen.bare);
	if (!seen.bare.count)
		people_marked(m, m->tail_from, m->tail_to, &seen.bare);
	if (!seen.bare.count)
		people_beside_date(m, below_headline(m), m->head_to, &seen.bare);
	read_authors(m, &seen);
	if (!m->page->meta.authors.count)
		read_office(m);
	read_editors(m, &seen);
	page_add_all(m, &seen.labelled, BYLINE_SOURCE, &m->page->meta.sources);
}
