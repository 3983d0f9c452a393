/* SPDX-License-Identifier: MIT */
#include "html/related_mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "html/phrases_fold.h"
#include "html/pipeline.h"

enum {
	TEXT_ONLY_MAX = 180, /* signs of a line without a link */
	AFTERTHOUGHT_MAX = 60, /* bytes of a label behind a sentence */
	CUT_LINES = 3,       /* that one link may take */
	LABEL_BYTES = 120,   /* of a label right before a link */
	PROSE_LOOKED_AT = 6, /* paragraphs behind a list */
};

/* How many words a title needs before it is believed. */
static size_t least_words(const struct phrase_match *label)
{
	if (label->class == PHRASE_ALSO)
		return label->has_separator ? 1 : 2;
	return 3;
}

static bool label_fills(const struct line *line, const struct phrase_match *label)
{
	return label->rest >= line->text.len;
}

/* Whether a text node ends where the label does: the label is set apart. */
static bool is_set_apart(const struct line *line, const struct phrase_match *label)
{
	for (size_t i = 0; i < line->span_count; i++)
		if (line->spans[i].to >= label->to && line->spans[i].to <= label->rest)
			return true;
	return false;
}

static const struct dom_node *label_link(const struct line *line, const struct phrase_match *label)
{
	for (size_t i = 0; i < line->span_count; i++)
		if (line->spans[i].to > label->from)
			return line->spans[i].link;
	return NULL;
}

/* A link that a br cuts goes on in the next line. */
static void read_rest_of_link(struct marker *m, size_t at, struct related_find *find)
{
	const struct line *line = &m->lines.items[at];
	const struct dom_node *link = line->spans[line->span_count - 1].link;
	struct related_item *item = &find->items[find->item_count - 1];

	for (size_t i = at + 1; link && i < m->lines.count && i <= at + CUT_LINES; i++) {
		const struct line *more = &m->lines.items[i];

		if (more->spans[0].link != link || more->spans[more->span_count - 1].link != link)
			return;
		item->title = arena_printf(&m->dom->arena, "%.*s %.*s", STR_ARG(item->title),
					   STR_ARG(more->text));
		find->line_count++;
	}
}

/* R1 and R2: the label, then links that fill the line; or all of it is one
 * link that begins with the label. */
static bool read_line_of_links(struct marker *m, size_t at, const struct phrase_match *label,
			       struct related_find *find)
{
	const struct line *line = &m->lines.items[at];

	if (label->class != PHRASE_ALSO && label->class != PHRASE_WEAK &&
	    label->class != PHRASE_HEAD)
		return false;
	if (label->class != PHRASE_ALSO && !label->has_colon)
		return false;
	if (label_link(line, label) && !label->has_separator && !is_set_apart(line, label))
		return false;
	if (!related_items_read(m->dom, line, label->rest, 5, find))
		return false;
	if (!related_find_is_telling(m, find, least_words(label)))
		return false;
	read_rest_of_link(m, at, find);
	return true;
}

static size_t sign_count(struct str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += (text.ptr[i] & 0xc0) != 0x80;
	return count;
}

/* A headline begins with a capital, a digit, a quote; scripts without capitals
 * have no lower case either. */
