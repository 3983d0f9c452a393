/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/url.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/feeds.h"
#include "ui/when.h"

/* How a feed is doing, in sentences; which of many are not; and the log. */

static void time_add(struct pager *pager, const char *name, int64_t utc, int64_t now)
{
	struct buf text = { 0 };
	struct date date = { .utc = utc, .precision = DATE_MINUTE };

	when_add_ago(&text, utc, now);
	if (utc) {
		buf_add(&text, STR("  ("));
		when_add_long(&text, &date);
		buf_add_char(&text, ')');
	}
	pager_add(pager, ROLE_TEXT, str_from(name), buf_str(&text));
	buf_free(&text);
}

/* What a reader can do about it. */
static const struct {
	int status;
	const char *advice;
} advices[] = {
	{ 401, N_("write them into its line of the urls file: https://NAME:PASSWORD@...") },
	{ 403, N_("o tries it in a browser; some sites let nothing else in") },
	{ 404, N_("it may have moved: a with the address of the site finds the feeds of today") },
	{ 429, N_("nothing; warta waits as long as it was asked to") },
};

static void advice_add(struct pager *pager, int status)
{
	const char *advice = status >= 500 ? N_("nothing; warta tries again by itself") :
			     status < 200 ? N_("r tries at once; o tries it in a browser") :
			     status < 300 ? N_("o shows in a browser what is there now; a with the "
					       "address of the site finds its feeds") : NULL;

	for (size_t i = 0; i < sizeof(advices) / sizeof(*advices); i++)
		if (advices[i].status == status)
			advice = advices[i].advice;
	if (advice)
		pager_add(pager, ROLE_TEXT, str_from(_("what to do")), str_from(_(advice)));
}

static void state_add(struct pager *pager, const struct store_feed *feed, int64_t now)
{
	if (feed->is_gone) {
		pager_add(
			pager, ROLE_ERROR, str_from(_("state")),
			str_from(_(
				"the server says that this feed is gone for good (410). It is not "
				"asked any more; D in the feed list unsubscribes.")));
	} else if (!str_is_empty(feed->error)) {
		struct buf text = { 0 };

		pager_add(pager, ROLE_ERROR, str_from(_("state")), feed->error);
		if (feed->failures > 1)
			buf_addf(&text, ngettext("failed %d time in a row; visits are spaced "
						 "further apart",
						 "failed %d times in a row; visits are spaced "
						 "further apart", (unsigned)feed->failures),
				 (int)feed->failures);
		if (text.len)
			pager_add(pager, ROLE_TEXT, STR(""), buf_str(&text));
		buf_free(&text);
		advice_add(pager, feed->status);
	} else if (!feed->last_visit) {
		pager_add(pager, ROLE_TEXT, str_from(_("state")), str_from(_("not visited yet")));
	} else {
		pager_add(pager, ROLE_TEXT, str_from(_("state")), str_from(_("fine")));
	}
	time_add(pager, _("last visit"), feed->last_visit, now);
	if (feed->last_success != feed->last_visit)
		time_add(pager, _("last success"), feed->last_success, now);
	time_add(pager, _("last news"), feed->last_new, now);
	if (!feed->is_gone)
		time_add(pager, _("next visit"), feed->next_visit, now);
}

static void number_add(struct pager *pager, const char *name, long long value)
{
	struct buf text = { 0 };

	buf_addf(&text, "%lld", value);
	pager_add(pager, ROLE_TEXT, str_from(name), buf_str(&text));
	buf_free(&text);
}

/* How far apart visits are, no finer than anybody wants to know it. */
static void interval_add(struct pager *pager, int64_t seconds)
{
	unsigned long minutes = (unsigned long)(seconds + 30) / 60, hours = (minutes + 30) / 60;
	struct buf text = { 0 };

	if (minutes < 120)
		buf_addf(&text, ngettext("about %lu minute", "about %lu minutes", minutes),
			 minutes);
	else
		buf_addf(&text, ngettext("about %lu hour", "about %lu hours", hours), hours);
	if (seconds > 0)
		pager_add(pager, ROLE_TEXT, str_from(_("visits every")), buf_str(&text));
	buf_free(&text);
}

static void text_add(struct pager *pager, const char *name, struct str text)
{
	if (!str_is_empty(text))
		pager_add(pager, ROLE_TEXT, str_from(name), text);
}

static void url_add(struct pager *pager, const char *name, struct str url)
{
	struct buf shown = { 0 };

	url_add_shown(&shown, url);
	text_add(pager, name, buf_str(&shown));
	buf_free(&shown);
}

static void size_add(struct pager *pager, int64_t bytes)
{
	struct buf text = { 0 };

	if (bytes >= 1000000)
		buf_addf(&text, "%.1f MB", (double)bytes / 1e6);
	else if (bytes >= 10000)
		buf_addf(&text, "%lld kB", (long long)bytes / 1000);
	else
		buf_addf(&text, ngettext("%lld byte", "%lld bytes", (unsigned long)bytes),
			 (long long)bytes);
	if (bytes)
		pager_add(pager, ROLE_TEXT, str_from(_("size")), buf_str(&text));
	buf_free(&text);
}

/* What the advices name can be done here. */
static bool health_act(struct ui *ui, int64_t id, enum action action)
{
	const struct store_feed *feed = feeds_known(ui, id);

	if (!feed)
		return false;
	struct str site = str_is_empty(feed->site) ? feed->url : feed->site;
	switch (action) {
	case ACTION_REFRESH:
		engine_refresh(ui->engine, &id, 1, true);
		ui_say(ui, ROLE_NOTICE, _("refreshing %.*s"),
		       STR_ARG(str_is_empty(feed->title) ? feed->url : feed->title));
		ui_pop(ui);
		return true;
	case ACTION_BROWSER: ui_browse(ui, site); return true;
	case ACTION_COPY: ui_copy(ui, feed->url); return true;
	case ACTION_ADD: add_ask(ui, site); return true;
	default: return false;
	}
}

