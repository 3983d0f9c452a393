/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_DOWNLOADS_H
#define WARTA_SRC_UI_DOWNLOADS_H

#include "ui/state.h"

/* Files on their way, whatever is on the screen meanwhile: downloads.c knows
 * them, downloads_view.c lists them. */

enum download_state { DOWNLOAD_RUNS, DOWNLOAD_STOPPED, DOWNLOAD_FAILED, DOWNLOAD_DONE };

struct download_item {
	enum download_state state;
	uint64_t ticket;
	char *url, *path;
	int64_t article, done, total; /* total -1: unknown */
	int64_t speed;                /* bytes a second, of the last seconds; 0 unknown */
	int64_t mark_ms, mark_done;   /* since when speed is measured */
	struct error why;             /* DOWNLOAD_FAILED */
};

struct downloads {
	struct download_item *items; /* the newest last */
	size_t count, cap;
};

/* Plays, opens or fetches what an address of a file leads to: what is there
 * already is opened, else the player has it, else it is downloaded. */
void downloads_open_file(struct ui *ui, struct str url, int64_t article);
/* Fetches it to the folder for downloads; goes on where it had stopped. */
void downloads_start(struct ui *ui, struct str url, int64_t article);
void downloads_stop(struct ui *ui, struct download_item *item);
/* Off the list; what is there of it, and not whole, goes. */
void downloads_forget(struct ui *ui, size_t index);
/* Opens the file of one that is done; goes on with one that is not. */
void downloads_use(struct ui *ui, struct download_item *item);

void downloads_event(struct ui *ui, const struct engine_event *event);
/* Those of another day that have not ended. */
void downloads_recall(struct ui *ui);
void downloads_free(struct ui *ui);

/* Whether the file is there; *path gets it. */
bool downloads_find_file(struct ui *ui, struct str url, struct arena *arena, struct str *path);
/* Adds "↓ 43 %" for the first line; nothing when none runs. */
void downloads_add_progress(const struct ui *ui, struct buf *out);
/* Adds "12.3 of 28.1 MB". */
void downloads_add_size(struct buf *out, int64_t done, int64_t total);
/* Adds a bar of so many columns. */
void downloads_add_bar(struct buf *out, int64_t done, int64_t total, int columns);

/* The list, as a box. */
void downloads_open(struct ui *ui);

#endif
