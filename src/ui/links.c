/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "page/layout.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/downloads.h"

enum { LINKS_MAX = 5000 };

static const struct {
	struct str mark;
	const char *word;
	enum term_role role;
} states[] = {
	{ { "✓", 3 }, N_("read"), ROLE_STATE_READ },
	{ { "●", 3 }, N_("cached"), ROLE_STATE_CACHED },
	{ { "○", 3 }, N_("not cached"), ROLE_STATE_REMOTE },
};

struct str link_state_mark(const struct store_link_state *state, bool in_words,
			   enum term_role *role)
{
	int which = state->is_read ? 0 : state->is_cached ? 1 : 2;

	*role = states[which].role;
	return in_words ? str_from(_(states[which].word)) : states[which].mark;
}

int link_state_columns(const struct ui *ui)
{
	int columns = 1;

	for (size_t i = 0; ui->is_plain && i < sizeof(states) / sizeof(*states); i++) {
		int width = utf8_width(str_from(_(states[i].word)));

		columns = width > columns ? width : columns;
	}
	return columns;
}

/* number: the feed, and in its lowest bits whether the link was followed from
 * the screen and whether it is a file or a picture. */
enum { BIT_FOLLOWED = 1, BIT_FILE = 2, BIT_PICTURE = 4, BITS = 8 };

static bool links_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct target target = {
		.kind = TARGET_URL, .url = item->value, .title = item->text,
		.feed = item->number / BITS, .is_followed = item->number & BIT_FOLLOWED,
	};

	if (item->number & BIT_PICTURE && (how == ACTION_OPEN || how == ACTION_BROWSER)) {
		ui_view(ui, item->value);
		return true;
	}
	switch (how) {
	case ACTION_OPEN:
		if (item->number & BIT_FILE)
			downloads_open_file(ui, item->value, item->article);
		else
			ui_open(ui, &target);
		return true;
	case ACTION_BROWSER: ui_browse(ui, item->value); return true;
	case ACTION_COPY: ui_copy(ui, item->value); return true;
	case ACTION_SAVE: case ACTION_ENCLOSURE:
		if (item->number & BIT_FILE) {
			downloads_start(ui, item->value, item->article);
			return true;
		}
		if (item->number & BIT_PICTURE) {
			engine_save_picture(ui->engine, item->article, STR(""), item->value);
			ui_say(ui, ROLE_NOTICE, "%s", _("fetching the picture"));
			return true;
		}
		engine_prefetch(ui->engine, 0, item->value, 0);
		ui_say(ui, ROLE_NOTICE, "%s", _("fetching the page for offline reading"));
		return true;
	default: return false;
	}
}

static bool is_wanted(const struct page_link *link, enum links_kind kind)
{
	switch (kind) {
	case LINKS_RELATED:
		return link->kind == PAGE_LINK_RELATED || link->kind == PAGE_LINK_LATEST;
	case LINKS_MEDIA:
		return link->kind == PAGE_LINK_ENCLOSURE || link->kind == PAGE_LINK_EMBED;
	default: return link->kind != PAGE_LINK_NOTE;
	}
}

enum { TYPE_FROM = 60 }; /* columns of a screen that has room for it */

static void facts_add(struct buf *out, const struct page_link *link, int columns)
{
	if (columns >= TYPE_FROM && link->type.len)
		buf_addf(out, "%.*s  ", STR_ARG(link->type));
	size_t before = out->len;
	page_add_playtime(link, out);
	if (out->len > before)
		buf_add(out, STR("  "));
	page_add_size(link, " ", out);
	out->len = str_trim(buf_str(out)).len;
}

/* Whether the file is there already. */
static void file_mark(struct ui *ui, const struct page_link *link, struct menu_item *item)
{
	struct arena arena = { 0 };
	struct str path;
	bool is_there = downloads_find_file(ui, link->url, &arena, &path);

	if (ui->is_plain)
		item->mark = str_from(is_there ? _("downloaded") : _("not downloaded"));
	else
		item->mark = is_there ? STR("●") : STR("○");
	item->mark_role = is_there ? ROLE_STATE_CACHED : ROLE_STATE_REMOTE;
	item->does = is_there ? NULL : N_("download");
	arena_free(&arena);
}

/* Where it leads, as it is usual: the scheme only where it is another. */
static void place_add(struct buf *out, struct str shown)
{
	struct str usual = STR("https://");

	buf_add(out, str_slice(shown, str_has_prefix(shown, usual) ? usual.len : 0, shown.len));
}

enum { WORDS_MAX = 200 }; /* bytes of a link's words that are shown */

