/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/browse.h"
#include "ui/deeds.h"
#include "ui/downloads.h"
#include "ui/state.h"

/* What the engine reports. */

static void refreshed(struct ui *ui, const struct engine_event *event)
{
	ui->progress = engine_progress(ui->engine);
	ui->progress.is_running = false;
	ui_changed(ui);
	if (event->error.text[0])
		ui_say(ui, ROLE_ERROR, "%s", event->error.text);
	else if (event->failed > 0 && event->total == 1)
		ui_say(ui, ROLE_ERROR, "%s",
		       _("the feed could not be read; i in the feed list says why"));
	else if (event->failed > 0 && event->failed == event->total)
		ui_say(ui, ROLE_ERROR, "%s", _("no feed could be read; is the network there?"));
	else if (event->failed > 0)
		ui_say(ui, ROLE_NOTICE,
		       ngettext("%lld new; %lld feed could not be read; i on its folder tells why",
				"%lld new; %lld feeds could not be read; i on a folder lists them",
				(unsigned long)event->failed),
		       (long long)event->added, (long long)event->failed);
	else if (event->added > 0)
		ui_say(ui, ROLE_NOTICE,
		       ngettext("%lld new article", "%lld new articles",
				(unsigned long)event->added),
		       (long long)event->added);
	else if (event->total > 0)
		ui_say(ui, ROLE_NOTICE, "%s", _("nothing new"));
}

static const char *undone_what(struct str what)
{
	static const struct {
		const char *what, *sentence;
	} rows[] = {
		{ "read", N_("taken back: read marks") },
		{ "unread", N_("taken back: read marks") },
		{ "star", N_("taken back: stars") },
		{ "unstar", N_("taken back: stars") },
		{ "delete", N_("taken back: deletion") },
		{ "undelete", N_("taken back: deletion") },
		{ "tag", N_("taken back: tag") },
		{ "untag", N_("taken back: tag") },
		{ "played", N_("taken back: what was played") },
		{ "unplayed", N_("taken back: what was played") },
		{ "unsubscribe", N_("taken back: the subscription is there again") },
		{ "folder", N_("taken back: the folder is as it was") },
		{ "folder-made", N_("taken back: the smart folder is gone again") },
		{ "place", N_("taken back: the feed is where it was") },
		{ "settings", N_("taken back: the change of the feed") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (str_eq(what, str_from(rows[i].what)))
			return _(rows[i].sentence);
	}
	return _("taken back");
}

static void undone(struct ui *ui, const struct engine_event *event)
{
	if (event->error.text[0])
		ui_say(ui, ROLE_ERROR, "%s", event->error.text);
	else if (str_is_empty(event->text))
		ui_say(ui, ROLE_NOTICE, "%s", _("there is nothing to take back"));
	else if (event->count > 1)
		ui_say(ui, ROLE_NOTICE, ngettext("%s (%lld article)", "%s (%lld articles)",
						 (unsigned long)event->count),
		       undone_what(event->text), (long long)event->count);
	else
		ui_say(ui, ROLE_NOTICE, "%s", undone_what(event->text));
	ui_changed(ui);
}

/* How many they were, behind the sentence that told of them, if it is still there. */
static void marked_count(struct ui *ui, const struct engine_event *event)
{
	char said[UI_MESSAGE_MAX];

	ui->marks_on_way -= ui->marks_on_way > 0;
	if (!ui->many_on_way || --ui->many_on_way || !ui->message[0] ||
	    ui->said != ui->many_said)
		return;
	snprintf(said, sizeof(said), "%s", ui->message);
	if (!event->count)
		ui_say(ui, ROLE_NOTICE, "%s", _("nothing to do: all of it is so already"));
	else if (event->count > 1)
		ui_say(ui, ROLE_NOTICE, ngettext("%s (%lld article)", "%s (%lld articles)",
						 (unsigned long)event->count),
		       said, (long long)event->count);
}

static void announce(struct ui *ui, const struct engine_event *event)
{
	int64_t how = conf_number(ui->conf, SETTING_NOTIFY);
	struct buf clean = { 0 };

	engine_news_add(event, &clean);
	if (ui->term && (how == ENGINE_NOTIFY_OSC9 || how == ENGINE_NOTIFY_OSC777))
		term_notify(ui->term, how == ENGINE_NOTIFY_OSC777, STR("warta"), buf_str(&clean));
	if (how == ENGINE_NOTIFY_OFF) /* a rule wants it */
		ui_say(ui, ROLE_NOTICE, "%.*s", STR_ARG(buf_str(&clean)));
	if (how == ENGINE_NOTIFY_COMMAND)
		browse_announce(ui, buf_str(&clean));
	buf_free(&clean);
}

static void to_views(struct ui *ui, struct engine_event *event)
{
	struct view *views[] = { ui->panes[PANE_FEEDS], ui->panes[PANE_LIST],
				 ui->panes[PANE_ARTICLE], ui->search };

	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		if (views[i]->ops->event)
			views[i]->ops->event(ui, views[i], event);
	}
	for (size_t i = 0; i < ui->box_count; i++) {
		if (ui->boxes[i]->ops->event)
			ui->boxes[i]->ops->event(ui, ui->boxes[i], event);
	}
}

void ui_event(struct ui *ui, struct engine_event *event)
{
	switch (event->kind) {
	case ENGINE_PROGRESS:
		ui->progress = engine_progress(ui->engine);
		ui->is_stale = true;
		break;
	case ENGINE_REFRESHED: refreshed(ui, event); break;
	case ENGINE_CHANGED: ui_change_soon(ui); break;
	case ENGINE_MARKED:
		if (event->error.text[0])
			ui_say(ui, ROLE_ERROR, "%s", event->error.text);
		marked_count(ui, event);
		ui_change_soon(ui);
		break;
	case ENGINE_UNDONE:
		to_views(ui, event);
		undone(ui, event);
		break;
	case ENGINE_DOWNLOAD: downloads_event(ui, event); break;
	case ENGINE_NOTICE:
		ui_say(ui, ROLE_NOTICE, "%.*s", STR_ARG(event->text));
		break;
	case ENGINE_NEWS: announce(ui, event); break;
	case ENGINE_CHOICES: case ENGINE_SUBSCRIBED: case ENGINE_IMPORTED:
		add_event(ui, event);
		break;
	case ENGINE_FAILED:
		if (add_waits(ui, event->ticket)) {
			add_event(ui, event);
			break;
		} /* fall through */
	default: to_views(ui, event); break;
	}
}
