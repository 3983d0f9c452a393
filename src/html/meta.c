/* SPDX-License-Identifier: MIT */
#include "html/meta.h"

#include "base/utf8.h"
#include "html/entity.h"
#include "html/phrases_fold.h"

enum { TAGS_MAX = 400, CONTENT_MAX = 4000, NODES_MAX = 2000 };

/* Drops what looks like tags. */
static void add_without_tags(struct buf *out, struct str text)
{
	while (text.len) {
		size_t open = str_find_char(text, '<');
		struct str rest = str_slice(text, open == SIZE_MAX ? text.len : open, text.len);
		size_t close = str_find_char(rest, '>');
		bool is_tag = rest.len > 1 && close != SIZE_MAX &&
			      (rest.ptr[1] == '/' || rest.ptr[1] == '!' ||
			       (str_lower(rest.ptr[1]) >= 'a' && str_lower(rest.ptr[1]) <= 'z'));

		buf_add(out, str_slice(text, 0, text.len - rest.len));
		if (!rest.len)
			return;
		if (is_tag)
			buf_add_char(out, ' ');
		else
			buf_add_char(out, '<');
		text = str_slice(rest, is_tag ? close + 1 : 1, rest.len);
	}
}

struct str meta_clean(struct dom *dom, struct str text)
{
	struct buf plain = { .max = 64 << 10 }, decoded = { .max = 64 << 10 };

	text = str_slice(str_trim(text), 0, 32 << 10);
	if (!text.len)
		return (struct str){ 0 };
	entity_add_decoded(&decoded, text, false);
	add_without_tags(&plain, buf_str(&decoded));
	buf_clear(&decoded);
	if (str_find_char(buf_str(&plain), '&') != SIZE_MAX) {
		entity_add_decoded(&decoded, buf_str(&plain), false);
		buf_clear(&plain);
		buf_add(&plain, buf_str(&decoded));
		buf_clear(&decoded);
	}
	utf8_squeeze(&decoded, buf_str(&plain));
	text = arena_str(&dom->arena, str_trim(buf_str(&decoded)));
	buf_free(&plain);
	buf_free(&decoded);
	return text;
}

struct str meta_node_text(struct dom *dom, const struct dom_node *node, size_t max)
{
	struct buf raw = { .max = max }, folded = { 0 };

	int seen = 0;

	for (const struct dom_node *n = node; n && seen < NODES_MAX; n = dom_next(n, node)) {
		seen++;
		if (n->tag == DOM_TEXT && !(n->parent && dom_traits(n->parent) & DOM_OPAQUE))
			buf_add(&raw, n->text);
		else if (dom_is_block(n) || n->tag == DOM_BR)
			buf_add_char(&raw, ' ');
		if (raw.is_full)
			break;
	}
	utf8_squeeze(&folded, buf_str(&raw));
	struct str text = arena_str(&dom->arena, buf_str(&folded));
	buf_free(&raw);
	buf_free(&folded);
	return text;
}

static bool is_kept_link(const struct dom_node *node)
{
	return dom_has_word(node, "rel", "canonical") || dom_has_word(node, "rel", "image_src") ||
	       dom_has_word(node, "rel", "next");
}

static void tags_add(struct meta_reader *m, struct str name, struct str content)
{
	content = str_trim(content);
	if (!name.len || !content.len || m->tag_count >= TAGS_MAX || content.len > CONTENT_MAX)
		return;
	m->tags[m->tag_count++] = (struct meta_tag){ str_trim(name), content };
}

static void meta_element_read(struct meta_reader *m, const struct dom_node *n)
{
	struct str content = dom_attr(n, "content");

	if (!content.len)
		content = dom_attr(n, "value");
	tags_add(m, dom_attr(n, "property"), content);
	tags_add(m, dom_attr(n, "name"), content);
	tags_add(m, dom_attr(n, "itemprop"), content);
	tags_add(m, dom_attr(n, "http-equiv"), content);
}

/* What other elements tell by their attributes: microdata, the trail. */
static void element_read(struct meta_reader *m, struct dom_node *n)
{
	for (int i = 0; i < n->attr_count; i++) {
		struct str name = n->attrs[i].name, value = n->attrs[i].value;
		bool is_data = str_eq(name, STR("itemprop")) || str_eq(name, STR("property")) ||
			       str_eq(name, STR("pubdate"));

		if (is_data && m->date_node_count < META_DATE_NODES &&
		    (str_find(value, STR("date")) != SIZE_MAX || name.len == 7))
			m->date_nodes[m->date_node_count++] = n;
		bool is_name = str_eq(name, STR("class")) || str_eq(name, STR("id")) ||
			       str_eq(name, STR("aria-label")) || str_eq(name, STR("itemtype"));
		if (is_name && !m->crumbs && (str_find(value, STR("readcrumb")) != SIZE_MAX ||
					      str_find(value, STR("readCrumb")) != SIZE_MAX))
			m->crumbs = n;
	}
}

/* Every meta, the telling links and elements of the page, in order. */
static void tags_read(struct meta_reader *m)
{
	m->tags = arena_array(&m->dom->arena, TAGS_MAX, sizeof(*m->tags));
	for (struct dom_node *n = m->dom->root; n; n = dom_next(n, m->dom->root)) {
		if (n->tag == DOM_LINK && is_kept_link(n))
			tags_add(m, dom_attr(n, "rel"), dom_attr(n, "href"));
		if (n->tag == DOM_META)
			meta_element_read(m, n);
		else if (n->tag != DOM_TEXT && n->tag != DOM_HTML && n->tag != DOM_BODY)
			element_read(m, n);
	}
}