static bool begins_as_title(struct str text)
{
	if (str_is_empty(text))
		return false;
	uint32_t folded[FOLD_MAX], first = utf8_next(&text);

	if (first < 0x80)
		return (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9') ||
		       first == '"' || first == '\'';
	if (!fold_is_word(first))
		return first == 0x201c || first == 0x2018 || first == 0xab || first == 0xbf ||
		       first == 0xa1 || first == 0x201e || (first >= 0x3008 && first <= 0x3011);
	if (first < 0x590)
		return fold_code_point(first, folded) > 0 && folded[0] != first;
	return true;
}

/* In plain text the address stands behind the title, bare. */
static struct str cut_address(struct marker *m, struct str *title)
{
	size_t at = str_find(*title, STR("http://"));
	size_t secure = str_find(*title, STR("https://"));
	struct str rest, word;

	at = secure < at ? secure : at;
	if (at == SIZE_MAX || at < 8)
		return (struct str){ 0 };
	rest = str_slice(*title, at, title->len);
	str_next_word(&rest, &word);
	while (word.len && (word.ptr[word.len - 1] == ')' || word.ptr[word.len - 1] == '.' ||
			    word.ptr[word.len - 1] == ']'))
		word.len--;
	*title = str_trim(str_slice(*title, 0, at));
	while (title->len && strchr("(-[:|<", title->ptr[title->len - 1]))
		*title = str_trim(str_slice(*title, 0, title->len - 1));
	word = dom_url(m->dom, word);
	return related_is_article(word, m->dom->base) ? word : (struct str){ 0 };
}

/* R4: the label, a colon and a title without a link. */
static bool read_text_only(struct marker *m, const struct line *line,
			   const struct phrase_match *label, struct related_find *find)
{
	struct str title = str_trim(str_slice(line->text, label->rest, line->text.len));

	if (label->class != PHRASE_ALSO || !label->has_colon || line->link_len)
		return false;
	struct str url = cut_address(m, &title);
	if (sign_count(title) > TEXT_ONLY_MAX || !begins_as_title(title))
		return false;
	if (title.ptr[title.len - 1] == '!' ||
	    (title.ptr[title.len - 1] == '.' && !str_has_suffix(title, STR(".."))))
		return false;
	title = related_title_trim(title);
	if (!related_title_is_telling(m->phrases, title, 2))
		return false;
	find->items[0].url = url;
	find->items[0].title = arena_str(&m->dom->arena, title);
	find->item_count = 1;
	return true;
}

/* Where the last sentence before `end` stops, within reach; 0 when none. */
static size_t sentence_end(struct str text, size_t end)
{
	size_t least = end > AFTERTHOUGHT_MAX ? end - AFTERTHOUGHT_MAX : 0;

	for (size_t i = end; i-- > least + 1;) {
		char before = text.ptr[i - 1];

		if (text.ptr[i] != ' ')
			continue;
		if (before == '.' || before == '!' || before == '?' || before == '"' ||
		    before == ')' || (i > 3 && str_eq(str_slice(text, i - 3, i), STR("”"))))
			return i + 1;
	}
	return 0;
}

/* R6: prose, then at its end a label with a colon and links. */
static bool read_afterthought(struct marker *m, const struct line *line,
			      struct related_find *find)
{
	size_t first = line->span_count;
	struct phrase_match label;

	while (first > 0 && line->spans[first - 1].link)
		first--;
	if (first == line->span_count || first == 0)
		return false;
	size_t links = line->spans[first].from;
	size_t start = sentence_end(line->text, links);
	struct str text = str_slice(line->text, start, links);

	if (start == 0 || !phrases_match(m->phrases, text, &label) || label.rest < text.len)
		return false;
	if ((label.class != PHRASE_ALSO && label.class != PHRASE_WEAK) || !label.has_colon ||
	    !begins_as_title(str_slice(text, label.from, text.len)))
		return false;
	if (!related_items_read(m->dom, line, links, 0, find) ||
	    !related_find_is_telling(m, find, 2))
		return false;
	find->label = str_slice(text, label.from, label.to);
	find->text_from = start;
	return true;
}

/* The child of box that holds node. */
static const struct dom_node *child_of(const struct dom_node *node, const struct dom_node *box)
{
	while (node->parent != box)
		node = node->parent;
	return node;
}

/* Whether two parts of a box are of one kind, as the paragraphs of a text. */
static bool is_same_kind(const struct dom_node *a, const struct dom_node *b)
{
	struct str class_a = dom_attr(a, "class"), class_b = dom_attr(b, "class");

	if (a->tag == DOM_TEXT || b->tag == DOM_TEXT || !dom_is_block(a) || !dom_is_block(b))
		return a->tag == b->tag || a->tag == DOM_TEXT || b->tag == DOM_TEXT;
	return a->tag == b->tag &&
	       (a->tag == DOM_P || a == b || str_eq(class_a, class_b));
}

/* Whether the find stands between paragraphs of one text: one of the next
 * paragraphs is of the kind of the one before. */
static bool is_between_prose(const struct marker *m, const struct related_find *find)
{
	const struct line *lines = m->lines.items;
	size_t before = m->last_prose, after = find->first_line + find->line_count;

	if (before == SIZE_MAX)
		return false;
	const struct dom_node *first = lines[before].spans[0].node;
	const struct dom_node *box = related_common_box(&lines[find->first_line], &lines[before]);

	if (box == m->dom->body)
		return false;
	for (int i = 0; i < PROSE_LOOKED_AT && after < m->lines.count; i++, after++) {
		after = m->next_prose[after];
		if (after == SIZE_MAX || !dom_is_inside(lines[after].spans[0].node, box))
			return false;
		if (is_same_kind(child_of(first, box), child_of(lines[after].spans[0].node, box)))
			return true;
	}
	return false;
}

static enum related_place find_place(const struct marker *m, const struct related_find *find)
{
	if (find->class == PHRASE_LATEST)
		return RELATED_LATEST;
	if (find->class == PHRASE_ALSO)
		return RELATED_INLINE;
	return is_between_prose(m, find) ? RELATED_INLINE : RELATED_END;
}

/* The label of a line: its first words, or all of it before the first link
 * where the page sets no blank between them. */
static bool read_label(const struct marker *m, const struct line *line, struct phrase_match *label)
{
	size_t links = line->text.len;

	if (phrases_match(m->phrases, line->text, label))
		return true;
	for (size_t i = line->span_count; i-- > 0;)
		if (line->spans[i].link)
			links = line->spans[i].from;
	struct str before = str_slice(line->text, 0, links);
	return line->link_len && links && links <= LABEL_BYTES &&
	       phrases_match(m->phrases, before, label) && label->rest >= links;
}

/* Names that editors give to boxes whose label is only painted. */
static bool is_named_box(const struct dom_node *node)
{
	static const char *const names[] = {
		"baca-juga", "bacajuga", "baca_juga", "read-also", "readalso", "also-read",
		"lihat-juga", "lihatjg", "linksisip", "lire-aussi", "lees-ook", "leggi-anche",
		"lesen-sie-auch", "leia-tambem", "lea-tambien", "read__also", "les-ogsa",
	};

	for (int up = 0; node && up < 4; up++, node = node->parent)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && node->attr_count; i++)
			if (dom_has_hint(node, names[i]))
				return true;
	return false;
}

