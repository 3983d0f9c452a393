/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "html/meta.h"
#include "html/phrases_fold.h"

enum { CRUMBS_MAX = 12, SECTION_MAX = 60, DATELINE_MAX = 90, PLACE_MAX = 48,
       PARTICLE_MAX = 3 };

struct crumbs {
	struct str items[CRUMBS_MAX];
	size_t count;
	bool ends_in_title; /* the last one was the article itself */
};

static bool is_home(struct str text)
{
	static const char *const homes[] = {
		"home", "homepage", "beranda", "startseite", "accueil", "inicio", "start",
		"index", "depan", "hem", "hjem", "etusivu", "главная", "головна", "anasayfa",
		"ana sayfa", "trang chu", "首页", "首頁", "ホーム", "トップ", "홈", "الرئيسية",
		"home page", "portada", "pagina inicial", "domov", "etusivulle",
	};

	for (size_t i = 0; i < sizeof(homes) / sizeof(homes[0]); i++)
		if (meta_same(text, str_from(homes[i])))
			return true;
	return false;
}

static void crumb_add(const struct meta_reader *m, struct crumbs *crumbs, struct str text)
{
	text = meta_clean(m->dom, text);
	if (text.len < 2 || is_home(text))
		return;
	crumbs->ends_in_title = meta_same(text, m->page->meta.title);
	if (crumbs->ends_in_title || text.len > SECTION_MAX || meta_is_site(m, text))
		return;
	if (crumbs->count < CRUMBS_MAX)
		crumbs->items[crumbs->count++] = text;
}

static void ld_crumbs_read(const struct meta_reader *m, struct crumbs *crumbs)
{
	const struct value *list = value_find(m->ld->crumbs, "itemListElement");
	int seen = 0;

	for (const struct value *v = list ? list->first : NULL; v && seen++ < 20; v = v->next) {
		struct str name = value_member_text(&m->dom->arena, v, "name");

		if (!name.len)
			name = value_member_text(&m->dom->arena, value_find(v, "item"), "name");
		crumb_add(m, crumbs, name);
	}
}

/* The trail that the page shows: one crumb a link or list item. */
static void visible_crumbs_read(const struct meta_reader *m, struct crumbs *crumbs)
{
	struct dom_node *box = m->crumbs;
	int seen = 0;

	for (struct dom_node *n = box; n && seen < 200; n = dom_next(n, box), seen++) {
		struct str text = n->tag == DOM_TEXT ? str_trim(n->text) : (struct str){ 0 };

		if (text.len && fold_is_word((unsigned char)text.ptr[0] < 0x80
						     ? (uint32_t)str_lower(text.ptr[0])
						     : 0x61))
			crumb_add(m, crumbs, text);
	}
}

static struct str last_of(const struct crumbs *crumbs)
{
	return crumbs->count ? crumbs->items[crumbs->count - 1] : (struct str){ 0 };
}

/* "Kompas dunia | 2 November 2024, 09:04 WIB": what stands before the bar. */
static struct str dateline_section(const struct meta_reader *m)
{
	for (size_t i = m->head_from; i < m->head_to; i++) {
		struct str text = m->lines.items[i].text;
		size_t bar = str_find(text, STR(" | ")), from, to;
		struct date date;

		if (text.len > 120 || bar == SIZE_MAX || bar > 40)
			continue;
		struct str before = str_slice(text, 0, bar);
		if (date_find(before, &m->hint, &date, &from, &to) ||
		    !date_find(str_slice(text, bar + 3, text.len), &m->hint, &date, &from, &to) ||
		    from > 2)
			continue;
		if (!meta_same(before, m->page->meta.site))
			return before;
	}
	return (struct str){ 0 };
}

/* "bandung.kompas.com": a host of its own for a section. */
static struct str host_section(const struct meta_reader *m)
{
	static const char *const plain[] = {
		"www", "m", "amp", "news", "mobile", "beta", "web", "edition", "en", "de",
		"id", "wap", "app", "cdn",
	};
	struct str host = url_host(m->page->meta.url);
	struct str site = url_site(host);
	struct buf name = { .max = 64 };

	if (host.len < site.len + 4)
		return (struct str){ 0 };
	struct str label = str_slice(host, 0, host.len - site.len - 1);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (str_eq(label, str_from(plain[i])))
			return (struct str){ 0 };
	if (label.len < 4 || str_find_char(label, '.') != SIZE_MAX)
		return (struct str){ 0 };
	buf_add(&name, label);
	name.ptr[0] = name.ptr[0] >= 'a' && name.ptr[0] <= 'z' ? (char)(name.ptr[0] - 32)
							       : name.ptr[0];
	struct str section = arena_str(&m->dom->arena, buf_str(&name));
	buf_free(&name);
	return section;
}

