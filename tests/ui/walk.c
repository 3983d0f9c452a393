/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/check.h"
#include "ui/walk.h"

/* A walk over random keys of the whole table, resizes, clicks, pastes, and all
 * that happens meanwhile: news, failing feeds, pages that come late, marks of
 * another process. After each step the screen is held against what has to be
 * true of any screen (walk_check.c); the sanitizers watch besides. WARTA_WALK
 * sets the number of steps of each walk, WARTA_SEED another one for the second,
 * WARTA_TRACE=1 names every step. */

enum { LIFE = 3000 }; /* steps until the reader is started anew */

static uint32_t walk_random(struct walk *walk)
{
	walk->seed ^= walk->seed << 13;
	walk->seed ^= walk->seed >> 7;
	walk->seed ^= walk->seed << 17;
	return (uint32_t)(walk->seed >> 16);
}

static unsigned below(struct walk *walk, unsigned end)
{
	return walk_random(walk) % end;
}

static void note(struct walk *walk, const char *what, struct str more)
{
	snprintf(walk->steps[walk->step % WALK_STEPS], sizeof(*walk->steps), "%ld %s %.*s",
		 walk->step, what, STR_ARG(str_slice(more, 0, 60)));
	if (walk->is_traced)
		fprintf(stderr, "%s\n", walk->steps[walk->step % WALK_STEPS]);
}

/* ---- keys -------------------------------------------------------------------- */

static void press(struct walk *walk, const struct term_event *event)
{
	struct buf name = { 0 };

	term_key_name(event, &name);
	note(walk, event->key == KEY_PASTE ? "paste" : "key", buf_str(&name));
	buf_free(&name);
	ui_key(walk->ui, event);
}

/* Something that an action in force here is bound to. */
static void step_binding(struct walk *walk, bool is_here)
{
	const struct keymap *map = &walk->ui->keymap;
	struct binding binding = { 0 };

	for (int i = 0; i < 50; i++) {
		binding = map->items[below(walk, (unsigned)map->count)];
		bool ends = binding.action == ACTION_QUIT || binding.action == ACTION_CLOSE;

		if (is_here && !(binding.views & ui_focused(walk->ui)->ops->bit))
			continue;
		if (!ends || !below(walk, 6))
			break;
	}
	for (int i = 0; i < binding.count; i++)
		press(walk, &binding.keys[i]);
}

static void step_letter(struct walk *walk)
{
	static const char *const words[] = {
		"Enter", "Enter", "Tab", "S-Tab", "Esc", "Backspace", "C-u", "C-w", "Left", "Home",
		"Down", "Up", "1", "2", "3", "9", "0", "b", "b", "a", "e", "n", " ", "(", "\"",
		":",
		"/", "-", "é", "漢", "\xf0\x9f\x98\x80", "F1", "M-x", "C-_", "Del", "Ins", "S-Space",
	};
	struct str name = str_from(words[below(walk, sizeof(words) / sizeof(*words))]);
	struct term_event event;

	if (!term_key_parse(name, &event)) {
		struct str rest = name;

		event = (struct term_event){ .key = KEY_CHAR };
		event.code_point = rest.len ? (unsigned char)rest.ptr[0] : 'x';
	}
	press(walk, &event);
}

static void step_paste(struct walk *walk)
{
	static const char *const texts[] = {
		"te\xff mpel\n", "Q\nC\nq", "\033[31m\033]0;x\007", "set reader.width 40",
		"https://contoh.example/a b", "漢字仮名交じり文 👨‍👩‍👧‍👦", "",
	};

	press(walk, &(struct term_event){
		.key = KEY_PASTE,
		.paste = str_from(texts[below(walk, sizeof(texts) / sizeof(*texts))]),
	});
}

