/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/article.h"
#include "ui/boxes.h"
#include "ui/cursor.h"
#include "ui/deeds.h"
#include "ui/pipe.h"
#include "ui/when.h"

/* ---- scrolling --------------------------------------------------------------------- */

static bool is_at_end(const struct article *article, const struct visit *visit)
{
	return visit->layout.is_done &&
	       visit->top + (size_t)article->screen >= visit->layout.line_count;
}

static bool scroll(struct ui *ui, struct article *article, enum action action, int count)
{
	struct visit *visit = history_current(&article->history);
	long step = cursor_step(action, count, 1, article->screen), to;

	if (!visit || !visit->has_page)
		return true;
	if (action == ACTION_READ_ON && is_at_end(article, visit))
		return ui_step(ui, ACTION_NEXT_UNREAD);
	to = (long)visit->top + step;
	if (action == ACTION_FIRST)
		to = 0;
	if (action == ACTION_LAST) {
		struct layout_options options = article_options(ui, article, visit);

		page_layout(&visit->layout, &visit->page, &options, SIZE_MAX / 2);
		to = (long)visit->layout.line_count;
	}
	article_scroll_to(ui, article, to < 0 ? 0 : (size_t)to);
	return true;
}

/* ---- boxes ---------------------------------------------------------------------------- */

static void fact_add(struct pager *pager, const char *name, struct str value)
{
	if (!str_is_empty(value))
		pager_add(pager, ROLE_TEXT, str_from(name), value);
}

static void names_add(struct pager *pager, const char *name, const struct page_names *names)
{
	struct buf all = { 0 };

	for (size_t i = 0; i < names->count; i++)
		buf_addf(&all, "%s%.*s", i ? ", " : "", STR_ARG(names->items[i]));
	fact_add(pager, name, buf_str(&all));
	buf_free(&all);
}

static void date_add(struct pager *pager, const char *name, const struct date *date,
		     struct str language)
{
	struct buf text = { 0 };

	when_add_long_in(&text, date, language);
	fact_add(pager, name, buf_str(&text));
	buf_free(&text);
}

static void facts_open(struct ui *ui, const struct visit *visit)
{
	const struct page_meta *meta = &visit->page.meta;
	struct pager *pager = pager_open(ui, _("Where this comes from"));
	struct buf words = { 0 };

	fact_add(pager, _("title"), meta->title);
	fact_add(pager, _("site"), meta->site);
	fact_add(pager, _("section"), meta->section);
	names_add(pager, _("authors"), &meta->authors);
	names_add(pager, _("editors"), &meta->editors);
	names_add(pager, _("sources"), &meta->sources);
	date_add(pager, _("published"), &meta->published, meta->language);
	date_add(pager, _("changed"), &meta->modified, meta->language);
	fact_add(pager, _("place"), meta->place);
	fact_add(pager, _("language"), meta->language);
	fact_add(pager, _("address"), str_from(visit->url));
	if (!str_eq(meta->canonical, str_from(visit->url)))
		fact_add(pager, _("also at"), meta->canonical);
	size_t count = visit_count_words(visit);
	buf_addf(&words, ngettext("%zu word", "%zu words", count), count);
	fact_add(pager, _("length"), buf_str(&words));
	fact_add(pager, _("form"), str_from(visit->changes_of ? _("what changed") :
					    visit->is_full ? _("the whole page") :
							     _("the feed's own text")));
	if (!meta->is_complete)
		fact_add(pager, _("note"),
			 str_from(visit->is_full ?
				  _("the page gives only a part of the article") :
				  _("the feed gives only a part of the article; x fetches the "
				    "page")));
	buf_free(&words);
}

static void find_done(struct ui *ui, struct str subject, struct str text)
{
	(void)subject;
	article_find_text(ui, article_of(ui->panes[PANE_ARTICLE]), text);
}

static bool find_open(struct ui *ui)
{
	static const struct prompt_hooks hooks = { .kind = "find", .done = find_done };

	prompt_open(ui, _("Find in this text:"), STR(""), &hooks, STR(""));
	return true;
}

