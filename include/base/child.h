/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_CHILD_H
#define WARTA_BASE_CHILD_H

#include <sys/types.h>

#include "base/buf.h"

/* A program of the user's beside ours: run by its words, never by a shell, in
 * a process group of its own, with signals as a shell would give them. Nothing
 * here waits. Start with CHILD_NONE. */
struct child {
	pid_t pid;  /* 0: none runs */
	int in, out; /* pipes to and from it, non-blocking; -1 closed */
	size_t written; /* bytes of its input that it has taken */
};

#define CHILD_NONE ((struct child){ .in = -1, .out = -1 })

enum child_flag {
	CHILD_IS_FED = 1,      /* reads what child_feed gives, else /dev/null */
	CHILD_HEARS_ERRORS = 2, /* what it says of errors is heard with the rest */
};

/* Runs words[0], looked for in PATH, with the words up to NULL. Returns 0, or
 * errno with nothing running. flags: of enum child_flag. */
int child_start(struct child *child, char *const *words, unsigned flags);

/* Runs it with no terminal and no pipe, to go on by itself. Returns 0, or
 * errno. */
int child_launch(char *const *words);

/* Writes as much of all its input as it takes now; its pipe is closed once
 * everything is there or it wants no more. */
void child_feed(struct child *child, struct str input);

/* Adds what it has said; its pipe is closed at the end of that. False when
 * `out` has no room for it. */
bool child_hear(struct child *child, struct buf *out);

/* Once it has said everything: true when it has ended, with the status of
 * waitpid(2), -1 when that is not known; whom it left behind is ended too. */
bool child_has_ended(struct child *child, int *status);

/* Ends it with all that it started; its status as above, may be NULL. */
void child_stop(struct child *child, int *status);

#endif
