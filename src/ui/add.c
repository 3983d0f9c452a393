/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/url.h"
#include "ui/boxes.h"
#include "ui/deeds.h"

enum { ADDRESS_MAX = 2000 }; /* bytes of one that is pasted */

/* Subscribing: to an address, to one of several feeds of a site, to a file of
 * subscriptions. */

static void subscribe(struct ui *ui, struct str url, struct str title, const struct str *tags,
		      size_t tag_count)
{
	if (ui->options->is_demo) {
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("the demo has no network; start warta without --demo"));
		return;
	}
	struct str host = url_host(url);

	ui->add_ticket = ui_ticket(ui);
	ui->is_adding = true;
	engine_subscribe(ui->engine, ui->add_ticket, url, title, tags, tag_count);
	ui_say(ui, ROLE_NOTICE, _("looking for the feed of %.*s …"),
	       STR_ARG(str_is_empty(host) ? url : host));
}

static void address_done(struct ui *ui, struct str subject, struct str text)
{
	(void)subject;
	if (!str_is_empty(text)) /* "contoh.example" is enough: the engine adds the scheme */
		subscribe(ui, text, STR(""), NULL, 0);
}

void add_ask(struct ui *ui, struct str text)
{
	static const struct prompt_hooks hooks = { .kind = "address", .done = address_done };

	prompt_open(ui, _("Address of a site or feed:"), text, &hooks, STR(""));
}

bool add_pasted(struct ui *ui, struct str text)
{
	text = str_trim(text);
	if (text.len > ADDRESS_MAX || str_find_char(text, '.') == SIZE_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] <= ' ')
			return false;
	}
	add_ask(ui, text);
	return true;
}

void add_open(struct ui *ui, struct str text)
{
	if (str_is_empty(text))
		add_ask(ui, STR(""));
	else
		address_done(ui, STR(""), text);
}

/* ---- what the engine answers ------------------------------------------------------------ */

struct str add_mark(const struct ui *ui, bool is_subscribed)
{
	if (!is_subscribed)
		return STR(" ");
	return ui->is_plain ? str_from(_("subscribed")) : STR("✓");
}

/* The menu stays, since several may be wanted; each item says how far it is. Its
 * number is the ticket of its order, its article 1 for one that is subscribed. */
static bool choice_pick(struct ui *ui, const struct menu_item *item, enum action how);
static const struct menu_hooks choice_hooks = {
	.pick = choice_pick, .stays = true, .does = N_("subscribe"), .leaves = N_("done"),
};

static bool choice_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct menu_item *own = menu_find_value(ui, &choice_hooks, item->value);

	if (how == ACTION_COPY)
		ui_copy(ui, item->value);
	if (how != ACTION_OPEN || !own)
		return how == ACTION_COPY;
	if (own->article) {
		ui_say(ui, ROLE_NOTICE, _("%.*s is subscribed already"), STR_ARG(own->text));
		return true;
	}
	subscribe(ui, item->value, STR(""), NULL, 0);
	if (ui->is_adding) {
		own->number = (int64_t)ui->add_ticket;
		own->mark = STR("…");
		own->mark_role = ROLE_DIM;
	}
	return true;
}

static void choice_mark(struct ui *ui, uint64_t ticket, bool is_subscribed)
{
	struct menu_item *item = menu_find_number(ui, &choice_hooks, (int64_t)ticket);

	if (!ticket || !item)
		return;
	item->number = 0;
	item->article = is_subscribed;
	item->mark = add_mark(ui, is_subscribed);
	item->mark_role = ROLE_STATE_CACHED;
}

bool add_waits(struct ui *ui, uint64_t ticket)
{
	return ticket && (ticket == ui->add_ticket ||
			  menu_find_number(ui, &choice_hooks, (int64_t)ticket));
}

static void choices_open(struct ui *ui, const struct engine_event *event)
{
	struct menu *menu = menu_open(ui, _("This site has several feeds"), "", &choice_hooks);
	struct conf_urls urls = { 0 };
	struct error err = { 0 };

	ui->message[0] = '\0'; /* that it was looked for */
	if (!conf_urls_load(ui->options->paths->urls, &urls, &err))
		urls = (struct conf_urls){ 0 };
	for (size_t i = 0; i < event->alternate_count; i++) {
		const struct news_alternate *feed = &event->alternates[i];
		bool is_there = conf_urls_find(&urls, feed->url) != NULL;

		menu_add(menu, &(struct menu_item){
			.text = str_is_empty(feed->title) ? feed->url : feed->title,
			.note = str_is_empty(feed->title) ? STR("") : feed->url,
			.value = feed->url,
			.mark = add_mark(ui, is_there), .mark_role = ROLE_STATE_CACHED,
			.article = is_there,
		});
	}
	conf_urls_free(&urls);
}