/* The second opinion: a line of nothing but links in a box of such a name. */
static bool read_named_box(struct marker *m, const struct line *line, struct related_find *find)
{
	if (!line->link_len || line->link_len * 100 < line->text.len * 95)
		return false;
	if (!is_named_box(line->spans[0].node->parent))
		return false;
	return related_items_read(m->dom, line, 0, 0, find) &&
	       related_find_is_telling(m, find, 3);
}

static bool read_find(struct marker *m, size_t at, struct related_find *find)
{
	const struct line *line = &m->lines.items[at];
	struct phrase_match label;

	*find = (struct related_find){ .first_line = at, .line_count = 1 };
	if (!read_label(m, line, &label))
		return line->link_len &&
		       (read_afterthought(m, line, find) || read_named_box(m, line, find));
	find->class = label.class;
	find->label = str_slice(line->text, label.from, label.to);
	if (label_fills(line, &label))
		return related_read_list(m, at, &label, find);
	if (line->link_len)
		return read_line_of_links(m, at, &label, find);
	return read_text_only(m, line, &label, find);
}

static void prose_find(struct marker *m)
{
	size_t next = SIZE_MAX;

	m->next_prose = mem_new(m->lines.count + 1, sizeof(*m->next_prose));
	for (size_t i = m->lines.count; i-- > 0;) {
		if (line_is_prose(&m->lines.items[i]) && !m->lines.items[i].is_menu)
			next = i;
		m->next_prose[i] = next;
	}
}

static bool is_known(const struct marker *m, struct str url)
{
	for (size_t i = 0; i < m->find_count && !str_is_empty(url); i++)
		for (size_t k = 0; k < m->finds[i].item_count; k++)
			if (str_eq(m->finds[i].items[k].url, url))
				return true;
	return false;
}

/* A link that an earlier find has is not given twice. */
static void drop_known(const struct marker *m, struct related_find *find)
{
	size_t kept = 0;

	for (size_t i = 0; i < find->item_count; i++)
		if (!is_known(m, find->items[i].url))
			find->items[kept++] = find->items[i];
	find->item_count = kept;
}

static void finds_read(struct marker *m)
{
	struct related_find find;

	m->last_prose = SIZE_MAX;
	for (size_t i = 0; i < m->lines.count && m->item_count < RELATED_MAX; i++) {
		if (m->next_prose[i] == i)
			m->last_prose = i;
		if (m->lines.items[i].is_menu || !read_find(m, i, &find))
			continue;
		find.place = find_place(m, &find);
		drop_known(m, &find);
		m->finds = mem_grow(m->finds, m->find_count, &m->find_cap, sizeof(find));
		m->finds[m->find_count++] = find;
		m->item_count += find.item_count;
		i += find.line_count - 1;
	}
}

/* Labels that a style sheet would take from an attribute become text. */
static void show_painted_labels(struct dom *dom, const struct phrases *phrases)
{
	struct dom_node *next;

	for (struct dom_node *n = dom->body; n; n = next) {
		struct str label = { 0 };
		struct phrase_match match;

		next = dom_next(n, dom->body);
		for (int i = 0; i < n->attr_count; i++)
			if (str_has_prefix(n->attrs[i].name, STR("data-before")) ||
			    str_has_prefix(n->attrs[i].name, STR("data-prefix")))
				label = n->attrs[i].value;
		if (!label.len || !n->first || !phrases_match(phrases, label, &match) ||
		    match.rest < label.len || match.class != PHRASE_ALSO)
			continue;
		struct str text = arena_printf(&dom->arena, "%.*s: ", STR_ARG(label));
		dom_insert_before(n->first, dom_new_text(dom, text));
	}
}

void related_mark(struct dom *dom, const struct html_source *source)
{
	struct marker m = { .dom = dom, .phrases = phrases_load(&dom->arena) };

	(void)source;
	show_painted_labels(dom, m.phrases);
	lines_read(&m.lines, dom, dom->body);
	prose_find(&m);
	finds_read(&m);
	if (m.find_count)
		m.taken = mem_new((size_t)m.lines.weight_count + 1, sizeof(*m.taken));
	for (size_t i = 0; i < m.find_count; i++)
		related_replace(dom, &m.lines, m.taken, &m.finds[i]);
	free(m.taken);
	free(m.finds);
	free(m.next_prose);
	lines_free(&m.lines);
}