void health_open(struct ui *ui, const struct store_feed *feed)
{
	static const struct pager_hooks hooks = {
		.act = health_act, .also = { ACTION_REFRESH, ACTION_BROWSER },
	};
	struct pager *pager = pager_open(ui, _("How this feed is doing"));
	struct buf counts = { 0 };

	pager_use(pager, &hooks, feed->id);
	if (!str_eq(feed->title, feed->url))
		text_add(pager, _("name"), feed->title);
	url_add(pager, _("address"), feed->url);
	url_add(pager, _("site"), feed->site);
	url_add(pager, _("moved to"), feed->moved_to);
	state_add(pager, feed, ui->now);
	text_add(pager, _("parser"), feed->complaint);
	if (feed->status)
		number_add(pager, _("HTTP status"), feed->status);
	interval_add(pager, feed->interval);
	size_add(pager, feed->bytes);
	text_add(pager, STR("ETag").ptr, feed->etag);
	text_add(pager, STR("Last-Modified").ptr, feed->last_modified);
	buf_addf(&counts, _("%lld, of them %lld unread"), (long long)feed->total,
		 (long long)feed->unread);
	text_add(pager, _("articles"), buf_str(&counts));
	buf_free(&counts);
}

/* ---- of many ------------------------------------------------------------------------------ */

static bool failing_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	const struct store_feed *feed = feeds_known(ui, item->number);

	if (!feed)
		return false;
	if (how == ACTION_OPEN) {
		health_open(ui, feed);
		return true;
	}
	if (how == ACTION_REFRESH) {
		engine_refresh(ui->engine, &item->number, 1, true);
		ui_say(ui, ROLE_NOTICE, _("refreshing %.*s"), STR_ARG(item->text));
		return true;
	}
	return (how == ACTION_BROWSER || how == ACTION_COPY) &&
	       health_act(ui, item->number, how);
}

static void failing_add(struct ui *ui, struct menu *menu, const struct store_feed *feed)
{
	struct buf note = { 0 };
	struct arena arena = { 0 };

	feeds_add_trouble(ui, feed->id, &note);
	menu_add(menu, &(struct menu_item){
		.text = tree_feed_name(&arena, feed), .note = buf_str(&note), .number = feed->id,
		.mark = ui->is_plain ? STR("") : STR("!"), .mark_role = ROLE_FEED_ERROR,
	});
	buf_free(&note);
	arena_free(&arena);
}

void health_open_all(struct ui *ui, struct str name, const struct store_feed *const *feeds,
		     size_t count)
{
	static const struct menu_hooks hooks = {
		.pick = failing_pick, .stays = true, .does = N_("tell more"),
		.also = { ACTION_REFRESH, ACTION_BROWSER },
	};
	struct menu *menu = NULL;
	struct buf title = { 0 };
	size_t failing = 0;

	for (size_t i = 0; i < count; i++)
		failing += feeds[i]->is_gone || !str_is_empty(feeds[i]->error);
	if (!failing) {
		ui_say(ui, ROLE_NOTICE,
		       ngettext("%.*s: %zu feed, and it is doing well",
				"%.*s: %zu feeds, and all of them are doing well", count),
		       STR_ARG(name), count);
		return;
	}
	buf_addf(&title, ngettext("%.*s: %zu of %zu feed cannot be read",
				  "%.*s: %zu of %zu feeds cannot be read", count),
		 STR_ARG(name), failing, count);
	menu = menu_open(ui, buf_cstr(&title), "", &hooks);
	for (size_t i = 0; i < count; i++)
		if (feeds[i]->is_gone || !str_is_empty(feeds[i]->error))
			failing_add(ui, menu, feeds[i]);
	buf_free(&title);
}

/* ---- the log ------------------------------------------------------------------------------ */

struct log_view {
	struct pager *pager;
	char day[11]; /* of the line before */
	int64_t now;
};

static void day_add(struct log_view *view, struct str stamp)
{
	struct buf day = { 0 };
	struct date date;

	snprintf(view->day, sizeof(view->day), "%.*s", STR_ARG(str_slice(stamp, 0, 10)));
	if (!date_parse(stamp, &(struct date_hint){ 0 }, &date))
		return;
	when_add_day(&day, date.utc, view->now);
	pager_add_heading(view->pager, buf_cstr(&day));
	buf_free(&day);
}

/* "2026-11-23T00:04:19+0700 warning What happened": the day once, the time in
 * front of each. */
static void line_see(void *ctx, const char *line)
{
	struct log_view *view = ctx;
	struct str rest = str_from(line), stamp, level;

	if (!str_cut(&rest, ' ', &stamp) || !str_cut(&rest, ' ', &level) || stamp.len < 19) {
		pager_add(view->pager, ROLE_TEXT, STR(""), str_from(line));
		return;
	}
	if (!str_eq(str_slice(stamp, 0, 10), str_from(view->day)))
		day_add(view, stamp);
	pager_add(view->pager, str_eq(level, STR("info")) ? ROLE_TEXT : ROLE_FEED_ERROR,
		  str_slice(stamp, 11, 19), rest);
}

void log_open_view(struct ui *ui)
{
	struct log_view view = { .pager = pager_open(ui, _("What happened lately")),
				 .now = ui->now };

	log_each(line_see, &view);
	if (!pager_count(view.pager))
		pager_add(view.pager, ROLE_DIM, STR(""), str_from(_("nothing yet")));
	pager_go_end(view.pager);
}
