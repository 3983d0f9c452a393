/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "lib/check.h"

/* The same screens are compared in both languages: built twice. */
#ifndef SCREENS_LANG
#define SCREENS_LANG "C.UTF-8"
#endif

/* Golden screens: every view in four sizes. WARTA_GOLDEN=write renews the
 * files in tests/screens; look at the difference before it is committed. */
static const struct {
	const char *name, *keys, *type, *then;
} views[] = {
	{ "feeds", "", "", "" },
	{ "list", "Enter", "", "" },
	{ "article", "g j j j Enter Enter", "", "" },
	{ "followed", "g j j j Enter Enter b 1", "", "" },
	{ "links", "g j j j Enter Enter u", "", "" },
	{ "number", "g j j j Enter Enter 2", "", "" },
	{ "failed", "g j j j Enter Enter b 2", "", "" },
	{ "search", "/", "beras panen", "C-u P a n e n" },
	{ "help", "Enter ?", "", "" },
	{ "command", ":", "re", "Tab Tab" },
	{ "health", "G i", "", "" },
	{ "story", "Enter v", "", "" },
	{ "related", "Enter b", "", "" },
	{ "facts", "Enter Enter V", "", "" },
	{ "sort", "Enter S", "", "" },
	{ "groups", "g j j j Enter P j Enter j", "", "" },
	{ "starter", "", "", "" },
	{ "tour", ": t o u r Enter", "", "" },
	{ "welcome", "", "", "" },
	{ "sidebar", "g j j j Enter z", "", "" },
	{ "beside", "g j j j Enter Enter Z", "", "" },
	{ "one-pane", "g j j j Enter z z", "", "" },
	{ "filter", "g j j j Enter F", "panen", "" },
	{ "find", "g j j j Enter Enter F", "petani", "Enter" },
	{ "history", "g j j j Enter Enter b 1", ":history", "Enter" },
	{ "log", "", ":log", "Enter" },
	{ "add", "a", "contoh.example", "" },
	{ "themes", "", ":theme", "Enter j" },
	{ "settings", "Enter c", "", "" },
	{ "setting", "Enter c Enter", "", "" },
	{ "media", "g j j j Enter 7 j e", "", "" },
	{ "downloads", "g j j j Enter 7 j e e q E", "", "" },
	{ "tags", "t", "", "" },
	{ "tag", "Enter T", "panen", "" },
	{ "range", "g j j j Enter j V j j", "", "" },
	{ "feed-settings", "c", "", "" },
	{ "move", "T", "", "" },
	{ "feed-filter", "F", "desa", "" },
	{ "import", "", ":import", "Enter" },
	{ "save-search", "/", "panen", "Enter w" },
	{ "mistake", "/", "panen (", "" },
	{ "pipe", "Enter Enter |", "wc -w", "" },
	{ "choices", "a", "contoh.example", "Enter" },
	{ "fetching", "g j j j Enter Enter b", "", "" },
	{ "news", "g j j j Enter j j j", "", "" },
	{ "unread", "g j j j Enter M", "", "" },
	{ "kept", "g j j j j Enter j", "", "" },
	{ "changes", "g j j j Enter Enter d", "", "" },
	{ "note-mark", "g j j j Enter j j Enter F", "seperlima", "Enter" },
	{ "note", "g j j j Enter j j Enter 3 Enter", "", "" },
	{ "sections", "g j j j Enter P j j j Enter j", "", "" },
	{ "by-tag", "g j j j Enter P G Enter j j", "", "" },
	{ "help-feeds", "?", "", "" },
	{ "search-begins", "/", "", "" },
	{ "search-none", "/", "zzz", "Enter" },
	{ "failing", "g i", "", "" },
	{ "nothing-left", "g j j j Enter F", "zzz", "Enter" },
	{ "help-article", "Enter Enter ? /", "baca", "" },
};

/* What happens before the picture is taken. */
static void event_send(struct ui *ui, enum engine_event_kind kind)
{
	struct engine_event *event = calloc(1, sizeof(*event));

	event->kind = kind;
	event->ticket = ui->last_ticket;
	event->text = STR("kabar.example");
	if (kind == ENGINE_CHOICES) {
		event->alternate_count = 2;
		event->alternates = arena_array(&event->arena, 2, sizeof(*event->alternates));
		event->alternates[0].url = STR("https://contoh.example/rss");
		event->alternates[0].title = STR("Contoh - Berita");
		event->alternates[1].url = STR("https://contoh.example/komentar.xml");
	}
	fake_send(event);
}

