/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_KEYMAP_H
#define WARTA_SRC_UI_KEYMAP_H

#include "conf/settings.h"
#include "term/term.h"

/* Which keys do what: one table, changed by a preset and by [keys]. */

enum view_bit { V_FEEDS = 1, V_LIST = 2, V_ARTICLE = 4, V_BOX = 8,
	V_PANES = V_FEEDS | V_LIST | V_ARTICLE, V_ALL = V_PANES | V_BOX };

enum action {
	ACTION_NONE,
#define ACTION(id, name, views, keys, newsboat, vim, help) ACTION_##id,
#include "ui/actions.def"
#undef ACTION
	ACTION_COUNT,
};

struct action_row {
	const char *name;
	unsigned views;
	const char *keys[3]; /* default, newsboat, vim; NULL: as the default */
	const char *help;    /* not translated yet */
};
const struct action_row *action_row(enum action action);
/* By name; ACTION_NONE when there is none. */
enum action action_find(struct str name);
/* The name that was meant by a mistyped one; NULL when none is near. */
const char *action_nearest(struct str name);
/* The sentence for a name that is none; into arena. */
struct str action_unknown(struct str name, struct arena *arena);

enum { KEYMAP_STEPS = 3 }; /* keys in a sequence, at most */

struct binding {
	struct term_event keys[KEYMAP_STEPS];
	int count;
	unsigned views;
	enum action action;
	int line; /* of the settings' file; 0: from the preset */
};

enum { MACRO_STEPS = 16, MACROS_MAX = 64 };

/* Steps are lines as they are typed after `:`. */
struct macro {
	struct term_event key;
	struct str text; /* as written */
	struct str steps[MACRO_STEPS];
	int count;
};

struct keymap {
	struct binding *items;
	size_t count, cap;
	struct macro *macros;
	size_t macro_count, macro_cap;
	struct arena arena; /* owns the complaints and the macros' texts */
	struct conf_complaint *complaints;
	size_t complaint_count, complaint_cap;
};

/* The preset's table with [keys] over it. A pair there is ACTION = KEYS or
 * VIEW.ACTION = KEYS; it replaces the keys of that action (in that view), and
 * takes them away from others. macro.KEY = STEP; STEP makes a macro, unless
 * others may write the file. Mistakes become complaints. */
void keymap_load(struct keymap *map, const struct conf *conf);
void keymap_free(struct keymap *map);

/* Adds the macro of a key; false: *fault says what is wrong with it. */
bool macro_read(struct keymap *map, struct str key, struct str value, struct str *fault);

/* What the keys typed so far mean in a view: an action, ACTION_NONE with
 * *is_prefix set when more may follow, or ACTION_NONE. */
enum action keymap_find(const struct keymap *map, unsigned view, const struct term_event *keys,
			int count, bool *is_prefix);

/* Adds the names of an action's keys in a view, separated by blanks; at most
 * `max` of them. */
void keymap_add_keys(const struct keymap *map, unsigned view, enum action action, int max,
		     struct buf *out);

#endif
