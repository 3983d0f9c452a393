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
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void tags_open(struct ui *ui)
{
	static const struct menu_hooks hooks = { .pick = tag_pick };
	struct menu *menu = menu_open(
		ui, _("Tags"), _("no feed has a tag yet; T in the feed list gives one"), &hooks);
	struct arena arena = { 0 };
	struct store_feed *feeds;
	struct str *tags = NULL;
	size_t count = 0, tag_count = 0, cap = 0;

	if (!ui->store || !store_feeds(ui->store, &arena, &feeds, &count, NULL))
		count = 0;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < feeds[i].tag_count; k++) {
			tags = mem_grow(tags, tag_count, &cap, sizeof(*tags));
			tags[tag_count++] = feeds[i].tags[k];
		}
	}
	if (tag_count)
		qsort(tags, tag_count, sizeof(*tags), tag_order);
	for (size_t i = 0; i < tag_count; i++) {
		struct store_counts counts = { 0 };
		struct buf note = { 0 };

		if (i && str_eq(tags[i], tags[i - 1]))
			continue;
		if (store_counts(ui->store, tags[i], &counts))
			buf_addf(&note, "%lld", (long long)counts.unread);
		menu_add(menu, &(struct menu_item){ .text = tags[i], .value = tags[i],
						    .note = buf_str(&note) });
		buf_free(&note);
	}
	free(tags);
	arena_free(&arena);
}