static struct str state_section(const struct meta_reader *m)
{
	const struct value *value = meta_state(m, "category content_category articleCategory "
						  "section primaryCategory kanal rubrik "
						  "category_name");

	return meta_clean(m->dom, value_name(&m->dom->arena, value, "name"));
}

/* Of a list in one string the first. */
static struct str first_section(struct str text)
{
	size_t comma = str_find_char(text, ',');
	struct str rest = str_slice(text, comma == SIZE_MAX ? text.len : comma + 1, text.len);

	if (rest.len && (rest.ptr[0] != ' ' || str_find_char(rest, ',') != SIZE_MAX))
		return str_trim(str_slice(text, 0, comma));
	return text;
}

static bool is_section(const struct meta_reader *m, struct str text)
{
	return text.len > 1 && text.len <= SECTION_MAX && !meta_same(text, m->page->meta.title) &&
	       !url_is_web(text) && str_find_char(text, '/') != 0;
}

void meta_read_section(struct meta_reader *m)
{
	struct crumbs told = { 0 }, seen = { 0 };

	ld_crumbs_read(m, &told);
	visible_crumbs_read(m, &seen);
	bool is_told = told.count && !told.ends_in_title;
	struct str found[] = {
		jsonld_text(m->dom, m->ld, "articleSection"),
		meta_clean(m->dom, meta_tag(m, "article:section og:article:section section "
					       "parsely-section sailthru.section "
					       "dc.subject.section")),
		is_told ? last_of(&told) : (struct str){ 0 },
		last_of(&seen),
		last_of(&told),
		state_section(m),
		dateline_section(m),
		host_section(m),
	};

	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		struct str section = first_section(found[i]);

		if (!is_section(m, section))
			continue;
		m->page->meta.section = arena_str(&m->page->arena, section);
		return;
	}
}

/* Where the dash of a dateline begins and ends. */
static size_t dateline_dash(struct str text, size_t *end)
{
	static const char *const dashes[] = {
		" -- ", " - ", " – ", " — ", " --", " -", "— ", "—", ".- ", ".– ", ".— ", " | ",
	};

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		struct str dash = str_from(dashes[i]);
		size_t at = str_find(text, dash);

		if (at != SIZE_MAX && at > 2 && at < DATELINE_MAX) {
			*end = at + dash.len;
			return at;
		}
	}
	return SIZE_MAX;
}

static bool is_outlet(const struct meta_reader *m, struct str part)
{
	return str_find_char(part, '.') != SIZE_MAX || meta_is_site(m, part) ||
	       byline_is_agency(part);
}

/* One to four words with capitals, "de" and its kin between them, no digits. */
static bool is_place(struct str part)
{
	struct str rest = part, word;
	uint32_t folded[FOLD_MAX];
	bool is_name = false;
	int words = 0;

	if (part.len < 2 || part.len > PLACE_MAX)
		return false;
	while (str_next_word(&rest, &word)) {
		struct str letters = word;
		uint32_t first = utf8_next(&letters);

		if (fold_code_point(first, folded) == 0 || !fold_is_word(folded[0]) ||
		    (folded[0] >= '0' && folded[0] <= '9'))
			return false;
		is_name = folded[0] != first || first >= 0x590;
		if (!is_name && (words == 0 || word.len > PARTICLE_MAX))
			return false;
		words++;
	}
	return is_name && words <= 4;
}

static struct str first_paragraph(const struct meta_reader *m, struct buf *text)
{
	const struct page *page = m->page;

	for (size_t i = 0; i < page->block_count && i < 12; i++) {
		const struct page_block *block = &page->blocks[i];

		if (block->kind != PAGE_PARAGRAPH || block->quote)
			continue;
		buf_clear(text);
		for (size_t k = 0; k < block->span_count && text->len < 400; k++)
			buf_add(text, page->spans[block->first_span + k].text);
		if (text->len > 60)
			return buf_str(text);
	}
	return (struct str){ 0 };
}

/* "JAKARTA, KOMPAS.com - Korea ...": of the parts before the dash the first
 * that is no outlet. */
void meta_read_place(struct meta_reader *m)
{
	struct buf text = { .max = 64 << 10 };
	struct str paragraph = first_paragraph(m, &text), part;
	struct str told = jsonld_text(m->dom, m->ld, "dateline");
	size_t end, dash = dateline_dash(paragraph, &end);
	struct str head = dash == SIZE_MAX ? told : str_slice(paragraph, 0, dash);
	size_t paren = str_find_char(head, '(');
	int parts = 0;

	head = str_slice(head, 0, paren);
	while (str_cut(&head, ',', &part) && parts++ < 3) {
		part = str_trim(part);
		if (!part.len || is_outlet(m, part))
			continue;
		if (is_place(part) && m->page->meta.place.len == 0)
			m->page->meta.place = arena_str(&m->page->arena, part);
		break;
	}
	buf_free(&text);
}
