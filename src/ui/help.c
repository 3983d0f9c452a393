/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/deeds.h"

/* The keys that are in force, from the table itself; and the tour. */

static const struct {
	unsigned view;
	const char *title;
} titles[] = {
	{ V_FEEDS, N_("Keys in the feed list") },
	{ V_LIST, N_("Keys in the headlines") },
	{ V_ARTICLE, N_("Keys in an article") },
	{ V_BOX, N_("Keys here") },
};

/* The first of each group in the order of the table. */
static const struct {
	enum action first;
	const char *title;
} groups[] = {
	{ ACTION_DOWN, N_("Moving") },
	{ ACTION_RELATED, N_("Related articles, links, files") },
	{ ACTION_READ, N_("Marks") },
	{ ACTION_SEARCH, N_("Finding and ordering") },
	{ ACTION_REFRESH, N_("Feeds") },
	{ ACTION_LAYOUT, N_("Screen and program") },
};

static void action_add(struct ui *ui, struct pager *pager, unsigned view, enum action action,
		       bool with_unbound)
{
	struct buf keys = { 0 };

	keymap_add_keys(&ui->keymap, view, action, 4, &keys);
	if (!keys.len && with_unbound)
		buf_addf(&keys, ":%s", action_row(action)->name);
	if (keys.len) {
		pager_add(pager, ROLE_TEXT, buf_str(&keys), str_from(_(action_row(action)->help)));
		pager_find_by(pager, str_from(action_row(action)->name));
	}
	buf_free(&keys);
}

static void actions_add(struct ui *ui, struct pager *pager, unsigned view)
{
	const char *title = NULL;
	size_t group = 0;

	for (int i = 1; i < ACTION_COUNT; i++) {
		if (group < sizeof(groups) / sizeof(*groups) && i == (int)groups[group].first)
			title = _(groups[group++].title);
		if (!(action_row((enum action)i)->views & view))
			continue;
		if (title && view != V_BOX) /* where there are few */
			pager_add_heading(pager, title);
		title = NULL;
		action_add(ui, pager, view, (enum action)i, true);
	}
}

static void macros_add(struct ui *ui, struct pager *pager, unsigned view)
{
	if (ui->keymap.macro_count)
		pager_add_heading(pager, _("Macros"));
	for (size_t i = 0; i < ui->keymap.macro_count; i++) {
		struct buf keys = { 0 };

		keymap_add_keys(&ui->keymap, view, ACTION_MACRO, 1, &keys);
		buf_add_char(&keys, ' ');
		term_key_name(&ui->keymap.macros[i].key, &keys);
		pager_add(pager, ROLE_TEXT, buf_str(&keys), ui->keymap.macros[i].text);
		buf_free(&keys);
	}
}

/* What else there is to know in a view. A key that is translated is a word. */
static const struct part {
	unsigned view;
	bool is_drawn; /* not in plain mode, which says it in words */
	const char *title;
	struct {
		const char *key, *spoken, *text;
	} lines[8];
} parts[] = {
	{ V_ARTICLE, false, N_("Numbers"), {
		{ "5", NULL, N_("follow link 5 (Enter, or wait a moment)") },
		{ "5o 5y 5w", NULL,
		  N_("link 5 in the browser, copied, fetched for offline reading") },
		{ "b3", NULL, N_("the third related article") } } },
	{ V_ARTICLE, false, N_("Marks of related articles"), {
		{ "●", N_("cached"), N_("is in the cache: opens without a network") },
		{ "○", N_("not cached"), N_("needs the network") },
		{ "✓", N_("read"), N_("was read") } } },
	{ V_LIST, true, N_("Marks in front of headlines"), {
		{ "● ★", NULL, N_("unread, starred") },
		{ "·", NULL, N_("the whole page is in the cache") },
		{ "+", NULL, N_("has related articles") },
		{ "≈", NULL, N_("was changed since it came") },
		{ "♫ ♪", NULL, N_("comes with sound or video; was played") } } },
	{ V_LIST, false, N_("Search words"), {
		{ "beras harga", NULL, N_("both words, in any form") },
		{ "\"harga beras\"", NULL, N_("the words as written") },
		{ "feed: tag:", NULL, N_("of which feeds") },
		{ "title: author:", NULL, N_("only in titles, in names") },
		{ "is:unread is:starred", NULL,
		  N_("with this mark; also read, cached, updated, media, related") },
		{ "since:3d", NULL, N_("of the last three days") },
		{ "before:2026-11-02", NULL, N_("from before that day") },
		{ "-word OR ( ) /regex/", NULL, N_("without, either, groups, patterns") } } },
};

static void part_add(struct ui *ui, struct pager *pager, const struct part *part)
{
	pager_add_heading(pager, _(part->title));
	for (size_t i = 0; i < sizeof(part->lines) / sizeof(*part->lines); i++) {
		const char *key = part->lines[i].key;

		if (!key)
			return;
		if (ui->is_plain && part->lines[i].spoken)
			key = _(part->lines[i].spoken);
		pager_add(pager, ROLE_TEXT, str_from(key), str_from(_(part->lines[i].text)));
	}
}

void help_open(struct ui *ui, unsigned view)
{
	const char *title = _("Keys");
	struct buf head = { 0 };

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		if (titles[i].view == view)
			title = _(titles[i].title);
	}
	buf_addf(&head, "%s · %s", title, _("/ narrows"));
	struct pager *pager = pager_open(ui, buf_cstr(&head));
	buf_free(&head);
	actions_add(ui, pager, view);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (parts[i].view == view && !(parts[i].is_drawn && ui->is_plain))
			part_add(ui, pager, &parts[i]);
	}
	macros_add(ui, pager, view);
	pager_add_heading(pager, _("Here"));
	pager_add(pager, ROLE_TEXT, STR("/"), str_from(_("narrow this list of keys")));
}

void tour_open(struct ui *ui)
{
	static const struct {
		const char *key, *text;
	} steps[] = {
		{ "1", N_("First come the feeds. j and k move, Enter opens one: its headlines "
			  "appear.") },
		{ "2", N_("Enter opens an article. Space reads on; at the end it goes to the next "
			  "unread one.") },
		{ "3",
		  N_("Between the paragraphs stand lines such as \"Baca Juga\" (read also) with "
		     "numbers b1, b2. Press b then 1: that article opens right here. ● means it "
		     "is in the cache and needs no network.") },
		{ "4",
		  N_("Backspace goes back to the very line you were reading; L goes forward. The "
		     "first line shows the way you came.") },
		{ "5", N_("Tab selects the next link, Enter follows it. A number follows the link "
			  "with that number; 5o opens it in the browser.") },
		{ "6",
		  N_("v shows the whole story: what an article links to and what links to it, in "
		     "the order of time.") },
		{ "7",
		  N_("/ searches everything while you type. m marks read, s stars, U takes back "
		     "whatever you did.") },
		{ "8",
		  N_("? shows the keys that work where you are. q goes back, and leaves from the "
		     "feed list.") },
	};
	struct pager *pager = pager_open(ui, _("A one-minute tour"));

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (i)
			pager_add(pager, ROLE_TEXT, STR(""), STR(""));
		pager_add(pager, ROLE_TEXT, str_from(steps[i].key), str_from(_(steps[i].text)));
	}
}
