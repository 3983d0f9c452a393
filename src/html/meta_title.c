/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/url.h"
#include "html/meta.h"
#include "html/phrases_fold.h"

enum { TITLE_MAX = 600 };

/* The name in a host: "www.kompas.co.id" -> "kompas". */
static struct str host_stem(struct str host)
{
	struct str site = url_site(host);

	return str_slice(site, 0, str_find_char(site, '.'));
}

static struct str page_address(const struct meta_reader *m)
{
	return m->page->meta.url.len ? m->page->meta.url : m->page->meta.canonical;
}

static bool contains_folded(struct str hay, struct str needle)
{
	struct buf a = { .max = 4096 }, b = { .max = 4096 };
	size_t kept = 0;

	fold_add_key(&a, hay);
	fold_add_key(&b, needle);
	/* "CNN Indonesia" is cnnindonesia.com. */
	for (size_t i = 0; i < a.len; i++)
		if (a.ptr[i] != ' ')
			a.ptr[kept++] = a.ptr[i];
	a.len = kept;
	for (size_t i = kept = 0; i < b.len; i++)
		if (b.ptr[i] != ' ')
			b.ptr[kept++] = b.ptr[i];
	b.len = kept;
	bool found = b.len > 2 && str_find(buf_str(&a), buf_str(&b)) != SIZE_MAX;
	buf_free(&a);
	buf_free(&b);
	return found;
}

bool meta_is_site(const struct meta_reader *m, struct str text)
{
	struct str site = m->page->meta.site;
	struct str stem = host_stem(url_host(page_address(m)));

	if (!text.len || text.len > 60)
		return false;
	if (site.len && (meta_same(text, site) || contains_folded(text, site) ||
			 (text.len > 3 && contains_folded(site, text))))
		return true;
	return stem.len > 2 && contains_folded(text, stem);
}

static bool is_address(struct str s)
{
	return str_has_prefix_nocase(s, STR("http")) || str_find(s, STR("://")) != SIZE_MAX;
}

void meta_read_site(struct meta_reader *m)
{
	struct str publisher = value_name(
		&m->dom->arena,
		jsonld_resolve(m->dom, m->ld, value_find(m->ld->article, "publisher")), "name");
	struct str found[] = {
		meta_tag(m, "og:site_name"), publisher,
		value_member_text(&m->dom->arena, m->ld->site, "name"),
		meta_tag(m, "og:site application-name apple-mobile-web-app-title "
			    "al:android:app_name citation_publisher dc.publisher"),
	};
	struct str site = { 0 };

	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]) && !site.len; i++) {
		site = meta_clean(m->dom, found[i]);
		if (is_address(site) || site.len > 80)
			site.len = 0;
	}
	if (!site.len)
		site = url_host(page_address(m));
	if (str_has_prefix(site, STR("www.")))
		site = str_slice(site, 4, site.len);
	m->page->meta.site = arena_str(&m->page->arena, site);
}

/* Signs between a title and a site's name, blanks around them or not. */
static const char *const bars[] = {
	" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " |", "| ", " : ", " ― ",
	"｜", " / ", " ‹ ", " « ", " > ", "： ", " › ", " – ", " » ",
};

/* Where the last bar of s begins and ends; SIZE_MAX when there is none. */
static size_t last_bar(struct str s, size_t *end)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++) {
		struct str bar = str_from(bars[i]);

		for (size_t at = s.len; at-- > 0;) {
			if (!str_has_prefix(str_slice(s, at, s.len), bar))
				continue;
			if (best == SIZE_MAX || at > best) {
				best = at;
				*end = at + bar.len;
			}
			break;
		}
	}
	return best;
}

/* The title without site names and sections behind bars. */
static struct str cut_site(const struct meta_reader *m, struct str title)
{
	size_t end = 0;

	for (int i = 0; i < 3; i++) {
		size_t at = last_bar(title, &end);

		if (at == SIZE_MAX || at < 8)
			break;
		if (!meta_is_site(m, str_slice(title, end, title.len)))
			break;
		title = str_trim(str_slice(title, 0, at));
	}
	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++) {
		size_t at = str_find(title, str_from(bars[i]));

		if (at != SIZE_MAX && at < 40 && title.len - at > 20 &&
		    meta_same(str_slice(title, 0, at), m->page->meta.site))
			return str_trim(str_slice(title, at + strlen(bars[i]), title.len));
	}
	return title;
}

/* Whether s is `head` with more behind a bar or an ellipsis. */
static bool is_longer_form(struct str s, struct str head)
{
	if (head.len < 8 || s.len <= head.len || !str_has_prefix(s, head))
		return false;
	struct str tail = str_slice(s, head.len, s.len);
	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++)
		if (str_has_prefix(tail, str_from(bars[i])))
			return true;
	return false;
}

/* Whether s is `tail` with a kicker and a colon before it. */
static bool has_kicker(struct str s, struct str tail)
{
	if (tail.len < 16 || s.len < tail.len + 4 || !str_has_suffix(s, tail))
		return false;
	s = str_trim(str_slice(s, 0, s.len - tail.len));
	return s.ptr[s.len - 1] == ':';
}

