/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/log.h"
#include "base/url.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/when.h"

/* How a feed is doing, in sentences; and the log. */

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
		buf_addf(&text,
			 ngettext("failed %d time in a row; visits are spaced further apart",
				  "failed %d times in a row; visits are spaced further apart",
				  (unsigned)feed->failures),
			 (int)feed->failures);
		pager_add(pager, ROLE_TEXT, STR(""), buf_str(&text));
		buf_free(&text);
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

static void number_add(struct pager *pager, const char *name, const char *format, long long value)
{
	struct buf text = { 0 };

	buf_addf(&text, "%lld%s", value, format);
	pager_add(pager, ROLE_TEXT, str_from(name), buf_str(&text));
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

void health_open(struct ui *ui, const struct store_feed *feed)
{
	struct pager *pager = pager_open(ui, _("How this feed is doing"));
	struct buf counts = { 0 };

	text_add(pager, _("name"), feed->title);
	url_add(pager, _("address"), feed->url);
	url_add(pager, _("site"), feed->site);
	url_add(pager, _("moved to"), feed->moved_to);
	state_add(pager, feed, ui->now);
	text_add(pager, _("parser"), feed->complaint);
	if (feed->status)
		number_add(pager, _("HTTP status"), "", feed->status);
	if (feed->interval)
		number_add(pager, _("interval"), _(" minutes"), feed->interval / 60);
	if (feed->bytes)
		number_add(pager, _("size"), _(" bytes"), feed->bytes);
	text_add(pager, STR("ETag").ptr, feed->etag);
	text_add(pager, STR("Last-Modified").ptr, feed->last_modified);
	buf_addf(&counts, _("%lld, of them %lld unread"), (long long)feed->total,
		 (long long)feed->unread);
	text_add(pager, _("articles"), buf_str(&counts));
	buf_free(&counts);
}

static void line_see(void *ctx, const char *line)
{
	pager_add(ctx, ROLE_TEXT, STR(""), str_from(line));
}

void log_open_view(struct ui *ui)
{
	struct pager *pager = pager_open(ui, _("What happened lately"));

	log_each(line_see, pager);
	pager_go_end(pager);
}