/* A whole command, as the command line would take it. */
static void step_command(struct walk *walk)
{
	static const char *const words[] = {
		"set reader.plain yes", "set reader.plain no", "set reader.layout narrow",
		"set reader.layout auto", "set reader.layout wide", "set keys.preset newsboat",
		"set keys.preset vim", "set keys.preset default", "theme mono", "theme gruvbox",
		"theme default", "set reader.width 20", "set reader.width 400", "set theme.name x",
		"set reader.unread-only yes", "set reader.unread-only no", "log", "tour",
		"set reader.link-numbers no", "set reader.hints no", "set reader.hints yes",
		"open https://kabar.example/a/2", "search beras", "filter panen", "tag world",
		"history", "theme", "settings", "import", "open nothing", "serch",
		"9999999999 down",
	};
	const char *word = words[below(walk, sizeof(words) / sizeof(*words))];
	struct term_event enter = { .key = KEY_ENTER };

	if (ui_focused(walk->ui)->ops->is_line)
		return;
	ui_act(walk->ui, ACTION_COMMAND, 0);
	for (; *word; word++) {
		ui_key(walk->ui, &(struct term_event){ .key = KEY_CHAR,
						       .code_point = (unsigned char)*word });
	}
	press(walk, &enter);
}

static void step_key(struct walk *walk)
{
	unsigned dice = below(walk, 100);

	if (ui_focused(walk->ui)->ops->is_line)
		step_letter(walk);
	else if (dice < 70)
		step_binding(walk, true);
	else if (dice < 82)
		step_binding(walk, false);
	else if (dice < 85)
		step_command(walk);
	else
		step_letter(walk);
}

static void step_mouse(struct walk *walk)
{
	struct term_event event = {
		.key = KEY_MOUSE_,
		.row = (int)below(walk, (unsigned)walk->ui->surface->rows + 2),
		.column = (int)below(walk, (unsigned)walk->ui->surface->columns + 2),
		.mouse = (enum term_mouse)below(walk, 5),
	};

	note(walk, "mouse", STR(""));
	ui_key(walk->ui, &event);
}

static void step_resize(struct walk *walk)
{
	bool is_tiny = !below(walk, 8);
	int rows = is_tiny ? 1 + (int)below(walk, 4) : 5 + (int)below(walk, 66);
	int columns = is_tiny ? 1 + (int)below(walk, 19) : 20 + (int)below(walk, 231);

	note(walk, "resize", STR(""));
	ui_resize(walk->ui, rows, columns);
}

/* ---- the world ------------------------------------------------------------------ */

static struct engine_event *event_make(struct walk *walk, enum engine_event_kind kind)
{
	struct engine_event *event = calloc(1, sizeof(*event));

	event->kind = kind;
	event->ticket = below(walk, 3) ? 0 : walk->ui->last_ticket;
	event->total = below(walk, 500);
	event->done = event->total ? below(walk, (unsigned)event->total + 1) : 0;
	event->added = event->count = below(walk, 3) ? below(walk, 1000) : 0;
	event->failed = below(walk, 3);
	event->is_last = below(walk, 2);
	event->text = below(walk, 2) ? STR("\033[2Jdelete") : STR("read");
	event->url = STR("https://kabar.example/rss");
	if (!below(walk, 4))
		error_set(&event->error, "kabar.example \x01\x1b[31m did not answer");
	if (kind == ENGINE_CHOICES) {
		event->alternate_count = below(walk, 5);
		event->alternates = arena_array(&event->arena, 5, sizeof(*event->alternates));
		for (size_t i = 0; i < event->alternate_count; i++)
			event->alternates[i] = (struct news_alternate){
				.url = STR("https://kabar.example/x"), .title = STR("\x9bUtama"),
			};
	}
	return event;
}

static void step_event(struct walk *walk)
{
	static const enum engine_event_kind kinds[] = {
		ENGINE_PROGRESS, ENGINE_REFRESHED, ENGINE_CHANGED, ENGINE_FETCHING, ENGINE_FAILED,
		ENGINE_MARKED, ENGINE_UNDONE, ENGINE_CHOICES, ENGINE_SUBSCRIBED, ENGINE_IMPORTED,
		ENGINE_DOWNLOAD, ENGINE_NOTICE, ENGINE_NEWS,
	};
	enum engine_event_kind kind = kinds[below(walk, sizeof(kinds) / sizeof(*kinds))];
	struct engine_progress progress = {
		.done = below(walk, 50), .total = 50, .failed = below(walk, 3),
		.pages_done = below(walk, 9), .pages_total = 9, .is_running = below(walk, 2),
	};

	note(walk, "event", STR(""));
	fake_set_progress(&progress);
	fake_send(event_make(walk, kind));
}

