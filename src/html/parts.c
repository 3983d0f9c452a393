/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/url.h"
#include "html/article.h"
#include "html/meta.h"
#include "html/phrases_fold.h"

enum { LINKS_LOOKED_AT = 20000, PART_MAX = 200, LISTING_HEADS = 3, LISTING_LINES = 6 };

/* Queries by which a site gives all parts of an article at once. */
static const char *const whole_queries[] = {
	"page=all", "single=1", "showpage=all", "pages=all", "view=all", "all=1", "page=full",
	"singlepage=1", "print=1", "full=1", "single=true", "pagewanted=all", "seite=all",
	"komplettansicht",
};

/* Words on a link to the next part, and on one to the whole. */
static const char *const next_words[] = {
	"selanjutnya", "berikutnya", "halaman berikutnya", "halaman selanjutnya", "lanjut",
	"next", "next page", "nächste seite", "weiter", "page suivante", "suivant",
	"siguiente", "página siguiente", "próxima", "próxima página", "pagina successiva",
	"volgende", "nästa", "neste side", "næste", "seuraava", "dalej", "następna strona",
	"další", "следующая", "далее", "sonraki sayfa", "sonraki", "次へ", "次のページ", "下一页",
	"下一頁", "다음", "trang sau", "التالي", "›", "»", ">", "→", ">>",
};

static const char *const whole_words[] = {
	"view in single page", "single page", "tampilkan semua", "lihat semua halaman",
	"semua halaman", "show all", "view all", "auf einer seite", "alle seiten",
	"auf einer seite lesen", "tout afficher", "ver todo", "baca selengkapnya",
	"view as single page", "all pages", "全文表示", "1ページで表示", "全文阅读", "baca semua",
	"show full article",
};

static bool is_word_of(struct str text, const char *const *words, size_t count)
{
	struct str sign = str_trim(text);

	if (!sign.len || sign.len > 48)
		return false;
	for (size_t i = 0; i < count; i++)
		if (str_eq(sign, str_from(words[i])) || meta_same(sign, str_from(words[i])))
			return true;
	return false;
}

struct parts {
	struct url page;    /* the address of this page, split */
	struct str next, whole;
	int64_t here;       /* the number of this part, from 1 */
};

static struct str without_slash(struct str path)
{
	bool has_slash = path.len > 1 && path.ptr[path.len - 1] == '/';

	return has_slash ? str_slice(path, 0, path.len - 1) : path;
}

/* The number of a part in "page=3", "halaman=3"; 0 for none. */
static int64_t query_part(struct str query)
{
	static const char *const names[] = {
		"page=", "halaman=", "hal=", "p=", "pg=", "seite=", "pagina=", "part=",
		"paged=", "showpage=", "pages=",
	};
	struct str one;

	while (str_cut(&query, '&', &one))
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			struct str name = str_from(names[i]);
			int64_t part;

			if (str_has_prefix_nocase(one, name) &&
			    str_to_int64(str_slice(one, name.len, one.len), &part) && part > 0 &&
			    part < PART_MAX)
				return part;
		}
	return 0;
}

/* A path without ".html" or a slash at its end. */
static struct str path_stem(struct str path)
{
	static const char *const endings[] = { ".html", ".htm", ".php", ".shtml", ".amp" };

	path = without_slash(path);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (str_has_suffix(path, str_from(endings[i])))
			return str_slice(path, 0, path.len - strlen(endings[i]));
	return path;
}

static struct str skip_signs(struct str s)
{
	while (s.len && strchr("/-_.,=", s.ptr[0]))
		s = str_slice(s, 1, s.len);
	return s;
}

/* The number behind the page's own path: "/2", "/page/2", "-2", "/seite-2",
 * "_part2"; 0 when something else stands there. */
static int64_t path_part(const struct parts *parts, struct str path)
{
	static const char *const words[] = {
		"page", "seite", "part", "pagina", "halaman", "hal", "teil", "pg", "p",
	};
	struct str own = path_stem(parts->page.path);
	int64_t part;

	/* The first part may be numbered too: "/1". */
	if (str_has_suffix(own, STR("/1")))
		own.len -= 2;
	path = path_stem(path);
	if (own.len < 4 || path.len <= own.len || !str_has_prefix(path, own))
		return 0;
	struct str rest = str_slice(path, own.len, path.len), number = skip_signs(rest);
	if (number.len == rest.len)
		return 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_has_prefix_nocase(number, str_from(words[i]))) {
			number = str_slice(number, strlen(words[i]), number.len);
			break;
		}
	number = skip_signs(number);
	return str_to_int64(number, &part) && part > 1 && part < PART_MAX ? part : 0;
}

static bool is_same_article(const struct parts *parts, const struct url *link)
{
	return str_eq_nocase(url_site(link->host), url_site(parts->page.host)) &&
	       str_eq(without_slash(link->path), without_slash(parts->page.path));
}

/* Which part of this article a link leads to; 0: to something else. */
static int64_t link_part(const struct parts *parts, struct str address)
{
	struct url link;

	if (!url_split(address, &link) ||
	    !str_eq_nocase(url_site(link.host), url_site(parts->page.host)))
		return 0;
	if (is_same_article(parts, &link))
		return query_part(link.query);
	return path_part(parts, link.path);
}

static bool is_whole_query(struct str query)
{
	struct str one;

	while (str_cut(&query, '&', &one))
		for (size_t i = 0; i < sizeof(whole_queries) / sizeof(whole_queries[0]); i++)
			if (str_eq_nocase(one, str_from(whole_queries[i])))
				return true;
	return false;
}

