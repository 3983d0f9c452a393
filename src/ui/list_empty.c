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

void list_draw_empty(struct ui *ui, const struct list *list, struct area area)
{
	if (!trouble_draw(ui, list, area))
		area_text(area, 1, 2, area.columns - 4, ROLE_DIM, 0, str_from(text_of(ui, list)));
}