/* ---- all of them -------------------------------------------------------------------------- */

static bool clear(struct article *article, struct visit *visit)
{
	if (article->needle.len)
		article_find_clear(article);
	else
		visit->link = 0;
	return true;
}

static bool deed_here(struct ui *ui, const struct visit *visit, enum action action)
{
	struct subject subject = {
		.article = visit->article, .feed = visit->feed, .url = str_from(visit->url),
		.title = str_from(visit->title), .flags = visit->flags,
	};

	if (action == ACTION_BROWSER_NEXT) {
		ui_browse(ui, subject.url);
		return ui_step(ui, ACTION_NEXT_UNREAD);
	}
	if (!deed_do(ui, &subject, action))
		return false;
	if (action == ACTION_DELETE)
		ui_focus(ui, PANE_LIST);
	return true;
}

static bool act_on_page(struct ui *ui, struct article *article, struct visit *visit,
			enum action action)
{
	switch (action) {
	case ACTION_NEXT_LINK: return article_select_link(ui, article, false);
	case ACTION_PREV_LINK: return article_select_link(ui, article, true);
	case ACTION_RELATED: return article_jump_related(ui, article);
	case ACTION_LINKS:
		links_open(ui, &visit->page, LINKS_ALL, visit->feed, visit->article, true);
		return true;
	case ACTION_ENCLOSURE:
		links_open(ui, &visit->page, LINKS_MEDIA, visit->feed, visit->article, true);
		return true;
	case ACTION_PIPE: pipe_offer(ui, &visit->page); return true;
	case ACTION_FACTS: facts_open(ui, visit); return true;
	case ACTION_FILTER: return find_open(ui);
	case ACTION_OPEN:
		if (!visit->link)
			ui_say(ui, ROLE_NOTICE, "%s", _("Tab selects a link; Enter follows it"));
		else
			article_follow(ui, article, visit->link, ACTION_OPEN);
		return true;
	case ACTION_BROWSER: case ACTION_COPY: case ACTION_SAVE:
		if (visit->link)
			return article_follow(ui, article, visit->link, action);
		return deed_here(ui, visit, action);
	default: return deed_here(ui, visit, action);
	}
}

bool article_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct article *article = article_of(view);
	struct visit *visit = history_current(&article->history);

	if (cursor_step(action, count, 1, article->screen))
		return scroll(ui, article, action, count);
	switch (action) {
	case ACTION_CLOSE: case ACTION_BACK: ui_focus(ui, PANE_LIST); return true;
	case ACTION_HISTORY_BACK:
		return (!count && notes_return(ui, article)) ||
		       article_go(ui, article, count > 0 ? -count : -1);
	case ACTION_HISTORY_FORWARD: return article_go(ui, article, count > 0 ? count : 1);
	case ACTION_HISTORY: return article_history(ui, article);
	case ACTION_CHANGES: return changes_open(ui, article);
	case ACTION_FULL_PAGE: return article_toggle_full(ui, article);
	case ACTION_NEXT_UNREAD: case ACTION_PREV_UNREAD:
		if (article_find_step(ui, article, action == ACTION_PREV_UNREAD))
			return true;
		return ui_step(ui, action);
	case ACTION_NEXT_ARTICLE: case ACTION_PREV_ARTICLE: case ACTION_NEXT_FEED:
	case ACTION_PREV_FEED: case ACTION_NEXT_UNREAD_FEED: case ACTION_PREV_UNREAD_FEED:
		return ui_step(ui, action);
	default: break;
	}
	if (!visit)
		return false;
	if (action == ACTION_CLEAR)
		return clear(article, visit);
	if (action == ACTION_REFRESH && visit->state == VISIT_FAILED) {
		article_ask(ui, visit);
		return true;
	}
	if (visit->has_page)
		return act_on_page(ui, article, visit, action);
	return deed_here(ui, visit, action);
}
