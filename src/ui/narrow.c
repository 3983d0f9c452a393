/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/list.h"

/* Fewer headlines: those that match a filter, those of a tag. */

static struct list *list_now(struct ui *ui)
{
	return (struct list *)ui->panes[PANE_LIST];
}

static void filter_changed(struct ui *ui, struct str subject, struct str text)
{
	(void)subject;
	list_set_filter(ui, list_now(ui), text);
}

static void filter_cancelled(struct ui *ui, struct str subject)
{
	(void)subject;
	list_set_filter(ui, list_now(ui), STR(""));
}

void filter_open(struct ui *ui, struct str text)
{
	static const struct prompt_hooks hooks = {
		.kind = "headlines",
		.done = filter_changed, .changed = filter_changed, .cancelled = filter_cancelled,
	};

	if (!list_now(ui)->has_scope) {
		ui_say(ui, ROLE_NOTICE, "%s", _("open a feed first"));
		return;
	}
	prompt_open(ui, _("Narrow the list to:"), text, &hooks, STR(""));
}

static bool tag_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	if (how != ACTION_OPEN)
		return false;
	ui_open(ui, &(struct target){ .kind = TARGET_SCOPE, .scope = STORE_TAG, .tag = item->value,
				      .title = item->value });
	return true;
}

static int tag_order(const void *a, const void *b)
{
	return str_cmp(((const struct store_tag *)a)->name, ((const struct store_tag *)b)->name);
}

/* Of feeds, of which is told what is unread, and then of articles, of which is
 * told how many there are: whoever gave one has read it. */
static size_t tags_collect(struct ui *ui, struct arena *arena, struct store_tag **out)
{
	struct store_feed *feeds;
	struct store_tag *own, *tags = NULL;
	size_t feed_count = 0, own_count = 0, count = 0, cap = 0, of_feeds = 0;

	if (!ui->store || !store_feeds(ui->store, arena, &feeds, &feed_count, NULL))
		feed_count = 0;
	for (size_t i = 0; i < feed_count; i++) {
		for (size_t k = 0; k < feeds[i].tag_count; k++) {
			tags = mem_grow(tags, count, &cap, sizeof(*tags));
			tags[count++] = (struct store_tag){ .name = feeds[i].tags[k] };
		}
	}
	if (count)
		qsort(tags, count, sizeof(*tags), tag_order);
	for (size_t i = 0; i < count; i++) {
		struct store_counts counts = { 0 };

		if (i && str_eq(tags[i].name, tags[i - 1].name))
			continue;
		store_counts(ui->store, tags[i].name, &counts);
		tags[of_feeds] = tags[i];
		tags[of_feeds++].total = counts.unread;
	}
	if (!ui->store || !store_article_tags(ui->store, arena, &own, &own_count))
		own_count = 0;
	count = of_feeds;
	for (size_t i = 0; i < own_count; i++) {
		bool is_new = true;

		for (size_t k = 0; k < of_feeds && is_new; k++)
			is_new = !str_eq_nocase(tags[k].name, own[i].name);
		if (!is_new)
			continue;
		tags = mem_grow(tags, count, &cap, sizeof(*tags));
		tags[count++] = own[i];
	}
	*out = tags;
	return count;
}

void tags_open(struct ui *ui)
{
	static const struct menu_hooks hooks = { .pick = tag_pick };
	struct menu *menu = menu_open(
		ui, _("Tags"), _("no feed and no article has a tag yet; T gives one"), &hooks);
	struct arena arena = { 0 };
	struct store_tag *tags;
	size_t count = tags_collect(ui, &arena, &tags);

	for (size_t i = 0; i < count; i++) {
		struct buf note = { 0 };

		buf_addf(&note, "%lld", (long long)tags[i].total);
		menu_add(menu, &(struct menu_item){ .text = tags[i].name, .value = tags[i].name,
						    .note = buf_str(&note) });
		buf_free(&note);
	}
	free(tags);
	arena_free(&arena);
}