/* A heading that leads to the front page is the site's name. */
static bool is_home_link(const struct meta_reader *m, const struct dom_node *node)
{
	const struct dom_node *link = dom_find(node, DOM_A);
	struct str url = link ? dom_url(m->dom, dom_attr(link, "href")) : (struct str){ 0 };
	struct url parts;

	return url.len && url_split(url, &parts) && parts.path.len <= 1 && !parts.query.len;
}

/* How well a heading fits what the machines call the article. */
static int heading_score(const struct meta_reader *m, struct str text, struct str wanted,
			 const struct dom_node *node)
{
	if (text.len < 2 || meta_same(text, m->page->meta.site) || is_home_link(m, node))
		return 0;
	int score = node->tag == DOM_H1 ? 3 : 1;

	if (wanted.len && meta_same(text, wanted))
		score += 6;
	else if (wanted.len && (contains_folded(wanted, text) || contains_folded(text, wanted)))
		score += 3;
	score += str_find_nocase(dom_attr(node, "itemprop"), STR("headline")) != SIZE_MAX;
	return score - (node->is_hidden ? 2 : 0);
}

/* The element that shows the title; its text in *text. */
static const struct dom_node *find_heading(struct meta_reader *m, struct str wanted,
					   struct str *text)
{
	const struct dom_node *best = NULL;
	int best_score = 1, seen = 0;

	for (struct dom_node *n = m->dom->body; n && seen < 200; n = dom_next(n, m->dom->body)) {
		if (n->tag != DOM_H1 && n->tag != DOM_H2)
			continue;
		seen++;
		struct str one = meta_node_text(m->dom, n, TITLE_MAX);
		int score = heading_score(m, one, wanted, n);

		if (score > best_score) {
			best_score = score;
			best = n;
			*text = one;
		}
	}
	return best;
}

/* A machine's title that was cut short is taken from the page. */
static bool is_cut(struct str title, struct str whole)
{
	size_t len = title.len;

	if (str_has_suffix(title, STR("...")))
		len -= 3;
	else if (str_has_suffix(title, STR("…")))
		len -= sizeof("…") - 1;
	else if (title.len < 100)
		return false;
	return whole.len > len && len > 20 && str_has_prefix(whole, str_slice(title, 0, len));
}

/* "Site » Archive » Title": where the machines know only the site, the part
 * of the title element that a heading repeats, else the last one. */
static struct str title_part(const struct meta_reader *m, struct str title)
{
	size_t end = 0, at = last_bar(title, &end);

	if (at == SIZE_MAX)
		return title;
	struct str last = str_trim(str_slice(title, end, title.len));
	struct str first = cut_site(m, title);
	if (first.len < title.len || last.len < 8)
		return first;
	for (size_t i = 0; i < m->lines.count; i++) {
		const struct line *line = &m->lines.items[i];

		if (line->text.len < last.len * 2 && line->text.len * 2 > last.len &&
		    meta_same(line->text, last))
			return last;
	}
	return title;
}

static struct str best_title(const struct meta_reader *m, struct str machine, struct str og,
			     struct str heading, struct str title)
{
	machine = cut_site(m, machine);
	og = cut_site(m, og);
	if (machine.len) {
		if (is_longer_form(machine, heading) || is_cut(machine, heading))
			return heading;
		if (og.len && (meta_same(machine, og) ||
			       (has_kicker(machine, og) && !meta_same(title, machine))))
			return og;
		return machine;
	}
	if (heading.len && (!og.len || meta_same(heading, og) || is_longer_form(og, heading)))
		return heading;
	if (og.len && !meta_same(og, m->page->meta.site))
		return og;
	if (title.len && !meta_same(title, m->page->meta.site))
		title = title_part(m, title);
	bool is_shown = heading.len && (!title.len || meta_same(heading, title) ||
					contains_folded(title, heading));
	return is_shown || !title.len ? heading : title;
}

void meta_read_title(struct meta_reader *m)
{
	struct str machine = m->facts->headline, heading = { 0 };
	struct str og = meta_clean(m->dom, meta_tag(m, "og:title twitter:title title dc.title "
							"dcterms.title citation_title headline"));
	const struct dom_node *element = dom_find(m->dom->head, DOM_TITLE);
	struct str title = meta_clean(m->dom, element ? dom_raw(element) : (struct str){ 0 });
	struct str wanted = machine.len ? machine : cut_site(m, og.len ? og : title);
	struct str state = meta_clean(m->dom, value_text(&m->dom->arena,
				meta_state(m, "judul_artikel articleTitle headline title judul")));

	m->headline = find_heading(m, wanted, &heading);
	/* Some put a description there and the title under another name. */
	if (heading.len && !meta_same(machine, heading) &&
	    meta_same(jsonld_text(m->dom, m->ld, "name"), heading))
		machine = heading;
	if (!heading.len && !og.len && !machine.len && state.len)
		machine = state;
	struct str best = best_title(m, machine, og, heading, title);
	m->page->meta.title = arena_str(&m->page->arena, best);
}