/* What of a file was not taken stays on the screen until it was read. */
static void refused_open(struct ui *ui, const struct engine_event *event)
{
	struct str rest = event->text, line;
	struct buf said = { 0 };
	struct pager *pager;

	if (str_is_empty(str_trim(rest)))
		return;
	buf_addf(&said, ngettext("%lld feed imported", "%lld feeds imported",
				 (unsigned long)event->count), (long long)event->count);
	pager = pager_open(ui, _("Left out of the import"));
	pager_add(pager, ROLE_TEXT, STR(""), buf_str(&said));
	pager_add(pager, ROLE_TEXT, STR(""), STR(""));
	bool has_command = false;
	while (str_cut(&rest, '\n', &line)) {
		has_command |= str_has_prefix(line, STR("exec:")) ||
			       str_has_prefix(line, STR("filter:"));
		if (!str_is_empty(line))
			pager_add(pager, ROLE_TEXT, STR(""), line);
	}
	if (has_command) {
		pager_add(pager, ROLE_TEXT, STR(""), STR(""));
		pager_add(pager, ROLE_DIM, STR(""),
			  str_from(_("commands are run only from the urls file; write them "
				     "there yourself")));
	}
	buf_free(&said);
}

bool add_cancel(struct ui *ui)
{
	if (!ui->is_adding)
		return false;
	ui->is_adding = false;
	engine_cancel(ui->engine, ui->add_ticket);
	ui_say(ui, ROLE_NOTICE, "%s", _("no longer looking for the feed"));
	return true;
}

void add_event(struct ui *ui, struct engine_event *event)
{
	if (event->kind == ENGINE_IMPORTED || event->ticket == ui->add_ticket)
		ui->is_adding = false;
	choice_mark(ui, event->ticket, event->kind == ENGINE_SUBSCRIBED);
	switch (event->kind) {
	case ENGINE_CHOICES: choices_open(ui, event); break;
	case ENGINE_SUBSCRIBED:
		ui_changed(ui);
		ui_say(ui, ROLE_NOTICE, _("subscribed: %.*s"),
		       STR_ARG(str_is_empty(event->text) ? event->url : event->text));
		break;
	case ENGINE_IMPORTED:
		ui_changed(ui);
		if (event->error.text[0])
			ui_say(ui, ROLE_ERROR, "%s", event->error.text);
		else
			ui_say(ui, ROLE_NOTICE, ngettext("%lld feed imported",
							 "%lld feeds imported",
							 (unsigned long)event->count),
			       (long long)event->count);
		refused_open(ui, event);
		break;
	default: ui_say(ui, ROLE_ERROR, "%s", event->error.text); break;
	}
}

/* ---- a file --------------------------------------------------------------------------------- */

/* "~" is the home folder. */
static struct str path_of(struct arena *arena, struct str text)
{
	const char *home = getenv("HOME");

	if (!home || !(str_eq(text, STR("~")) || str_has_prefix(text, STR("~/"))))
		return text;
	return arena_printf(arena, "%s%.*s", home, STR_ARG(str_slice(text, 1, text.len)));
}

void import_start(struct ui *ui, struct str text, struct arena *arena)
{
	struct str path = path_of(arena, text);

	if (str_is_empty(path)) {
		import_open(ui);
		return;
	}
	ui->add_ticket = ui_ticket(ui); /* a failure comes back here */
	engine_import(ui->engine, ui->add_ticket, arena_cstr(arena, path));
	ui_say(ui, ROLE_NOTICE, _("reading %.*s …"), STR_ARG(path));
}

static void import_done(struct ui *ui, struct str subject, struct str text)
{
	struct arena arena = { 0 };

	(void)subject;
	if (!str_is_empty(text))
		import_start(ui, text, &arena);
	arena_free(&arena);
}

bool import_complete(struct ui *ui, struct str stem, int nth, struct buf *out)
{
	struct arena arena = { 0 };
	size_t slash = stem.len;
	struct dirent *entry;
	bool is_found = false;

	(void)ui;
	while (slash > 0 && stem.ptr[slash - 1] != '/')
		slash--;
	struct str name = str_slice(stem, slash, stem.len);
	struct str folder = path_of(&arena, str_slice(stem, 0, slash));
	DIR *dir = opendir(folder.len ? arena_cstr(&arena, folder) : ".");
	while (dir && !is_found && (entry = readdir(dir))) {
		struct str found = str_from(entry->d_name);

		if ((found.ptr[0] == '.' && !(name.len && name.ptr[0] == '.')) ||
		    !str_has_prefix(found, name) || nth-- > 0)
			continue;
		buf_add(out, str_slice(stem, 0, slash));
		buf_add(out, found);
		if (entry->d_type == DT_DIR)
			buf_add_char(out, '/');
		is_found = true;
	}
	if (dir)
		closedir(dir);
	arena_free(&arena);
	return is_found;
}

void import_open(struct ui *ui)
{
	static const struct prompt_hooks hooks = { .kind = "import", .done = import_done,
						   .complete = import_complete };
	/* newsboat's file is the one that most people bring along. */
	static const char *const guesses[] = { "~/.newsboat/urls", "~/.config/newsboat/urls",
					       "~/.newsbeuter/urls" };
	struct arena arena = { 0 };
	const char *found = NULL;

	for (size_t i = 0; i < sizeof(guesses) / sizeof(*guesses) && !found; i++) {
		struct str path = path_of(&arena, str_from(guesses[i]));

		if (access(arena_cstr(&arena, path), R_OK) == 0)
			found = guesses[i];
	}
	prompt_open(ui, _("File to import (OPML, or newsboat's urls):"),
		    str_from(found ? found : "~/"), &hooks, STR(""));
	arena_free(&arena);
}
