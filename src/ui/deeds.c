/* SPDX-License-Identifier: MIT */
#include "ui/deeds.h"

#include "base/i18n.h"
#include "base/url.h"
#include "ui/boxes.h"

static void mark_subject(struct ui *ui, const struct subject *subject, enum store_mark mark,
			 struct str tag)
{
	struct store_selection selection = { .ids = &subject->article, .count = 1 };

	ui_mark(ui, &selection, mark, tag);
}

/* The id as text, for the prompt that asks for a tag. */
static void tag_done(struct ui *ui, struct str subject, struct str text)
{
	int64_t id;

	if (str_is_empty(text) || !str_to_int64(subject, &id))
		return;
	bool is_removed = text.ptr[0] == '-';
	struct store_selection selection = { .ids = &id, .count = 1 };
	text = str_trim(str_slice(text, is_removed ? 1 : 0, text.len));
	ui_mark(ui, &selection, is_removed ? STORE_MARK_UNTAG : STORE_MARK_TAG, text);
	ui_say(ui, ROLE_NOTICE, is_removed ? _("tag taken away: %.*s") : _("tagged: %.*s"),
	       STR_ARG(text));
}

static bool tag_ask(struct ui *ui, const struct subject *subject)
{
	static const struct prompt_hooks hooks = { .kind = "tag", .done = tag_done };
	struct buf id = { 0 };

	buf_addf(&id, "%lld", (long long)subject->article);
	prompt_open(ui, _("Tag (-tag takes it away):"), STR(""), &hooks, buf_str(&id));
	buf_free(&id);
	return true;
}

static bool read_toggle(struct ui *ui, const struct subject *subject)
{
	bool was_unread = subject->flags & STORE_UNREAD;

	mark_subject(ui, subject, was_unread ? STORE_MARK_READ : STORE_MARK_UNREAD, STR(""));
	return true;
}

static bool star_toggle(struct ui *ui, const struct subject *subject)
{
	bool was_starred = subject->flags & STORE_STARRED_FLAG;

	mark_subject(ui, subject, was_starred ? STORE_MARK_UNSTAR : STORE_MARK_STAR, STR(""));
	ui_say(ui, ROLE_NOTICE, "%s", was_starred ? _("no longer starred") : _("starred"));
	return true;
}

/* The list of the article's feed, with the article selected. */
static bool feed_show(struct ui *ui, const struct subject *subject)
{
	struct arena arena = { 0 };
	struct store_row row;
	struct target target = { .kind = TARGET_SCOPE, .scope = STORE_FEED,
				 .feed = subject->feed };

	if (ui->store && store_row_by_id(ui->store, subject->article, &arena, &row)) {
		target.title = row.source;
		ui_open(ui, &target);
		ui->panes[PANE_LIST]->ops->show(ui, ui->panes[PANE_LIST],
						&(struct target){ .kind = TARGET_ARTICLE,
								  .article = row.id,
								  .is_listed = true });
	}
	arena_free(&arena);
	return true;
}

static bool played_toggle(struct ui *ui, const struct subject *subject)
{
	bool was_played = subject->flags & STORE_PLAYED;

	mark_subject(ui, subject, was_played ? STORE_MARK_UNPLAYED : STORE_MARK_PLAYED, STR(""));
	ui_say(ui, ROLE_NOTICE, "%s", was_played ? _("not played") : _("played"));
	return true;
}

static bool delete_do(struct ui *ui, const struct subject *subject)
{
	mark_subject(ui, subject, STORE_MARK_DELETE, STR(""));
	ui_say(ui, ROLE_NOTICE, "%s", _("deleted; U takes it back"));
	return true;
}

static bool prefetch_do(struct ui *ui, const struct subject *subject, int levels)
{
	if (ui->options->is_offline || ui->options->is_demo) {
		ui_say(ui, ROLE_NOTICE, "%s", _("offline: nothing can be fetched now"));
		return true;
	}
	engine_prefetch(ui->engine, subject->article, subject->url, levels);
	ui_say(ui, ROLE_NOTICE, "%s",
	       levels ? _("fetching the related articles for offline reading")
		      : _("fetching the page for offline reading"));
	return true;
}

/* A page that belongs to no feed can be read, and can go. */
static bool not_of_a_page(struct ui *ui, enum action action)
{
	switch (action) {
	case ACTION_FEED: case ACTION_STAR: case ACTION_PLAYED: case ACTION_TAG:
		ui_say(ui, ROLE_NOTICE, "%s", _("this page belongs to no feed"));
		return true;
	default: return false;
	}
}

bool deed_do(struct ui *ui, const struct subject *subject, enum action action)
{
	switch (action) {
	case ACTION_BROWSER: ui_browse(ui, subject->url); return true;
	case ACTION_COPY: ui_copy(ui, subject->url); return true;
	case ACTION_SAVE: return prefetch_do(ui, subject, 0);
	case ACTION_RELATED_OFFLINE: return prefetch_do(ui, subject, 1);
	case ACTION_STORY: story_open(ui, subject->article, subject->url); return true;
	default: break;
	}
	if (!subject->article)
		return false;
	if (subject->article < 0 && action != ACTION_READ && action != ACTION_DELETE)
		return not_of_a_page(ui, action);
	switch (action) {
	case ACTION_FEED: return feed_show(ui, subject);
	case ACTION_READ: return read_toggle(ui, subject);
	case ACTION_STAR: return star_toggle(ui, subject);
	case ACTION_PLAYED: return played_toggle(ui, subject);
	case ACTION_DELETE: return delete_do(ui, subject);
	case ACTION_TAG: return tag_ask(ui, subject);
	default: return false;
	}
}
