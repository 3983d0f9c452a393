/* SPDX-License-Identifier: MIT */
#include "html/related_mark.h"

enum {
	ASIDES_MAX = 3,      /* lines between a label and its first link */
	BOX_TEXT_MAX = 600,  /* bytes beside the links of a box */
	BOX_LINES_MAX = 64,
	CARD_LINES = 6,
};

bool related_find_is_telling(const struct marker *m, const struct related_find *find,
			     size_t least_words)
{
	for (size_t i = 0; i < find->item_count; i++)
		if (!related_title_is_telling(m->phrases, find->items[i].title, least_words))
			return false;
	return find->item_count > 0;
}

/* Bullets and numbers may stand around the links; what words there may be is
 * counted when they are read. */
static bool is_link_line(const struct line *line)
{
	return line->link_len * 4 >= line->text.len * 3;
}

/* In a box a date may stand behind the link. */
static bool is_mostly_link(const struct line *line)
{
	return line->link_len * 2 >= line->text.len;
}

static const struct dom_node *line_block(const struct line *line)
{
	const struct dom_node *node = line->spans[0].node;

	while (node->parent && !dom_is_block(node))
		node = node->parent;
	return node;
}

const struct dom_node *related_common_box(const struct line *a, const struct line *b)
{
	const struct dom_node *box = line_block(a);

	while (box->parent && !dom_is_inside(b->spans[0].node, box))
		box = box->parent;
	return box;
}

static bool is_label_line(const struct marker *m, const struct line *line)
{
	struct phrase_match match;

	return phrases_match(m->phrases, line->text, &match) && match.rest >= line->text.len;
}

/* The next line of links after line i; SIZE_MAX when it is none. */
static size_t next_link_line(const struct marker *m, size_t i)
{
	const struct line *line = &m->lines.items[i + 1];

	if (i + 1 >= m->lines.count || !is_link_line(line) || is_label_line(m, line))
		return SIZE_MAX;
	return i + 1;
}

/* How many lines from `at` on are inside box, when box is a box of links: no
 * paragraph of the article, little text beside the links; else 0. */
static size_t box_line_count(const struct marker *m, size_t at, const struct dom_node *box)
{
	size_t count = 0, other = 0, links = 0;

	if (m->last_prose != SIZE_MAX &&
	    dom_is_inside(m->lines.items[m->last_prose].spans[0].node, box))
		return 0;
	for (size_t i = at; i < m->lines.count; i++, count++) {
		const struct line *line = &m->lines.items[i];

		if (!dom_is_inside(line->spans[0].node, box))
			break;
		links += line->link_len;
		other += line->text.len - line->link_len;
		if (other > BOX_TEXT_MAX || count > BOX_LINES_MAX)
			return 0;
	}
	return other > 3 * links ? 0 : count;
}

static size_t words_for_list(const struct phrase_match *label)
{
	if (label->class == PHRASE_WEAK && !label->has_colon)
		return 4;
	return label->class == PHRASE_ALSO ? 1 : 3;
}

/* Links of line i, if they look like articles' titles. */
static bool add_link_line(struct marker *m, size_t i, size_t percent,
			  const struct phrase_match *label, struct related_find *find)
{
	struct related_find more = *find;

	if (!related_items_read(m, &m->lines.items[i], 0, percent, &more) ||
	    !related_find_is_telling(m, &more, words_for_list(label)))
		return false;
	*find = more;
	return true;
}

/* All of a box belongs to its label: links, dates, teasers, pictures. */
static bool read_box(struct marker *m, size_t at, size_t count, const struct phrase_match *label,
		     struct related_find *find)
{
	for (size_t i = at + 1; i < at + count; i++) {
		if (is_label_line(m, &m->lines.items[i])) {
			count = i - at;
			break;
		}
		if (is_mostly_link(&m->lines.items[i]))
			add_link_line(m, i, 50, label, find);
	}
	find->line_count = count;
	return find->item_count > 0;
}

