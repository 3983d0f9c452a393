/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/boxes.h"
#include "ui/feed_menu.h"
#include "ui/feeds.h"

/* Folders: renamed, moved into each other, put in another order, dissolved;
 * feeds moved between them. Folders are tags in the urls file, so all of this
 * is editing that file, and undo takes it back. */

/* What an item of the menu of folders does; its value is the subject (an
 * address or a folder), a line break, and a folder. */
enum { FEED_TO_FOLDER, FEED_TO_NEW, FEED_TAGS_ASK, FOLDER_TO_FOLDER };

static struct feeds *feeds_now(struct ui *ui)
{
	return (struct feeds *)ui->panes[PANE_FEEDS];
}

static struct str folder_of(const struct store_feed *feed)
{
	return conf_folder_of(feed->tags, feed->tag_count);
}

static struct str name_of(struct str path)
{
	size_t slash = path.len;

	while (slash > 0 && path.ptr[slash - 1] != '/')
		slash--;
	return str_slice(path, slash, path.len);
}

static struct str parent_of(struct str path)
{
	struct str name = name_of(path);

	return str_slice(path, 0, path.len > name.len ? path.len - name.len - 1 : 0);
}

/* "a / b//c" as "a/b/c"; false, and said, when it can be no folder. */
static bool path_read(struct ui *ui, struct str text, struct buf *out)
{
	struct str part;

	while (str_cut(&text, '/', &part)) {
		part = str_trim(part);
		if (part.len)
			buf_addf(out, "%s%.*s", out->len ? "/" : "", STR_ARG(part));
	}
	if (out->len && conf_is_tag(buf_str(out)))
		return true;
	if (out->len)
		ui_say(ui, ROLE_ERROR, "%s",
		       _("no folder can be called that: it would mean something else in the file"));
	return false;
}

/* ---- renaming --------------------------------------------------------------------- */

static void rename_to(struct ui *ui, struct str from, struct str to)
{
	struct tree *tree = &feeds_now(ui)->tree;

	if (str_eq(from, to))
		return;
	if (to.len && tree_is_folded(tree, from))
		tree_fold(tree, to, true);
	engine_rename_folder(ui->engine, from, to);
	ui_say(ui, ROLE_NOTICE, "%s", _("changed; U takes it back"));
}

static void rename_done(struct ui *ui, struct str from, struct str text)
{
	struct buf path = { 0 };

	if (path_read(ui, text, &path))
		rename_to(ui, from, buf_str(&path));
	buf_free(&path);
}

static void rename_ask(struct ui *ui, struct str path)
{
	static const struct prompt_hooks hooks = { .kind = "folder", .done = rename_done };

	prompt_open(ui, _("Folder (a/b: b in a):"), path, &hooks, path);
}

/* What is in the folder goes one level up. */
static void dissolve(struct ui *ui, const struct tree_row *row)
{
	engine_rename_folder(ui->engine, row->path, parent_of(row->path));
	ui_say(ui, ROLE_NOTICE, _("the folder %.*s is gone, its feeds are not; U takes it back"),
	       STR_ARG(row->name));
}

/* ---- moving ------------------------------------------------------------------------ */

static void new_folder_done(struct ui *ui, struct str url, struct str text)
{
	struct buf path = { 0 };

	if (path_read(ui, text, &path))
		feed_move(ui, url, buf_str(&path));
	buf_free(&path);
}

static void new_folder_ask(struct ui *ui, struct str url)
{
	static const struct prompt_hooks hooks = { .kind = "folder", .done = new_folder_done };

	prompt_open(ui, _("Folder (a/b: b in a):"), STR(""), &hooks, url);
}

static void folder_move(struct ui *ui, struct str path, struct str parent)
{
	struct buf to = { 0 };
	struct str name = name_of(path);

	buf_addf(&to, "%.*s%s%.*s", STR_ARG(parent), parent.len ? "/" : "", STR_ARG(name));
	rename_to(ui, path, buf_str(&to));
	buf_free(&to);
}

static bool move_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct str folder = item->value, subject;

	if (how != ACTION_OPEN)
		return false;
	str_cut(&folder, '\n', &subject);
	switch (item->number) {
	case FEED_TO_FOLDER: feed_move(ui, subject, folder); break;
	case FEED_TO_NEW: new_folder_ask(ui, subject); break;
	case FEED_TAGS_ASK: feed_ask(ui, subject, FEED_TAGS); break;
	default: folder_move(ui, subject, folder); break;
	}
	return true;
}

static void move_add(struct menu *menu, struct str text, struct str subject, struct str folder,
		     int number)
{
	struct buf value = { 0 };
	int depth = 0;

	for (size_t i = 0; i < folder.len; i++)
		depth += folder.ptr[i] == '/';
	buf_addf(&value, "%.*s\n%.*s", STR_ARG(subject), STR_ARG(folder));
	menu_add(menu, &(struct menu_item){ .text = text, .value = buf_str(&value),
					    .number = number, .depth = depth });
	buf_free(&value);
}

/* Every folder once, with those that hold only folders. */
static size_t folders_list(const struct tree *tree, struct arena *arena, struct str **out)
{
	size_t count = 0, most = 1;

	for (size_t i = 0; i < tree->count; i++)
		most += tree->rows[i].kind == TREE_FOLDER;
	for (size_t i = 0; i < tree->feed_count; i++)
		most++;
	*out = arena_array(arena, most, sizeof(**out));
	for (size_t i = 0; i < tree->count; i++)
		if (tree->rows[i].kind == TREE_FOLDER)
			(*out)[count++] = tree->rows[i].path;
	for (size_t i = 0; i < tree->feed_count; i++) { /* in folded ones */
		struct str path = folder_of(&tree->feeds[i]);
		bool is_there = !path.len || tree->feeds[i].is_retired;

		for (size_t k = 0; k < count && !is_there; k++)
			is_there = str_eq((*out)[k], path);
		if (!is_there)
			(*out)[count++] = path;
	}
	return count;
}