static void happen(struct ui *ui, const char *name)
{
	if (!strcmp(name, "choices"))
		event_send(ui, ENGINE_CHOICES);
	if (!strcmp(name, "fetching")) {
		/* Not answered: the page is still on its way. */
		ui_key(ui, &(struct term_event){ .key = KEY_CHAR, .code_point = '2' });
		event_send(ui, ENGINE_FETCHING);
		struct engine_event *late = engine_next(ui->engine);
		engine_event_free(late);
	}
	if (!strcmp(name, "news")) {
		struct engine_progress progress = { .done = 12, .total = 40, .failed = 1,
						    .is_running = true };

		fake_add_news(3);
		fake_set_progress(&progress);
		event_send(ui, ENGINE_PROGRESS);
		ui_changed(ui);
	}
	drive_answer(ui);
}

static const struct {
	int columns, rows;
} sizes[] = { { 40, 12 }, { 80, 24 }, { 120, 40 }, { 200, 60 }, { 20, 5 } };

static void golden_path(char *out, size_t size, const char *name, int columns, int rows)
{
	const char *top = getenv("top_srcdir");

	snprintf(out, size, "%s/tests/screens/%s-%dx%d.%s", top ? top : ".", name, columns, rows,
		 i18n_language());
}

static bool golden_read(const char *path, struct buf *out)
{
	char part[4096];
	size_t got;
	FILE *in = fopen(path, "r");

	if (!in)
		return false;
	while ((got = fread(part, 1, sizeof(part), in)) > 0)
		buf_add_bytes(out, part, got);
	fclose(in);
	return true;
}

static int golden_compare(struct ui *ui, const char *name)
{
	struct buf got = { 0 }, wanted = { 0 };
	char path[1024];
	const char *mode = getenv("WARTA_GOLDEN");
	int bad = 0;

	ui_draw(ui);
	surface_dump(ui->surface, true, &got);
	golden_path(path, sizeof(path), name, ui->surface->columns, ui->surface->rows);
	if (mode && !strcmp(mode, "write")) {
		FILE *out = fopen(path, "w");

		CHECK(out != NULL);
		fwrite(got.ptr, 1, got.len, out);
		fclose(out);
	} else if (!golden_read(path, &wanted) || !str_eq(buf_str(&got), buf_str(&wanted))) {
		print_error("%s differs; now it is:\n%s\n", path, buf_cstr(&got));
		bad = 1;
	}
	buf_free(&got);
	buf_free(&wanted);
	return bad;
}

static void test_screens_are_as_they_were(void **state)
{
	(void)state;
	int bad = 0;

	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
			struct ui *ui;

			fake_reset();
			fake_set_online(strcmp(views[i].name, "failed") != 0);
			fake_set_empty(!strcmp(views[i].name, "welcome") ||
				       !strcmp(views[i].name, "starter"));
			drive_use(strcmp(views[i].name, "themes") ? NULL : "/nonexistent");
			ui = drive_start(sizes[k].rows, sizes[k].columns);
			drive_keys(ui, views[i].keys);
			drive_type(ui, views[i].type);
			drive_keys(ui, views[i].then);
			if (!strcmp(views[i].name, "starter"))
				drive_keys(ui, "s");
			happen(ui, views[i].name);
			bad += golden_compare(ui, views[i].name);
			drive_stop(ui);
		}
	}
	CHECK(bad == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(screens_are_as_they_were),
	};
	const char *builddir = getenv("top_builddir");
	char folder[1024];
	int failed;

	snprintf(folder, sizeof(folder), "%s/po/locale", builddir ? builddir : ".");
	unsetenv("LC_ALL");
	unsetenv("LANGUAGE");
	setenv("LANG", SCREENS_LANG, 1);
	setenv("HOME", "/nonexistent", 1);
	i18n_start((const char *const[]){ folder }, 1);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_reset();
	return failed;
}