static void step_store(struct walk *walk)
{
	static const char *const errors[] = { "", "kabar.example did not answer for 30 s",
					      "\033]0;x\007 HTTP 500" };
	unsigned dice = below(walk, 7), which = walk_random(walk);

	note(walk, "store", STR(""));
	switch (dice) {
	case 0: fake_add_news(1 + (int)(which % 3)); break;
	case 1: case 2: fake_mark_row(which); break;
	case 3: fake_remove_row(which); break;
	case 4: fake_set_error(which, errors[which % 3]); break;
	case 5: fake_set_feeds(below(walk, 4) ? 4 : which % 4); break;
	default: fake_set_online(which & 1); break;
	}
	if (!walk->ui->changed_ms) /* as the watch on the database does */
		walk->ui->changed_ms = walk->ui->now_ms + 150;
}

static void step(struct walk *walk)
{
	unsigned dice = below(walk, 100);

	walk->ui->now_ms += below(walk, 400);
	if (dice < 3)
		step_resize(walk);
	else if (dice < 7)
		step_store(walk);
	else if (dice < 10)
		step_event(walk);
	else if (dice < 12)
		step_paste(walk);
	else if (dice < 17)
		step_mouse(walk);
	else
		step_key(walk);
	if (below(walk, 3))
		drive_answer(walk->ui);
	ui_tick(walk->ui);
	fake_orders();
}

/* ---- the walk --------------------------------------------------------------------- */

static void life_begin(struct walk *walk)
{
	fake_reset();
	fake_set_hostile(below(walk, 2));
	fake_set_size(below(walk, 3) ? 0 : 2000);
	walk->ui = drive_start(24, 80);
	walk->is_ascii = !below(walk, 4);
	walk->ui->is_ascii = walk->is_ascii;
	walk_check_begin(walk);
}

static void life_end(struct walk *walk)
{
	walk_check_end(walk);
	drive_stop(walk->ui);
}

static void folder_empty(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[1024];

	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		unlink(path);
	}
	if (dir)
		closedir(dir);
}

static void walk_run(uint64_t seed)
{
	const char *wanted = getenv("WARTA_WALK");
	long count = wanted ? atol(wanted) : 3000;
	char folder[] = "/tmp/warta-walk-XXXXXX";
	struct walk walk = { .seed = 20261102 ^ seed << 20, .is_traced = getenv("WARTA_TRACE") };

	CHECK(mkdtemp(folder) != NULL);
	drive_use(folder);
	print_message("a walk of %ld steps, WARTA_SEED=%llu\n", count, (unsigned long long)seed);
	fflush(stdout);
	life_begin(&walk);
	for (walk.step = 0; walk.step < count; walk.step++) {
		step(&walk);
		if (!walk_check(&walk)) {
			for (long i = WALK_STEPS - 1; i >= 0; i--)
				print_error("%s\n", walk.steps[(walk.step - i + WALK_STEPS) %
							       WALK_STEPS]);
			print_error("WARTA_SEED=%llu: %s\non this screen:\n%s\n",
				    (unsigned long long)seed, walk.fault, drive_screen(walk.ui));
			break;
		}
		if (walk.ui->wants_quit || walk.step % LIFE == LIFE - 1) {
			life_end(&walk);
			if (walk.step % LIFE == LIFE - 1)
				folder_empty(folder); /* settings as they were made */
			life_begin(&walk);
		}
	}
	life_end(&walk);
	folder_empty(folder);
	rmdir(folder);
	drive_use(NULL);
	CHECK(!walk.fault[0]);
}

static void test_the_walk_that_is_always_the_same(void **state)
{
	(void)state;
	walk_run(0);
}

/* A test that fails by chance is no test: a walk that nobody has gone before is
 * had with WARTA_SEED=$(date +%s). */
static void test_another_walk(void **state)
{
	(void)state;
	const char *wanted = getenv("WARTA_SEED");

	walk_run(wanted ? (uint64_t)atoll(wanted) : 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_walk_that_is_always_the_same),
		TEST(another_walk),
	};

	/* The browser of whoever runs the tests stays closed, and no letters
	 * become a command by chance. */
	setenv("BROWSER", "/bin/true", 1);
	setenv("PATH", "/nonexistent", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