static void whole_look(const struct meta_reader *m, struct parts *parts,
		       const struct dom_node *link, struct str address)
{
	struct url split;

	if (parts->whole.len || !url_split(address, &split) || !is_same_article(parts, &split))
		return;
	if (is_whole_query(split.query) ||
	    (split.query.len && !query_part(split.query) &&
	     is_word_of(meta_node_text(m->dom, link, 64), whole_words,
			sizeof(whole_words) / sizeof(whole_words[0]))))
		parts->whole = address;
}

/* Pages of comments have numbers as well. */
static bool is_of_comments(const struct meta_reader *m, const struct dom_node *link,
			   struct str address)
{
	static const char *const places[] = { "#comment", "#komentar", "#respon", "#disqus" };
	const struct dom_node *text = m->article->count ? m->article->nodes[0] : NULL;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (str_find_nocase(address, str_from(places[i])) != SIZE_MAX)
			return true;
	for (const struct dom_node *n = link; n && n != m->dom->body; n = n->parent) {
		if (text && dom_is_inside(text, n))
			return false;
		if (hint_read(n) & HINT_COMMENT)
			return true;
	}
	return false;
}

static void next_look(const struct meta_reader *m, struct parts *parts, const struct dom_node *link,
		      struct str address)
{
	int64_t part = link_part(parts, address);

	if (part == parts->here + 1 && !parts->next.len && !is_of_comments(m, link, address))
		parts->next = address;
	if (part || parts->next.len || str_eq(address, m->page->meta.url))
		return;
	/* A link that says "next" counts when it stays with this article. */
	struct url split;
	if (!url_split(address, &split) || !is_same_article(parts, &split) || !split.query.len)
		return;
	if (is_word_of(meta_node_text(m->dom, link, 64), next_words,
		       sizeof(next_words) / sizeof(next_words[0])) &&
	    !is_whole_query(split.query) && !is_of_comments(m, link, address))
		parts->next = address;
}

/* Most links are no part of anything and need not be resolved. */
static bool can_be_part(struct str href)
{
	if (!href.len || href.ptr[0] == '#')
		return false;
	if (str_find_char(href, '?') != SIZE_MAX || str_find(href, STR("page")) != SIZE_MAX)
		return true;
	struct str stem = path_stem(href);
	return stem.len && stem.ptr[stem.len - 1] >= '0' && stem.ptr[stem.len - 1] <= '9';
}

static void links_look(const struct meta_reader *m, struct parts *parts)
{
	int seen = 0;

	for (struct dom_node *n = m->dom->body; n && seen < LINKS_LOOKED_AT;
	     n = dom_next(n, m->dom->body)) {
		if (n->tag != DOM_A)
			continue;
		seen++;
		struct str href = str_trim(dom_attr(n, "href"));
		if (!can_be_part(href))
			continue;
		struct str address = dom_url(m->dom, href);
		if (!address.len)
			continue;
		whole_look(m, parts, n, address);
		next_look(m, parts, n, address);
	}
}

/* rel=next in the head is the next part only when it is of this article; many
 * sites chain their articles with it. */
static void rel_look(const struct meta_reader *m, struct parts *parts)
{
	struct str address = dom_url(m->dom, meta_tag(m, "next"));

	if (address.len && link_part(parts, address) == parts->here + 1)
		parts->next = address;
}

/* A block that is one link and nothing else, to another page of this site. */
static bool leads_away(const struct meta_reader *m, const struct parts *parts,
		       const struct page_block *block)
{
	const struct page *page = m->page;
	struct url link;
	uint32_t only = 0;

	for (size_t i = 0; i < block->span_count; i++) {
		const struct page_span *span = &page->spans[block->first_span + i];
		if (str_is_empty(str_trim(span->text)))
			continue;
		if (!span->link || (only && span->link != only))
			return false;
		only = span->link;
	}
	return only && only <= page->link_count &&
	       url_split(page->links[only - 1].url, &link) &&
	       str_eq_nocase(url_site(link.host), url_site(parts->page.host)) &&
	       !is_same_article(parts, &link);
}

/* Pages of a list are no parts of an article: headlines of others stand on it,
 * and nothing says that it is one itself. */
static bool is_listing(const struct meta_reader *m, const struct parts *parts)
{
	size_t heads = 0, lines = 0, prose = 0;

	if (m->ld->article || meta_tag(m, "article:published_time").len)
		return false;
	for (size_t i = 0; i < m->page->block_count; i++) {
		const struct page_block *block = &m->page->blocks[i];
		if (!block->span_count || block->kind == PAGE_IMAGE)
			continue;
		bool is_away = leads_away(m, parts, block);
		heads += is_away && block->kind == PAGE_HEADING;
		lines += is_away;
		prose += !is_away && block->kind != PAGE_HEADING;
	}
	return heads >= LISTING_HEADS || (lines >= LISTING_LINES && lines >= prose);
}

void meta_read_parts(struct meta_reader *m)
{
	struct page_meta *meta = &m->page->meta;
	struct str here = meta->url.len ? meta->url : meta->canonical;
	struct str own = m->source->first.len ? m->source->first : here;
	struct parts parts = { .here = 1 };

	if (!m->article || !url_split(own, &parts.page) || parts.page.path.len < 2)
		return;
	int64_t part = m->source->first.len ? link_part(&parts, here) :
					      query_part(parts.page.query);

	if (is_whole_query(parts.page.query) || is_listing(m, &parts))
		return;
	if (part > 1)
		parts.here = part;
	rel_look(m, &parts);
	links_look(m, &parts);
	meta->next_page = arena_str(&m->page->arena, parts.next);
	meta->single_page = arena_str(&m->page->arena, parts.whole);
}
