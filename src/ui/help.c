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

void help_open(struct ui *ui, unsigned view)
{
	const char *title = _("Keys");
	bool is_plain = ui->is_plain;

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		if (titles[i].view == view)
			title = _(titles[i].title);
	}
	struct buf head = { 0 };
	buf_addf(&head, "%s · %s", title, _("/ narrows"));
	struct pager *pager = pager_open(ui, buf_cstr(&head));
	buf_free(&head);
	for (int i = 1; i < ACTION_COUNT; i++) {
		if (action_row((enum action)i)->views & view)
			action_add(ui, pager, view, (enum action)i, true);
	}
	if (view == V_ARTICLE) {
		pager_add_heading(pager, _("Numbers"));
		pager_add(pager, ROLE_TEXT, STR("5"),
			  str_from(_("follow link 5 (Enter, or wait a moment)")));
		pager_add(
			pager, ROLE_TEXT, STR("5o 5y 5w"),
			str_from(_("link 5 in the browser, copied, fetched for offline reading")));
		pager_add(pager, ROLE_TEXT, STR("b3"), str_from(_("the third related article")));
		pager_add_heading(pager, _("Marks of related articles"));
		pager_add(pager, ROLE_TEXT, is_plain ? str_from(_("cached")) : STR("●"),
			  str_from(_("is in the cache: opens without a network")));
		pager_add(pager, ROLE_TEXT, is_plain ? str_from(_("not cached")) : STR("○"),
			  str_from(_("needs the network")));
		pager_add(pager, ROLE_TEXT, is_plain ? str_from(_("read")) : STR("✓"),
			  str_from(_("was read")));
	}
	if (view == V_LIST && !is_plain) { /* there they are words */
		pager_add_heading(pager, _("Marks in front of headlines"));
		pager_add(pager, ROLE_TEXT, STR("● ★"), str_from(_("unread, starred")));
		pager_add(pager, ROLE_TEXT, STR("·"),
			  str_from(_("the whole page is in the cache")));
		pager_add(pager, ROLE_TEXT, STR("+"), str_from(_("has related articles")));
		pager_add(pager, ROLE_TEXT, STR("≈"), str_from(_("was changed since it came")));
		pager_add(pager, ROLE_TEXT, STR("♫"), str_from(_("comes with sound or video")));
	}
	if (view == V_LIST) {
		pager_add_heading(pager, _("Search words"));
		pager_add(pager, ROLE_TEXT, STR("beras harga"),
			  str_from(_("both words, in any form")));
		pager_add(pager, ROLE_TEXT, STR("\"harga beras\""),
			  str_from(_("the words as written")));
		pager_add(pager, ROLE_TEXT, STR("feed: tag: title: author:"),
			  str_from(_("where to look")));
		pager_add(pager, ROLE_TEXT, STR("is:unread is:starred"), str_from(_("marks")));
		pager_add(pager, ROLE_TEXT, STR("since:3d before:2026-11-02"), str_from(_("when")));
		pager_add(pager, ROLE_TEXT, STR("-word OR ( ) /regex/"),
			  str_from(_("without, either, groups, "
				     "patterns")));
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
