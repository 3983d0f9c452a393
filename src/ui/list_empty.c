/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/feeds.h"
#include "ui/list.h"

/* What stands in a list without a headline: why, and what to do. */

static const char *text_of(const struct ui *ui, const struct list *list)
{
	if (list_is_looking_on(list))
		return _("looking through all articles");
	if (list->filter_text.len)
		return _("nothing here matches the filter; Esc ends it");
	if (list->query.mistake.text[0])
		return _("the search of this folder is not understood; it is in the urls file");
	if (!list->has_scope)
		return _("choose a feed");
	if (list->scope.kind == STORE_PAGES && !list->scope.unread_only)
		return _("no page is kept yet; w keeps one for reading offline");
	if (list->scope.unread_only && list->is_of_unread)
		return _("all is read; R asks for news, M shows what there was");
	if (list->scope.kind == STORE_STARRED && !list->scope.unread_only)
		return _("nothing is starred; s at a headline keeps it here for good");
	if (list->scope.kind == STORE_TODAY && !list->scope.unread_only)
		return _("nothing came today yet; R asks for news");
	if (list->scope.unread_only)
		return _("nothing unread here; M shows all");
	if (ui->progress.is_running)
		return _("no articles yet; a refresh is running");
	return _("no articles yet; r refreshes");
}

/* A feed that could not be read has nothing to show for a reason. */
static bool trouble_draw(struct ui *ui, const struct list *list, struct area area)
{
	struct buf text = { 0 };
	int line = 1;

	if (!list->has_scope || list->scope.kind != STORE_FEED || list->filter_text.len ||
	    list->scope.unread_only || ui->progress.is_running ||
	    !feeds_add_trouble(ui, list->scope.feed, &text))
		return false;
	for (struct str rest = buf_str(&text); rest.len && line < area.rows; line++)
		area_text(area, line, 2, area.columns - 4, ROLE_FEED_ERROR, 0,
			  box_cut_line(&rest, area.columns - 4));
	area_text(area, line + 1, 2, area.columns - 4, ROLE_DIM, 0,
		  str_from(_("i tells more; r tries again")));
	buf_free(&text);
	return true;
}

void list_hint(const struct ui *ui, const struct view *view, struct hint hints[HINTS])
{
	const struct list *list = (const struct list *)view;
	bool is_whole = !list->filter_text.len && !list->query.mistake.text[0] && list->has_scope;

	(void)ui;
	if (list->window.count)
		return;
	hints[0] = (struct hint){ ACTION_CLOSE, NULL };
	hints[1] = hints[2] = (struct hint){ ACTION_NONE, NULL };
	if (list->filter_text.len)
		hints[0] = (struct hint){ ACTION_CLEAR, N_("end the filter") };
	else if (is_whole && list->scope.unread_only)
		hints[1] = (struct hint){ ACTION_UNREAD_ONLY, N_("show all") };
	else if (is_whole && list->scope.kind == STORE_FEED)
		hints[1] = (struct hint){ ACTION_REFRESH, NULL },
		hints[2] = (struct hint){ ACTION_HEALTH, NULL };
	else if (is_whole)
		hints[1] = (struct hint){ ACTION_REFRESH, NULL };
}

void list_draw_empty(struct ui *ui, const struct list *list, struct area area)
{
	struct str rest = str_from(text_of(ui, list));

	if (trouble_draw(ui, list, area))
		return;
	for (int line = area.rows > 1; rest.len && line < area.rows; line++)
		area_text(area, line, 2, area.columns - 4, ROLE_DIM, 0,
			  box_cut_line(&rest, area.columns - 4));
}
