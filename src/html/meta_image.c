/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/url.h"
#include "html/build.h"
#include "html/meta.h"

enum {
	BIG_ENOUGH = 200,  /* CSS pixels of a lead picture */
	LOOKED_AT = 100,   /* pictures */
	CAPTION_MAX = 1200,
	NODES_ABOVE = 400,
	LINES_BELOW = 3,   /* of the text */
};

/* The name of a picture's file without its folder, size and ending. */
static struct str image_stem(struct str url)
{
	struct url parts;

	if (!url_split(url, &parts))
		return (struct str){ 0 };
	struct str path = parts.path;
	size_t slash = path.len;
	while (slash > 0 && path.ptr[slash - 1] != '/')
		slash--;
	path = str_slice(path, slash, path.len);
	size_t dot = path.len;
	while (dot > 0 && path.ptr[dot - 1] != '.')
		dot--;
	return dot > 1 ? str_slice(path, 0, dot - 1) : path;
}

/* The longest stretch of letters and digits that two addresses share says
 * whether they are crops of one picture. */
static bool is_same_picture(struct str a, struct str b)
{
	struct str stem_a = image_stem(a), stem_b = image_stem(b);

	if (str_eq(a, b))
		return a.len > 0;
	/* "?url=https://.../246270.jpg": the name may stand in the query. */
	if (stem_a.len < 6 || stem_b.len < 6)
		return (stem_a.len >= 6 && str_find(b, stem_a) != SIZE_MAX) ||
		       (stem_b.len >= 6 && str_find(a, stem_b) != SIZE_MAX);
	if (str_find(stem_b, stem_a) != SIZE_MAX || str_find(stem_a, stem_b) != SIZE_MAX)
		return true;
	for (size_t at = 0; at + 12 <= stem_a.len; at += 4)
		if (str_find(stem_b, str_slice(stem_a, at, at + 12)) != SIZE_MAX)
			return true;
	return str_find(b, stem_a) != SIZE_MAX || str_find(a, stem_b) != SIZE_MAX;
}

static int64_t pixels(const struct dom_node *node, const char *attr)
{
	struct str value = str_trim(dom_attr(node, attr));
	int64_t size = 0;

	if (str_has_suffix(value, STR("px")))
		value.len -= 2;
	return str_to_int64(value, &size) ? size : 0;
}

static bool is_decoration(const struct dom_node *node)
{
	static const char *const hints[] = {
		"logo", "avatar", "icon", "author", "sprite", "badge", "emoji", "profile",
		"banner", "advert", "sponsor",
	};

	for (int up = 0; node && up < 3; up++, node = node->parent)
		for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
			if (dom_has_hint(node, hints[i]))
				return true;
	return false;
}

static bool is_logo(struct str url)
{
	static const char *const parts[] = {
		"logo", "avatar", "icon", "sprite", "placeholder", "default-image", "dummy",
	};
	struct str stem = image_stem(url);

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (str_find_nocase(stem, str_from(parts[i])) != SIZE_MAX)
			return true;
	return false;
}

struct lead {
	const struct dom_node *node;
	struct str url;
	int score;
};

/* Between the first line of the head and the first of the text; what was moved
 * in the tree keeps its old index, so the largest of a few counts. */
static bool stands_in_head(const struct meta_reader *m, const struct dom_node *node)
{
	const struct line *lines = m->lines.items;

	if (!m->lines.count || m->head_from >= m->lines.count)
		return false;
	uint32_t from = lines[m->head_from].spans[0].node->index;
	uint32_t to = from;

	for (size_t i = m->head_from; i < m->lines.count && i < m->head_to + LINES_BELOW; i++)
		if (lines[i].spans[0].node->index > to)
			to = lines[i].spans[0].node->index;

	return node->index >= from && node->index <= to;
}

static bool stands_in_text(const struct meta_reader *m, const struct dom_node *node)
{
	for (size_t i = 0; m->article && i < m->article->count; i++)
		if (dom_is_inside(node, m->article->nodes[i]))
			return true;
	return false;
}

