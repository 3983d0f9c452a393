/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "html/build.h"
#include "html/meta.h"

enum {
	BIG_ENOUGH = 200,  /* CSS pixels of a lead picture */
	LOOKED_AT = 120,   /* pictures */
	CAPTION_MAX = 1200,
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
	if (stem_a.len < 6 || stem_b.len < 6)
		return false;
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
	static const char *const hints[] = { "logo", "avatar", "icon", "author", "sprite", "badge",
					     "emoji", "profile", "banner", "advert", "sponsor" };

	for (int up = 0; node && up < 3; up++, node = node->parent)
		for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
			if (dom_has_hint(node, hints[i]))
				return true;
	return false;
}

struct lead {
	const struct dom_node *node;
	struct str url;
	int score;
};

/* Which line comes next in the page after a picture: tells where it stands. */
static bool stands_in_head(const struct meta_reader *m, const struct dom_node *node)
{
	const struct line *lines = m->lines.items;

	if (!m->lines.count || m->head_from >= m->lines.count)
		return false;
	uint32_t from = lines[m->head_from].spans[0].node->index;
	size_t last = m->head_to < m->lines.count ? m->head_to : m->lines.count - 1;
	uint32_t to = lines[last].spans[0].node->index;

	return node->index >= from && node->index <= to;
}

static bool stands_in_text(const struct meta_reader *m, const struct dom_node *node)
{
	for (size_t i = 0; m->article && i < m->article->count; i++)
		if (dom_is_inside(node, m->article->nodes[i]))
			return true;
	return false;
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
	if (link && related_is_page_link(m, link))
		score -= 4;
	return score - (is_decoration(node) ? 6 : 0);
}

static void find_lead(struct meta_reader *m, struct str told, struct lead *lead)
{
	struct dom_node *body = m->dom->body;
	int seen = 0;

	for (struct dom_node *n = body; n && seen < LOOKED_AT; n = dom_next(n, body)) {
		if ((n->tag != DOM_IMG && n->tag != DOM_AMP_IMG) || dom_above(n, DOM_NOSCRIPT))
			continue;
		seen++;
		struct str url = build_image_url(m->dom, n);
		int score = url.len ? lead_score(m, n, url, told) : 0;

		if (score > lead->score)
			*lead = (struct lead){ n, url, score };
	}
}
