/* SPDX-License-Identifier: MIT */
#include "html/related_mark.h"

#include <string.h>

#include "html/phrases_fold.h"

enum {
	TEXT_ONLY_MAX = 180, /* signs of a line without a link */
	AFTERTHOUGHT_MAX = 60, /* bytes of a label behind a sentence */
	CUT_LINES = 3,       /* that one link may take */
	CERTAIN_WORDS = 4,   /* that make a title of anything */
	HERE_BYTES = 40,     /* of a link that says no more than "here" */
};

/* How many words a title needs before it is believed. */
static size_t least_words(const struct phrase_match *label)
{
	if (label->class == PHRASE_ALSO)
		return label->has_separator ? 1 : 2;
	return label->class == PHRASE_STREAM ? CERTAIN_WORDS : 3;
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

static const struct dom_node *block_of(const struct line_span *span)
{
	const struct dom_node *node = span->node;

	while (node->parent && !dom_is_block(node))
		node = node->parent;
	return node;
}

/* "Baca juga: a title<br>another title": lines of the same paragraph that are
 * nothing but links go on with the list. */
static void read_more_lines(struct marker *m, size_t at, struct related_find *find)
{
	const struct dom_node *block = block_of(&m->lines.items[at].spans[0]);
	struct phrase_match label;

	for (size_t i = at + find->line_count; i < m->lines.count; i++) {
		const struct line *line = &m->lines.items[i];
		struct related_find more = *find;

		if (find->item_count == RELATED_LIST_MAX || line->link_len < line->text.len ||
		    block_of(&line->spans[0]) != block ||
		    phrases_match(m->phrases, line->text, &label))
			return;
		if (!related_items_read(m, line, 0, 0, &more) ||
		    !related_find_is_telling(m, &more, CERTAIN_WORDS))
			return;
		*find = more;
		find->line_count = i + 1 - at;
	}
}

/* R1 and R2: the label, then links that fill the line; or all of it is one
 * link that begins with the label. */
static bool read_line_of_links(struct marker *m, size_t at, const struct phrase_match *label,
			       struct related_find *find)
{
	const struct line *line = &m->lines.items[at];

	if (label->class == PHRASE_NEVER || label->class == PHRASE_LATEST)
		return false;
	if (label->class != PHRASE_ALSO && !label->has_colon)
		return false;
	if (label_link(line, label) && !label->has_separator && !is_set_apart(line, label))
		return false;
	if (!related_items_read(m, line, label->rest, 5, find))
		return false;
	if (!related_find_is_telling(m, find, least_words(label)))
		return false;
	read_rest_of_link(m, at, find);
	if (label->class == PHRASE_ALSO)
		read_more_lines(m, at, find);
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

struct str related_address_cut(const struct marker *m, struct str *title)
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
	/* "[A title](https://...)" */
	if (str_has_prefix(*title, STR("[")) && str_has_suffix(*title, STR("]")))
		*title = str_trim(str_slice(*title, 1, title->len - 1));
	word = dom_url(m->dom, word);
	return related_is_article(word, m->dom->base) ? word : (struct str){ 0 };
}

bool related_is_title(struct str text)
{
	if (sign_count(text) > TEXT_ONLY_MAX || !begins_as_title(text))
		return false;
	return text.ptr[text.len - 1] != '!' &&
	       (text.ptr[text.len - 1] != '.' || str_has_suffix(text, STR("..")));
}

/* "here", "klik di sini", or the address itself. */
static bool is_here(struct str text)
{
	static const char *const words[] = {
		"klik di sini", "klik disini", "di sini", "disini", "baca di sini", "tautan ini",
		"here", "click here", "read here", "link", "hier", "ici", "aquí", "aqui", "qui",
		"här", "her", "tutaj", "zde", "здесь", "тут", "burada", "selengkapnya",
	};

	if (str_has_prefix_nocase(text, STR("http")) || str_has_prefix_nocase(text, STR("www.")))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && text.len <= HERE_BYTES; i++)
		if (str_eq_nocase(text, str_from(words[i])))
			return true;
	return false;
}

/* R5: the label, a colon, a title, and at the end a link that says no more
 * than "here" or its address. */
static bool read_title_and_here(struct marker *m, const struct line *line,
				const struct phrase_match *label, struct related_find *find)
{
	size_t first = 0;

	while (first < line->span_count && !line->spans[first].link)
		first++;
	if (label->class != PHRASE_ALSO || !label->has_colon || label->is_loose ||
	    first + 2 < line->span_count || first == line->span_count)
		return false;
	const struct line_span *here = &line->spans[first];
	struct str title = str_slice(line->text, label->rest, here->from);
	struct str url = dom_url(m->dom, dom_attr(here->link, "href"));

	title = str_trim(title);
	while (title.len && strchr("(-[:|<,", title.ptr[title.len - 1]))
		title = str_trim(str_slice(title, 0, title.len - 1));
	if (!title.len || !is_here(str_trim(str_slice(line->text, here->from, here->to))) ||
	    line->text.len > here->to + 3 || !related_is_article(url, m->dom->base) ||
	    !related_is_title(title))
		return false;
	find->items[0] = (struct related_item){
		.url = url, .title = arena_str(&m->dom->arena, related_title_trim(title)),
	};
	find->item_count = 1;
	return related_find_is_telling(m, find, 2);
}