/* Whether a link leads away from the article and to no larger picture. */
static bool is_other_page(const struct meta_reader *m, const struct dom_node *link)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".webp", ".gif" };
	struct str url = dom_url(m->dom, dom_attr(link, "href"));

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (str_find_nocase(url, str_from(endings[i])) != SIZE_MAX)
			return false;
	return url.len && !str_eq(url, m->page->meta.url) && !str_eq(url, m->page->meta.canonical);
}

static int lead_score(const struct meta_reader *m, const struct dom_node *node, struct str url,
		      struct str told)
{
	int64_t width = pixels(node, "width"), height = pixels(node, "height");
	int score = 0;

	if ((width && width < BIG_ENOUGH) || (height && height < BIG_ENOUGH / 2))
		score -= 6;
	if (told.len && is_same_picture(told, url))
		score += 10;
	if (stands_in_head(m, node))
		score += 5;
	else if (stands_in_text(m, node))
		score += 4;
	if (dom_above(node, DOM_FIGURE))
		score += 2;
	if (dom_above(node, DOM_ASIDE) || dom_above(node, DOM_NAV) || dom_above(node, DOM_FOOTER))
		score -= 5;
	const struct dom_node *link = dom_above(node, DOM_A);
	if (link && is_other_page(m, link))
		score -= 4;
	return score - (is_logo(url) ? 6 : 0);
}

/* Menus may hold a hundred pictures; the search begins a little above the
 * headline. */
static uint32_t nodes_before_head(const struct meta_reader *m)
{
	if (m->head_from >= m->lines.count)
		return 0;
	uint32_t head = m->lines.items[m->head_from].spans[0].node->index;
	return head > NODES_ABOVE ? head - NODES_ABOVE : 0;
}

static void find_lead(struct meta_reader *m, struct str told, struct lead *lead)
{
	struct dom_node *body = m->dom->body;
	uint32_t from = nodes_before_head(m);
	int seen = 0;

	for (struct dom_node *n = body; n && seen < LOOKED_AT; n = dom_next(n, body)) {
		if ((n->tag != DOM_IMG && n->tag != DOM_AMP_IMG) || n->index < from ||
		    dom_above(n, DOM_NOSCRIPT))
			continue;
		seen++;
		struct str url = build_image_url(m->dom, n);
		int score = url.len ? lead_score(m, n, url, told) : 0;

		if (score > lead->score && is_decoration(n))
			score -= 6;
		if (score > lead->score)
			*lead = (struct lead){ n, url, score };
	}
}

/* "(Sumber: X)", "Foto: X", "(AP Photo/X)" at the end of a caption. */
static size_t credit_start(struct str caption)
{
	static const char *const words[] = {
		"(Sumber:", "(Foto:", "(Dok", "(Photo", "(Credit", "(AP", "(ANTARA",
		"(REUTERS", "(AFP", "(Getty", "(istimewa", "(KOMPAS", "(Source", "(Image",
		"Foto:", "Photo:", "Sumber:", "Credit:", "Photograph:", "Image:", "Source:",
		"Quelle:", "Bild:", "Fuente:", "Fonte:", "Crédit", "©", "Dok.", "Picture:",
		"Photo by", "Photo credit", "Foto -",
	};
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t at = str_find(caption, str_from(words[i]));

		if (at < best)
			best = at;
	}
	return best;
}

static bool is_credit_element(const struct dom_node *node)
{
	return dom_has_hint(node, "credit") || dom_has_hint(node, "copyright") ||
	       dom_has_hint(node, "source") || dom_has_hint(node, "photographer");
}

static bool is_caption_element(const struct dom_node *node)
{
	return node->tag == DOM_FIGCAPTION || dom_has_hint(node, "caption") ||
	       dom_has_hint(node, "keterangan");
}

static const struct dom_node *caption_in(const struct dom_node *box)
{
	int seen = 0;

	for (const struct dom_node *n = box; n && seen < 200; n = dom_next(n, box), seen++)
		if (n->tag != DOM_TEXT && is_caption_element(n) && !dom_find(n, DOM_IMG))
			return n;
	return NULL;
}

