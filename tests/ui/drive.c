/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

static struct conf conf;
static struct conf_paths paths;
static struct ui_options options;
static struct buf screen;
static char nowhere[] = "/nonexistent/warta-tests/x";
static char config_path[512], urls_path[512], themes_path[512], history_path[512];
static const char *themes[] = { themes_path };
static bool has_folder;

void drive_use(const char *folder)
{
	const char *top = getenv("top_srcdir");

	has_folder = folder != NULL;
	snprintf(config_path, sizeof(config_path), "%s/config", folder ? folder : "");
	snprintf(history_path, sizeof(history_path), "%s/history", folder ? folder : "");
	snprintf(urls_path, sizeof(urls_path), "%s/urls", folder ? folder : "");
	snprintf(themes_path, sizeof(themes_path), "%s/themes", top ? top : ".");
}

struct ui *drive_start(int rows, int columns)
{
	struct ui *ui;

	setenv("TZ", "Asia/Jakarta", 1);
	tzset();
	conf_free(&conf);
	conf_load(has_folder ? config_path : nowhere, &conf, NULL);
	paths = (struct conf_paths){ .urls = has_folder ? urls_path : nowhere,
				     .config = has_folder ? config_path : nowhere,
				     .history = has_folder ? history_path : NULL,
				     .database = nowhere, .themes = nowhere,
				     .config_dir = nowhere };
	options = (struct ui_options){ .paths = &paths, .conf = &conf, .theme_folders = themes,
				       .theme_folder_count = has_folder };
	ui = ui_new(&options, rows, columns);
	ui->now = FAKE_NOW;
	ui->now_ms = 1000;
	ui->store = (struct store *)1;
	ui->engine = (struct engine *)1;
	ui->is_ascii = false;
	ui_start(ui);
	ui_draw(ui);
	return ui;
}

void drive_stop(struct ui *ui)
{
	struct engine_event *event;

	ui_free(ui);
	while ((event = engine_next(NULL)))
		engine_event_free(event);
	buf_free(&screen);
	conf_free(&conf);
}

void drive_answer(struct ui *ui)
{
	struct engine_event *event;

	while ((event = engine_next(ui->engine))) {
		ui_event(ui, event);
		engine_event_free(event);
	}
	ui->settle_ms = 0;
	ui_draw(ui);
}

void drive_keys(struct ui *ui, const char *names)
{
	struct str rest = str_from(names), name;

	while (str_next_word(&rest, &name)) {
		struct term_event event;

		if (!term_key_parse(name, &event)) {
			fprintf(stderr, "no key: %.*s\n", STR_ARG(name));
			abort();
		}
		ui->now_ms += 10;
		ui_key(ui, &event);
		drive_answer(ui);
	}
}

void drive_type(struct ui *ui, const char *text)
{
	for (; *text; text++) {
		struct term_event event = { .key = KEY_CHAR, .code_point = (unsigned char)*text };

		ui_key(ui, &event);
		drive_answer(ui);
	}
}

const char *drive_screen(struct ui *ui)
{
	ui_draw(ui);
	buf_clear(&screen);
	surface_dump(ui->surface, false, &screen);
	return buf_cstr(&screen);
}

const char *drive_line(struct ui *ui, int row)
{
	struct str rest, line = { NULL, 0 };
	static char copy[2048];

	drive_screen(ui);
	rest = buf_str(&screen);
	for (int i = 0; i <= row && str_cut(&rest, '\n', &line); i++)
		;
	snprintf(copy, sizeof(copy), "%.*s", STR_ARG(line));
	return copy;
}

bool drive_has(struct ui *ui, const char *text)
{
	return strstr(drive_screen(ui), text) != NULL;
}