/* R7: one link, and the label behind it. */
static bool read_label_behind(struct marker *m, const struct line *line,
			      struct related_find *find)
{
	size_t end = 0;
	struct phrase_match label;

	while (end < line->span_count && line->spans[end].link == line->spans[0].link)
		end++;
	if (!end || end == line->span_count || !line->spans[0].link ||
	    line->link_len > line->spans[end - 1].to)
		return false;
	struct str rest = str_trim(str_slice(line->text, line->spans[end - 1].to, line->text.len));
	if (!phrases_match(m->phrases, rest, &label) || label.class != PHRASE_ALSO ||
	    label.rest < rest.len)
		return false;
	find->class = PHRASE_ALSO;
	find->label = str_slice(rest, label.from, label.to);
	return related_items_read(m, line, 0, 100, find) &&
	       related_find_is_telling(m, find, 3);
}

struct str related_next_address(const struct marker *m, size_t at)
{
	if (at + 1 >= m->lines.count)
		return (struct str){ 0 };
	const struct line *line = &m->lines.items[at + 1];
	bool is_address = !line->link_len && str_has_prefix(line->text, STR("http")) &&
			  str_find_char(line->text, ' ') == SIZE_MAX;
	struct str url = is_address ? dom_url(m->dom, line->text) : (struct str){ 0 };

	return related_is_article(url, m->dom->base) ? url : (struct str){ 0 };
}

/* R4: the label, a colon and a title without a link. */
static bool read_text_only(struct marker *m, size_t at, const struct phrase_match *label,
			   struct related_find *find)
{
	const struct line *line = &m->lines.items[at];
	struct str title = str_trim(str_slice(line->text, label->rest, line->text.len));

	if (label->class != PHRASE_ALSO || !label->has_colon || label->is_loose || line->link_len)
		return false;
	struct str url = related_address_cut(m, &title);
	if (!related_is_title(title))
		return false;
	title = related_title_trim(title);
	if (!related_title_is_telling(m->phrases, title, 2))
		return false;
	if (!url.len && (url = related_next_address(m, at)).len)
		find->line_count++;
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

	/* A bracket or a stop may close the line. */
	while (first > 0 && !line->spans[first - 1].link &&
	       line->spans[first - 1].to - line->spans[first - 1].from <= 3)
		first--;
	size_t end = first;
	while (first > 0 && line->spans[first - 1].link)
		first--;
	if (first == end || first == 0)
		return false;
	size_t links = line->spans[first].from;
	size_t start = sentence_end(line->text, links);
	struct str text = str_slice(line->text, start, links);

	if (start == 0 || !phrases_match(m->phrases, text, &label) || label.rest < text.len)
		return false;
	if ((label.class != PHRASE_ALSO && label.class != PHRASE_WEAK) || !label.has_colon ||
	    !begins_as_title(str_slice(text, label.from, text.len)))
		return false;
	if (!related_items_read(m, line, links, 0, find) ||
	    !related_find_is_telling(m, find, 2))
		return false;
	find->label = str_slice(text, label.from, label.to);
	find->text_from = start;
	return true;
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
	return related_items_read(m, line, 0, 0, find) &&
	       related_find_is_telling(m, find, 3);
}

static struct related_find find_new(size_t at)
{
	return (struct related_find){ .first_line = at, .line_count = 1 };
}

/* What a line that begins with a label leads to. */
static bool read_labelled(struct marker *m, size_t at, struct related_find *find)
{
	const struct line *line = &m->lines.items[at];
	struct phrase_match label;

	if (!related_label_read(m, line, &label))
		return false;
	*find = find_new(at);
	find->class = label.class;
	find->label = str_slice(line->text, label.from, label.to);
	if (label_fills(line, &label))
		return related_read_list(m, at, &label, find);
	if (!line->link_len)
		return read_text_only(m, at, &label, find);
	if (read_line_of_links(m, at, &label, find))
		return true;
	find->item_count = 0;
	return read_title_and_here(m, line, &label, find);
}

bool related_read_line(struct marker *m, size_t at, struct related_find *find)
{
	static bool (*const rules[])(struct marker *, const struct line *,
				     struct related_find *) = {
		read_afterthought, read_label_behind, read_named_box,
	};
	const struct line *line = &m->lines.items[at];

	if (read_labelled(m, at, find))
		return true;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]) && line->link_len; i++) {
		*find = find_new(at);
		if (rules[i](m, line, find))
			return true;
	}
	return false;
}