/* The caption of a picture: in its figure, or right behind it. */
static const struct dom_node *find_caption(const struct dom_node *image)
{
	const struct dom_node *figure = dom_above(image, DOM_FIGURE);
	const struct dom_node *found = figure ? caption_in(figure) : NULL;

	for (int up = 0; !found && image && image->tag != DOM_BODY && up < 4; up++) {
		const struct dom_node *next = image->next;

		for (int ahead = 0; next && ahead < 4 && !found; ahead++, next = next->next)
			if (next->tag != DOM_TEXT && !dom_find(next, DOM_IMG))
				found = caption_in(next);
		image = image->parent;
	}
	return found;
}

static struct str keep(struct meta_reader *m, struct str s)
{
	return arena_str(&m->page->arena, s);
}

static void split_credit(struct meta_reader *m, struct str text)
{
	struct page_meta *meta = &m->page->meta;
	size_t at = credit_start(text);

	if (at == SIZE_MAX) {
		meta->image_caption = keep(m, text);
		return;
	}
	struct str before = str_trim(str_slice(text, 0, at));
	struct str credit = str_trim(str_slice(text, at, text.len));
	if (before.len && before.ptr[before.len - 1] == '(') {
		before = str_trim(str_slice(before, 0, before.len - 1));
		if (str_has_suffix(credit, STR(")")))
			credit.len--;
	}
	while (before.len && strchr("|/;", before.ptr[before.len - 1]))
		before = str_trim(str_slice(before, 0, before.len - 1));
	meta->image_caption = keep(m, before);
	meta->image_credit = keep(m, credit);
}

/* A part of the caption that is marked as credit is taken from it. */
static void read_caption(struct meta_reader *m, const struct dom_node *caption)
{
	const struct dom_node *credit = NULL;
	struct str text = meta_node_text(m->dom, caption, CAPTION_MAX);
	int seen = 0;

	for (const struct dom_node *n = caption->first; n && seen++ < 60; n = dom_next(n, caption))
		if (!credit && n->tag != DOM_TEXT && is_credit_element(n))
			credit = n;
	if (!credit) {
		split_credit(m, text);
		return;
	}
	struct str other = meta_node_text(m->dom, credit, CAPTION_MAX);
	size_t at = other.len ? str_find(text, other) : SIZE_MAX;

	if (at == SIZE_MAX) {
		split_credit(m, text);
		return;
	}
	struct str before = str_trim(str_slice(text, 0, at));
	struct str after = str_trim(str_slice(text, at + other.len, text.len));
	m->page->meta.image_caption = keep(m, before.len >= after.len ? before : after);
	m->page->meta.image_credit = keep(m, other);
}

static struct str told_image(struct meta_reader *m)
{
	const struct value *image = value_find(m->ld->article, "image");
	struct str url = dom_url(m->dom, meta_tag(m, "og:image og:image:url og:image:secure_url "
						     "twitter:image twitter:image:src "
						     "image_src thumbnail parsely-image-url"));

	if (image && image->kind == VALUE_ARRAY)
		image = image->first;
	image = jsonld_resolve(m->dom, m->ld, image);
	if (!url.len)
		url = dom_url(m->dom, value_name(&m->dom->arena, image, "url"));
	if (!url.len)
		url = dom_url(m->dom, value_member_text(&m->dom->arena, m->ld->article,
							"thumbnailUrl"));
	if (url.len)
		return url;
	image = meta_state(m, "cover image thumbnail lead_image");
	return dom_url(m->dom, value_name(&m->dom->arena, image, "url"));
}

void meta_read_image(struct meta_reader *m)
{
	struct page_meta *meta = &m->page->meta;
	struct lead lead = { .score = 3 };
	struct str told = told_image(m);

	find_lead(m, told, &lead);
	if (!lead.node) {
		meta->image_url = keep(m, told);
		meta->image_alt = keep(m, meta_clean(m->dom, meta_tag(m, "og:image:alt "
									  "twitter:image:alt")));
		return;
	}
	meta->image_url = keep(m, lead.url);
	meta->image_alt = keep(m, meta_clean(m->dom, dom_attr(lead.node, "alt")));
	const struct dom_node *caption = find_caption(lead.node);
	if (caption)
		read_caption(m, caption);
}