/* The first line of links a few lines below a label. */
static size_t first_link_line(const struct marker *m, size_t at)
{
	for (size_t i = at + 1; i < m->lines.count && i <= at + 1 + ASIDES_MAX; i++) {
		if (is_mostly_link(&m->lines.items[i]))
			return i;
		if (is_label_line(m, &m->lines.items[i]))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* A card: label and title are lines of one link. */
static bool read_card(struct marker *m, size_t at, const struct phrase_match *label,
		      struct related_find *find)
{
	const struct dom_node *link = m->lines.items[at].spans[0].link;

	if (!link || label->class == PHRASE_WEAK)
		return false;
	for (size_t i = at + 1; i < m->lines.count && i <= at + CARD_LINES; i++) {
		const struct line *line = &m->lines.items[i];

		if (line->spans[0].link != link || line->link_len < line->text.len)
			break;
		add_link_line(m, i, 0, label, find);
		find->line_count = i + 1 - at;
	}
	return find->item_count > 0;
}

/* What follows "- ", "* " or "1. "; all of text when there is none of them. */
static struct str behind_bullet(struct str text)
{
	static const char *const bullets[] = { "- ", "* ", "– ", "— ", "• ", "· ", "> " };
	size_t digits = 0;

	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
		if (str_has_prefix(text, str_from(bullets[i])))
			return str_trim(str_slice(text, str_from(bullets[i]).len, text.len));
	while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
		digits++;
	if (digits && digits < 3 && digits + 1 < text.len && text.ptr[digits + 1] == ' ' &&
	    (text.ptr[digits] == '.' || text.ptr[digits] == ')'))
		return str_trim(str_slice(text, digits + 2, text.len));
	return text;
}

/* Items of a list that are titles without links, or one title whose address
 * is the next line. */
static bool read_bare_list(struct marker *m, size_t at, const struct phrase_match *label,
			   struct related_find *find)
{
	if (label->class != PHRASE_ALSO || !label->has_colon)
		return false;
	for (size_t i = at + 1; i < m->lines.count && find->item_count < RELATED_LIST_MAX; i++) {
		const struct line *line = &m->lines.items[i];
		struct str title = behind_bullet(line->text);
		struct str url = related_address_cut(m, &title), next = { 0 };
		bool is_item = line_block(line)->tag == DOM_LI || title.ptr != line->text.ptr;

		if (!url.len)
			next = related_next_address(m, i);
		if (line->link_len || !related_is_title(title) ||
		    (!is_item && (i > at + 1 || (!next.len && !url.len))))
			break;
		i += next.len > 0;
		find->items[find->item_count].url = next.len ? next : url;
		find->items[find->item_count++].title = arena_str(&m->dom->arena,
								  related_title_trim(title));
		find->line_count = i + 1 - at;
	}
	return find->item_count > 0 && related_find_is_telling(m, find, 3);
}

/* R3: the label alone, then lines that are links. */
bool related_read_list(struct marker *m, size_t at, const struct phrase_match *label,
		       struct related_find *find)
{
	const struct line *line = &m->lines.items[at];

	if (label->class == PHRASE_NEVER || label->class == PHRASE_STREAM)
		return false;
	if (line->link_len)
		return read_card(m, at, label, find);
	size_t next = first_link_line(m, at);
	if (next == SIZE_MAX)
		return read_bare_list(m, at, label, find);
	size_t count = box_line_count(m, at, related_common_box(line, &m->lines.items[next]));
	if (count)
		return read_box(m, at, count, label, find);
	if (label->class == PHRASE_WEAK && !label->has_colon)
		return false;
	next = next_link_line(m, at);
	for (int i = 0; next != SIZE_MAX && i < RELATED_LIST_MAX; i++) {
		if (!add_link_line(m, next, 5, label, find))
			break;
		find->line_count = next - at + 1;
		next = next_link_line(m, next);
	}
	return find->item_count > 0 || read_bare_list(m, at, label, find);
}
