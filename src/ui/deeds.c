/* SPDX-License-Identifier: MIT */
#include "ui/deeds.h"

#include "base/i18n.h"
#include "base/url.h"
#include "ui/boxes.h"
#include "ui/feeds.h"

/* ---- marks ---------------------------------------------------------------------------- */

bool deed_mark_of(enum action action, uint32_t flags, enum store_mark *mark)
{
	static const struct {
		enum action action;
		uint32_t flag;
		enum store_mark with, without; /* of articles with the flag; and without */
	} marks[] = {
		{ ACTION_READ, STORE_UNREAD, STORE_MARK_READ, STORE_MARK_UNREAD },
		{ ACTION_STAR, STORE_STARRED_FLAG, STORE_MARK_UNSTAR, STORE_MARK_STAR },
		{ ACTION_PLAYED, STORE_PLAYED, STORE_MARK_UNPLAYED, STORE_MARK_PLAYED },
		{ ACTION_DELETE, 0, STORE_MARK_DELETE, STORE_MARK_DELETE },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (marks[i].action == action) {
			*mark = flags & marks[i].flag ? marks[i].with : marks[i].without;
			return true;
		}
	}
	return false;
}

void deed_say(struct ui *ui, enum store_mark mark, struct str tag)
{
	static const struct {
		enum store_mark mark;
		const char *sentence;
	} sentences[] = {
		{ STORE_MARK_READ, N_("marked read; U takes it back") },
		{ STORE_MARK_UNREAD, N_("marked unread; U takes it back") },
		{ STORE_MARK_STAR, N_("starred") },
		{ STORE_MARK_UNSTAR, N_("no longer starred") },
		{ STORE_MARK_PLAYED, N_("played") },
		{ STORE_MARK_UNPLAYED, N_("not played") },
		{ STORE_MARK_DELETE, N_("deleted; U takes it back") },
	};

	if (mark == STORE_MARK_TAG || mark == STORE_MARK_UNTAG)
		ui_say(ui, ROLE_NOTICE, mark == STORE_MARK_TAG ? _("tagged: %.*s") :
								 _("tag taken away: %.*s"),
		       STR_ARG(tag));
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		if (sentences[i].mark == mark)
			ui_say(ui, ROLE_NOTICE, "%s", _(sentences[i].sentence));
	}
}

bool deed_ask_tag(struct ui *ui, const struct prompt_hooks *hooks, struct str subject)
{
	prompt_open(ui, _("Tag (-tag takes it away):"), STR(""), hooks, subject);
	return true;
}

bool deed_read_tag(struct str *text, enum store_mark *mark)
{
	bool is_removed = str_has_prefix(*text, STR("-"));

	*text = str_trim(str_slice(*text, is_removed, text->len));
	*mark = is_removed ? STORE_MARK_UNTAG : STORE_MARK_TAG;
	return text->len > 0;
}

static bool mark_subject(struct ui *ui, const struct subject *subject, enum action action)
{
	struct store_selection selection = { .ids = &subject->article, .count = 1 };
	enum store_mark mark;

	if (!deed_mark_of(action, subject->flags, &mark))
		return false;
	ui_mark(ui, &selection, mark, STR(""));
	if (action != ACTION_READ) /* as its row shows */
		deed_say(ui, mark, STR(""));
	return true;
}

/* The id as text, for the prompt that asks for a tag. */
static void tag_done(struct ui *ui, struct str subject, struct str text)
{
	enum store_mark mark;
	int64_t id;

	if (!deed_read_tag(&text, &mark) || !str_to_int64(subject, &id))
		return;
	ui_mark(ui, &(struct store_selection){ .ids = &id, .count = 1 }, mark, text);
	deed_say(ui, mark, text);
}

static bool tag_ask(struct ui *ui, const struct subject *subject)
{
	static const struct prompt_hooks hooks = { .kind = "tag", .done = tag_done };
	struct buf id = { 0 };

	buf_addf(&id, "%lld", (long long)subject->article);
	deed_ask_tag(ui, &hooks, buf_str(&id));
	buf_free(&id);
	return true;
}

/* ---- the others ----------------------------------------------------------------------- */

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
	case ACTION_HEALTH:
		ui_say(ui, ROLE_NOTICE, "%s", _("this page belongs to no feed"));
		return true;
	default: return false;
	}
}

/* Of the feed that the article is from, whatever list it is in. */
static bool health_show(struct ui *ui, const struct subject *subject)
{
	const struct store_feed *feed = subject->feed ? feeds_known(ui, subject->feed) : NULL;

	if (!feed)
		return not_of_a_page(ui, ACTION_HEALTH);
	health_open(ui, feed);
	return true;
}

bool deed_do(struct ui *ui, const struct subject *subject, enum action action)
{
	switch (action) {
	case ACTION_BROWSER: ui_browse(ui, subject->url); return true;
	case ACTION_COPY: ui_copy(ui, subject->url); return true;
	case ACTION_SAVE: return prefetch_do(ui, subject, 0);
	case ACTION_RELATED_OFFLINE: return prefetch_do(ui, subject, 1);
	case ACTION_STORY: story_open(ui, subject->article, subject->url); return true;
	case ACTION_HEALTH: return health_show(ui, subject);
	default: break;
	}
	if (!subject->article)
		return false;
	if (subject->article < 0 && action != ACTION_READ && action != ACTION_DELETE)
		return not_of_a_page(ui, action);
	if (action == ACTION_FEED)
		return feed_show(ui, subject);
	if (action == ACTION_TAG)
		return tag_ask(ui, subject);
	return mark_subject(ui, subject, action);
}