/* The last part of an address's path, which a file is known by; empty: none. */
static struct str file_name(struct str shown)
{
	size_t end = str_find_char(shown, '?'), from;

	shown = str_slice(shown, 0, end < shown.len ? end : shown.len);
	for (from = shown.len; from > 0 && shown.ptr[from - 1] != '/'; from--)
		;
	return str_find_char(str_slice(shown, from, shown.len), '.') < shown.len ?
		       str_slice(shown, from, shown.len) : STR("");
}

/* The words in the text that are the link. */
static void words_add(struct buf *out, const struct page *page, size_t index)
{
	for (size_t i = 0; i < page->span_count && out->len < WORDS_MAX; i++) {
		if (page->spans[i].link == index + 1)
			buf_add(out, page->spans[i].text);
	}
}

static void item_add(struct ui *ui, struct menu *menu, const struct page *page, size_t index,
		     const struct store_link_state *state, int64_t number, int64_t article)
{
	const struct page_link *link = &page->links[index];
	struct buf label = { 0 }, note = { 0 }, shown = { 0 }, words = { 0 };
	struct menu_item item = { .value = link->url, .text = link->title, .number = number,
				  .article = article };
	bool is_related = is_wanted(link, LINKS_RELATED);

	if (link->number)
		buf_addf(&label, is_related ? "b%d" : "%d", link->number);
	url_add_readable(&shown, link->url);
	if (str_is_empty(item.text)) {
		words_add(&words, page, index);
		item.text = str_trim(buf_str(&words));
	}
	if (link->kind == PAGE_LINK_ENCLOSURE)
		facts_add(&note, link, ui->surface->columns);
	else if (!str_is_empty(item.text))
		place_add(&note, buf_str(&shown));
	if (str_is_empty(item.text) && link->kind == PAGE_LINK_ENCLOSURE)
		item.text = file_name(buf_str(&shown));
	if (str_is_empty(item.text))
		item.text = buf_str(&shown);
	if (link->kind == PAGE_LINK_ENCLOSURE)
		file_mark(ui, link, &item);
	if (link->kind == PAGE_LINK_IMAGE && state->is_cached)
		item.mark = link_state_mark(state, ui->is_plain, &item.mark_role);
	if (is_related)
		item.mark = link_state_mark(state, ui->is_plain, &item.mark_role);
	item.label = buf_str(&label);
	item.note = buf_str(&note);
	menu_add(menu, &item);
	buf_free(&label);
	buf_free(&note);
	buf_free(&shown);
	buf_free(&words);
}

/* All of the address, which a row may have no room for. */
static void links_preview(struct ui *ui, const struct menu_item *item)
{
	struct buf shown = { 0 };

	if (!str_is_empty(item->value) && url_add_readable(&shown, item->value))
		ui_say(ui, ROLE_NOTICE, "%.*s", STR_ARG(buf_str(&shown)));
	buf_free(&shown);
}

void links_open(struct ui *ui, const struct page *page, enum links_kind kind, int64_t feed,
		int64_t article, bool is_followed)
{
	static const struct menu_hooks hooks = { .pick = links_pick, .preview = links_preview,
						 .also = { ACTION_BROWSER, ACTION_COPY } };
	static const char *const titles[] = { N_("Links"), N_("Read also"),
					      N_("Sound, video, files") };
	static const char *const empty[] = { N_("there are no links"),
					     N_("this article names no related ones"),
					     N_("nothing comes with this article") };
	struct menu *menu = menu_open(ui, _(titles[kind]), _(empty[kind]), &hooks);

	size_t count = page->link_count < LINKS_MAX ? page->link_count : LINKS_MAX;
	for (size_t at = 0; at < 2 * count; at++) { /* numbers, then b-numbers */
		size_t i = at % count;
		const struct page_link *link = &page->links[i];
		struct store_link_state state = { 0 };

		if (!is_wanted(link, kind) || is_wanted(link, LINKS_RELATED) != (at >= count))
			continue;
		if (is_wanted(link, LINKS_RELATED) && ui->store)
			store_link_states(ui->store, &link->url, 1, &state);
		if (link->kind == PAGE_LINK_IMAGE)
			state.is_cached = ui_picture_is_here(ui, link->url);
		item_add(ui, menu, page, i, &state,
			 feed * BITS + (is_followed ? BIT_FOLLOWED : 0) +
				 (link->kind == PAGE_LINK_ENCLOSURE ? BIT_FILE : 0) +
				 (link->kind == PAGE_LINK_IMAGE ? BIT_PICTURE : 0), article);
	}
}
