/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/when.h"

/* The story around an article, in the order of time. */

enum { STORY_STEPS = 3, STORY_MAX = 60, SOURCE_FROM = 60 };

static bool story_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct target target = {
		.kind = item->number ? TARGET_ARTICLE : TARGET_URL, .article = item->number,
		.url = item->value, .title = item->text, .is_followed = true,
	};

	switch (how) {
	case ACTION_OPEN: ui_open(ui, &target); return true;
	case ACTION_BROWSER: ui_browse(ui, item->value); return true;
	case ACTION_COPY: ui_copy(ui, item->value); return true;
	default: return false;
	}
}

static void item_add(struct ui *ui, struct menu *menu, const struct store_story_item *item)
{
	struct buf note = { 0 };
	struct store_link_state state = {
		.is_cached = item->flags & STORE_CACHED,
		.is_read = !(item->flags & STORE_UNREAD),
	};
	struct menu_item row = { .text = item->title, .value = item->url, .number = item->article };

	row.mark = link_state_mark(&state, ui->is_plain, &row.mark_role);
	if (!item->depth)
		row.mark = ui->is_plain ? str_from(_("this one")) : STR("▸");
	if (ui->surface->columns >= SOURCE_FROM) /* where the title has room beside it */
		buf_addf(&note, "%.*s  ", STR_ARG(item->source));
	when_add_short(&note, item->date, ui->now);
	row.note = buf_str(&note);
	if (str_is_empty(row.text))
		row.text = item->url;
	menu_add(menu, &row);
	buf_free(&note);
}

void story_open(struct ui *ui, int64_t article, struct str url)
{
	static const struct menu_hooks hooks = {
		.pick = story_pick, .also = { ACTION_BROWSER, ACTION_COPY },
	};
	struct arena arena = { 0 };
	struct store_story_item *items;
	size_t count = 0, start = 0;
	struct error err = { 0 };

	if (!ui->store || !store_story(ui->store, article, url, STORY_STEPS, STORY_MAX, &arena,
				       &items, &count, &err))
		count = 0;
	if (err.text[0])
		ui_say(ui, ROLE_ERROR, "%s", err.text);
	else if (count <= 1)
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("no story here: nothing in the cache links to this or "
			 "from it"));
	if (count > 1) {
		struct menu *menu = menu_open(ui, _("The story, oldest first"), "", &hooks);

		for (size_t i = 0; i < count; i++) {
			item_add(ui, menu, &items[i]);
			if (!items[i].depth)
				start = i;
		}
		menu_select(menu, start);
	}
	arena_free(&arena);
}