static void move_ask(struct ui *ui, const struct feeds *feeds, const struct tree_row *row)
{
	static const struct menu_hooks hooks = { .pick = move_pick, .does = N_("move there") };
	bool is_feed = row->kind == TREE_FEED;
	struct str subject = is_feed ? row->source->url : row->path;
	struct str now = is_feed ? folder_of(row->source) : parent_of(row->path), *folders;
	int number = is_feed ? FEED_TO_FOLDER : FOLDER_TO_FOLDER;
	struct arena arena = { 0 };
	size_t at = 1;

	struct buf title = { 0 };
	buf_addf(&title, _("Where to: %.*s"), STR_ARG(row->name));
	struct menu *menu = menu_open(ui, buf_cstr(&title), "", &hooks);
	move_add(menu, str_from(_("(no folder)")), subject, STR(""), number);
	size_t count = folders_list(&feeds->tree, &arena, &folders);
	for (size_t i = 0; i < count; i++) {
		if (!is_feed && conf_folder_is_in(folders[i], row->path))
			continue;
		move_add(menu, name_of(folders[i]), subject, folders[i], number);
		if (str_eq(folders[i], now))
			menu_select(menu, at);
		at++;
	}
	if (is_feed) {
		move_add(menu, str_from(_("new folder …")), subject, STR(""), FEED_TO_NEW);
		move_add(menu, str_from(_("all tags …")), subject, STR(""), FEED_TAGS_ASK);
	}
	buf_free(&title);
	arena_free(&arena);
}

/* ---- order ------------------------------------------------------------------------------ */

/* The addresses of all that is in the folder, in the order of the file. */
static size_t urls_in(const struct tree *tree, struct str path, struct str *out)
{
	size_t count = 0;

	for (size_t i = 0; i < tree->feed_count; i++)
		if (!tree->feeds[i].is_retired &&
		    conf_folder_is_in(folder_of(&tree->feeds[i]), path))
			out[count++] = tree->feeds[i].url;
	return count;
}

/* The one that stands lower goes before the first of the other. */
static void swap_folders(struct ui *ui, const struct tree *tree, struct str upper,
			 struct str lower)
{
	struct str *urls = mem_new(tree->feed_count + 1, sizeof(*urls)), first;
	size_t count = urls_in(tree, upper, urls);

	first = count ? urls[0] : STR("");
	count = urls_in(tree, lower, urls);
	if (first.len && count)
		engine_place_sources(ui->engine, urls, count, first, true);
	free(urls);
}

static bool folder_place(struct ui *ui, const struct feeds *feeds, const struct tree_row *row,
			 bool is_up)
{
	const struct tree_row *other = tree_neighbour(&feeds->tree, row, is_up);

	if (other)
		swap_folders(ui, &feeds->tree, is_up ? other->path : row->path,
			     is_up ? row->path : other->path);
	else
		feeds_say_end(ui, is_up);
	return true;
}

/* ---- smart folders ------------------------------------------------------------------------ */

/* The first word of its line in the file. */
static struct str query_url(const struct feeds *feeds, const struct tree_row *row)
{
	for (size_t i = 0; i < feeds->query_count; i++) {
		const struct tree_query *query = &feeds->queries[i];

		if (str_eq(query->name, row->name) && str_eq(query->query, row->path))
			return query->url;
	}
	return STR("");
}

bool feeds_query_order(struct ui *ui, struct feeds *feeds, const struct tree_row *row,
		       enum action action)
{
	bool is_up = action == ACTION_MOVE_UP;
	const struct tree_row *beside = row + (is_up ? -1 : 1);
	struct str url = query_url(feeds, row), anchor;

	if (!url.len)
		return false;
	switch (action) {
	case ACTION_DELETE:
		engine_unsubscribe(ui->engine, url);
		ui_say(ui, ROLE_NOTICE, _("the smart folder %.*s is gone; U takes it back"),
		       STR_ARG(row->name));
		return true;
	case ACTION_FEED_SETTINGS: feed_ask(ui, url, FEED_TITLE); return true;
	case ACTION_MOVE_UP: case ACTION_MOVE_DOWN:
		if (beside->kind != TREE_QUERY)
			return true;
		anchor = query_url(feeds, beside);
		engine_place_sources(ui->engine, &url, 1, anchor, is_up);
		return true;
	default: return false;
	}
}

/* ---- all of them ----------------------------------------------------------------------------- */

bool feeds_folder_order(struct ui *ui, struct feeds *feeds, const struct tree_row *row,
			enum action action)
{
	switch (action) {
	case ACTION_MOVE: move_ask(ui, feeds, row); return true;
	default: break;
	}
	if (row->kind != TREE_FOLDER)
		return false;
	switch (action) {
	case ACTION_FEED_SETTINGS: rename_ask(ui, row->path); return true;
	case ACTION_DELETE: dissolve(ui, row); return true;
	case ACTION_MOVE_UP: case ACTION_MOVE_DOWN:
		return folder_place(ui, feeds, row, action == ACTION_MOVE_UP);
	default: return false;
	}
}
