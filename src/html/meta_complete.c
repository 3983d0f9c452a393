/* SPDX-License-Identifier: MIT */
#include "html/meta.h"

enum { WALL_TEXT_MAX = 400, SHORT_TEXT = 1500, NODES_MAX = 20000,
       WALL_LINES = 10 };

/* What a page says where it stops for those who do not pay. */
static const char *const walls[] = {
	"subscribe to continue", "subscribe to read", "to continue reading",
	"continue reading this article", "this article is for subscribers",
	"already a subscriber", "subscribers only", "log in to read", "login untuk membaca",
	"berlangganan untuk membaca", "untuk melanjutkan membaca artikel",
	"artikel ini khusus", "konten premium", "khusus pelanggan", "berlangganan sekarang",
	"jetzt weiterlesen", "weiterlesen mit", "diesen artikel weiterlesen",
	"nur für abonnenten", "mit plus lesen", "réservé aux abonnés",
	"réservé à nos abonnés", "pour lire la suite", "abonnez-vous pour",
	"solo para suscriptores", "contenido exclusivo para suscriptores",
	"suscríbete para seguir", "conteúdo exclusivo para assinantes", "contenuto riservato",
	"riservato agli abbonati", "lees verder met", "alleen voor abonnees",
	"för prenumeranter", "この記事は会員限定", "有料会員", "会員登録", "続きを読むには", "订阅后继续阅读",
};

/* What only an article says that stops here. */
static const char *const ends[] = {
	"this article is for subscribers", "this story is for subscribers",
	"this content is for subscribers", "this article is only available to",
	"this is a subscriber-only", "exclusive to subscribers", "subscribe to continue reading",
	"subscribe to read the full", "continue reading with a subscription",
	"keep reading by subscribing", "artikel ini khusus", "konten ini khusus",
	"berlangganan untuk membaca", "artikel ini hanya untuk pelanggan",
	"dieser artikel ist für abonnenten", "dieser artikel ist nur für",
	"dieser inhalt ist nur für", "nur für abonnenten", "lesen sie diesen artikel mit",
	"um weiterzulesen", "cet article est réservé", "la suite est réservée",
	"article réservé", "il vous reste", "contenido exclusivo para suscriptores",
	"contenido es exclusivo para suscriptores", "suscríbete para seguir leyendo",
	"para seguir leyendo", "conteúdo exclusivo para assinantes", "exclusivo para assinantes",
	"riservato agli abbonati", "contenuto riservato", "dit artikel is alleen voor",
	"verder lezen? word", "är för prenumeranter", "artikkelen er for abonnenter",
	"denne saken er for abonnenter", "denne artikel er for abonnenter",
	"artikel er forbeholdt abonnenter", "on tilaajille", "vain tilaajille",
	"tylko dla prenumeratorów", "dostępny tylko dla", "pouze pro předplatitele",
	"len pre predplatiteľov", "csak előfizetőink", "доступна только подписчикам",
	"только для подписчиков", "abonelere özel", "この記事は会員限定", "有料会員限定",
	"仅限订阅", "限會員", "유료 기사", "للمشتركين فقط", "למנויים בלבד",
};

static const char *const wall_hints[] = {
	"paywall", "piano-offer", "regwall", "subscription-wall", "premium-wall",
	"tp-container-inner",
};

static size_t text_len(const struct page *page)
{
	size_t len = 0;

	for (size_t i = 0; i < page->span_count; i++)
		len += page->spans[i].text.len;
	return len;
}

static bool line_says(const struct line *line, const char *const *words, size_t count)
{
	if (line->text.len > WALL_TEXT_MAX || line->is_hidden || line->is_menu)
		return false;
	for (size_t i = 0; i < count; i++)
		if (str_find_nocase(line->text, str_from(words[i])) != SIZE_MAX)
			return true;
	return false;
}

static bool has_wall_element(const struct meta_reader *m)
{
	int seen = 0;

	struct dom_node *body = m->dom->body;

	for (struct dom_node *n = body; n && seen < NODES_MAX; n = dom_next(n, body)) {
		seen++;
		for (size_t i = 0; i < sizeof(wall_hints) / sizeof(wall_hints[0]); i++)
			if (n->attr_count && !n->is_hidden && dom_has_hint(n, wall_hints[i]))
				return true;
	}
	return false;
}

static bool says_wall(const struct meta_reader *m, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < m->lines.count; i++)
		if (line_says(&m->lines.items[i], walls, sizeof(walls) / sizeof(walls[0])))
			return true;
	return false;
}

static bool says_end(const struct meta_reader *m)
{
	for (size_t i = m->tail_from; i < m->tail_from + WALL_LINES && i < m->lines.count; i++)
		if (line_says(&m->lines.items[i], ends, sizeof(ends) / sizeof(ends[0])))
			return true;
	return false;
}

/* Cut when the page says so and shows little, or says so where the text stops:
 * "not free" alone is true of pages that are whole, too. */
void meta_read_complete(struct meta_reader *m)
{
	bool is_short = text_len(m->page) < SHORT_TEXT;
	bool is_locked = str_eq_nocase(meta_tag(m, "article:content_tier "
						   "og:article:content_tier"), STR("locked"));
	bool is_paid = !m->facts->is_free || is_locked;
	bool is_cut = false;

	if (is_paid)
		is_cut = is_short || says_wall(m, m->tail_from, m->tail_from + WALL_LINES);
	else if (is_short)
		is_cut = says_end(m) ||
			 (says_wall(m, m->head_to, m->lines.count) && has_wall_element(m));
	m->page->meta.is_complete = !is_cut;
}