struct str meta_tag(const struct meta_reader *m, const char *names)
{
	struct str rest = str_from(names), name;

	while (str_next_word(&rest, &name))
		for (size_t i = 0; i < m->tag_count; i++)
			if (str_eq_nocase(m->tags[i].name, name))
				return m->tags[i].content;
	return (struct str){ 0 };
}

bool meta_same(struct str a, struct str b)
{
	struct buf key_a = { .max = 4096 }, key_b = { .max = 4096 };

	fold_add_key(&key_a, a);
	fold_add_key(&key_b, b);
	bool same = key_a.len && str_eq(buf_str(&key_a), buf_str(&key_b));
	buf_free(&key_a);
	buf_free(&key_b);
	return same;
}

static struct str page_text(const struct meta_reader *m, struct str s)
{
	return arena_str(&m->page->arena, s);
}

/* "id_ID" -> "id-ID"; empty unless it can be a language. */
static struct str language_of(struct meta_reader *m, struct str s)
{
	s = str_trim(s);
	if (s.len < 2 || s.len > 12)
		return (struct str){ 0 };
	char *text = arena_cstr(&m->page->arena, s);
	for (size_t i = 0; i < s.len; i++) {
		bool is_letter = str_lower(text[i]) >= 'a' && str_lower(text[i]) <= 'z';

		if (text[i] == '_')
			text[i] = '-';
		if (!is_letter && text[i] != '-' && (i < 2 || text[i] < '0' || text[i] > '9'))
			return (struct str){ 0 };
	}
	return (struct str){ text, s.len };
}

static void read_language(struct meta_reader *m)
{
	struct page_meta *meta = &m->page->meta;
	struct str found[] = {
		dom_attr(m->dom->root, "lang"), dom_attr(m->dom->root, "xml:lang"),
		dom_attr(m->dom->body, "lang"), jsonld_text(m->dom, m->ld, "inLanguage"),
		meta_tag(m, "content-language language dc.language dcterms.language og:locale"),
		m->source->language,
	};

	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]) && !meta->language.len; i++)
		meta->language = language_of(m, found[i]);
}

static void read_direction(struct meta_reader *m)
{
	static const char *const languages[] = {
		"ar", "fa", "ur", "he", "ps", "sd", "ug", "yi", "ckb", "dv", "iw",
	};
	struct str dir = dom_attr(m->dom->root, "dir");
	struct str language = m->page->meta.language;
	struct str main = str_slice(language, 0, str_find_char(language, '-'));

	if (!dir.len)
		dir = dom_attr(m->dom->body, "dir");
	if (dir.len)
		m->page->meta.is_rtl = str_eq_nocase(dir, STR("rtl"));
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]) && !dir.len; i++)
		m->page->meta.is_rtl |= str_eq_nocase(main, str_from(languages[i]));
}

static void read_addresses(struct meta_reader *m)
{
	struct page_meta *meta = &m->page->meta;
	struct str canonical = dom_url(m->dom, meta_tag(m, "canonical og:url"));

	meta->url = page_text(m, m->source->base);
	meta->canonical = page_text(m, canonical);
	if (!meta->url.len)
		meta->url = meta->canonical;
}

static void read_description(struct meta_reader *m)
{
	struct str text = meta_clean(m->dom, meta_tag(m, "description og:description "
						      "twitter:description dc.description"));

	if (!text.len)
		text = m->facts->description;
	m->page->meta.description = page_text(m, text);
}

/* What a naive date of this page means: the zone that its other dates name is
 * found later; here the country's. */
static int16_t country_offset(const struct meta_reader *m)
{
	static const struct {
		const char *language;
		int16_t minutes;
	} zones[] = {
		{ "id", 420 }, { "jv", 420 }, { "su", 420 }, { "ms", 480 }, { "ja", 540 },
		{ "ko", 540 }, { "th", 420 }, { "vi", 420 }, { "hi", 330 }, { "bn", 360 },
		{ "tr", 180 }, { "ru", 180 }, { "ur", 300 }, { "fa", 210 }, { "tl", 480 },
		{ "zh", 480 },
	};
	struct str language = m->page->meta.language;

	language = str_slice(language, 0, str_find_char(language, '-'));
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (str_eq_nocase(language, str_from(zones[i].language)))
			return zones[i].minutes;
	return 0;
}

void meta_read(struct dom *dom, const struct html_source *source, const struct facts *facts,
	       const struct article *article, struct page *page)
{
	static const struct jsonld none;
	struct meta_reader m = {
		.dom = dom,
		.source = source,
		.facts = facts,
		.ld = facts->jsonld ? facts->jsonld : &none,
		.article = article,
		.page = page,
	};

	tags_read(&m);
	lines_read(&m.lines, dom, dom->body);
	meta_read_states(&m);
	read_language(&m);
	read_direction(&m);
	read_addresses(&m);
	read_description(&m);
	m.hint = (struct date_hint){ .now = source->now, .offset = country_offset(&m) };
	meta_read_site(&m);
	meta_read_title(&m);
	meta_read_zones(&m);
	meta_read_dates(&m);
	meta_read_people(&m);
	meta_read_section(&m);
	meta_read_place(&m);
	meta_read_image(&m);
	meta_read_parts(&m);
	meta_read_complete(&m);
	lines_free(&m.lines);
	buf_free(&m.note);
}
