/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/article.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/past.h"

/* What was read: in this session, where each step can be gone back to, and before
 * it, where a line names an article ("a12 Title") or a page ("uhttps://... Title"). */

enum { EARLIER_MOST = 50, LOOKED_AT = 200 };

static const char past_kind[] = "read";

void article_remember(struct ui *ui, const struct visit *visit)
{
	struct buf line = { 0 };

	if (visit->changes_of || (!visit->article && !visit->url[0]))
		return;
	if (visit->article)
		buf_addf(&line, "a%lld %s", (long long)visit->article, visit->title);
	else
		buf_addf(&line, "u%s %s", visit->url, visit->title);
	past_add(ui_past(ui), str_from(past_kind), buf_str(&line), true);
	buf_free(&line);
}

/* The line of an earlier session; its strings are views of it. */
static bool line_read(struct str line, struct target *out)
{
	struct str name;

	*out = (struct target){ .kind = TARGET_URL };
	str_cut(&line, ' ', &name);
	out->title = line;
	if (name.len < 2)
		return false;
	out->url = str_slice(name, 1, name.len);
	if (name.ptr[0] == 'u')
		return true;
	out->kind = TARGET_ARTICLE;
	return name.ptr[0] == 'a' && str_to_int64(out->url, &out->article) && out->article > 0;
}

static bool earlier_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct arena arena = { 0 };
	struct target target;
	struct store_row row;

	if (!line_read(item->value, &target))
		return true;
	if (how == ACTION_OPEN) {
		ui_open(ui, &target);
		return true;
	}
	if (target.kind == TARGET_ARTICLE && ui->store &&
	    store_row_by_id(ui->store, target.article, &arena, &row))
		target.url = row.url;
	if (how == ACTION_COPY)
		ui_copy(ui, target.url);
	else if (how == ACTION_BROWSER)
		ui_browse(ui, target.url);
	arena_free(&arena);
	return true;
}

static bool history_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct article *article = article_of(ui->panes[PANE_ARTICLE]);

	if (item->number < 0)
		return earlier_pick(ui, item, how);
	if (how == ACTION_COPY)
		ui_copy(ui, item->value);
	if (how == ACTION_BROWSER)
		ui_browse(ui, item->value);
	if (how == ACTION_OPEN) {
		article_go(ui, article, (int)item->number - (int)article->history.at);
		ui_focus(ui, PANE_ARTICLE);
	}
	return true;
}

static bool is_in_session(const struct history *history, const struct target *target)
{
	for (size_t i = 0; i < history->count; i++) {
		const struct visit *visit = history->items[i];

		if (target->kind == TARGET_ARTICLE ? visit->article == target->article :
						     str_eq(str_from(visit->url), target->url))
			return true;
	}
	return false;
}

/* The oldest first, as the session goes on below. */
static size_t earlier_add(struct ui *ui, struct menu *menu, const struct history *history)
{
	struct str lines[EARLIER_MOST], line;
	struct target target;
	size_t count = 0;

	for (int nth = 0; nth < LOOKED_AT && count < EARLIER_MOST &&
	     past_find(*ui_past(ui), str_from(past_kind), nth, &line); nth++) {
		if (line_read(line, &target) && !is_in_session(history, &target))
			lines[count++] = line;
	}
	for (size_t i = count; i > 0; i--) {
		line_read(lines[i - 1], &target);
		menu_add(menu, &(struct menu_item){
			.text = str_is_empty(target.title) ? target.url : target.title,
			.value = lines[i - 1], .note = str_from(_("earlier")), .number = -1,
		});
	}
	return count;
}

bool article_history(struct ui *ui, struct article *article)
{
	static const struct menu_hooks hooks = {
		.pick = history_pick, .also = { ACTION_BROWSER, ACTION_COPY },
	};
	struct menu *menu = menu_open(ui, _("What was read"), _("nothing yet"), &hooks);
	size_t earlier = earlier_add(ui, menu, &article->history);

	for (size_t i = 0; i < article->history.count; i++) {
		const struct visit *visit = article->history.items[i];

		menu_add(menu, &(struct menu_item){
			.text = str_from(visit->title), .value = str_from(visit->url),
			.depth = visit->is_followed, .number = (int64_t)i,
		});
	}
	if (article->history.count)
		menu_select(menu, earlier + article->history.at);
	else if (earlier)
		menu_select(menu, earlier - 1);
	return true;
}
