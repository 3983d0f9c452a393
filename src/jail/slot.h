/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_JAIL_SLOT_H
#define WARTA_SRC_JAIL_SLOT_H

#include "jail/jail.h"

/* The two files through which one task after the other goes to a child and
 * comes back (see wire.h). They keep their memory while there is a row of
 * tasks, since giving it back and taking it again is dear. */
struct jail_slot {
	int request, answer; /* descriptors; -1: none */
	enum jail_task_kind kind;
	uint64_t ticket;
	size_t len; /* bytes of the document */
	bool is_busy;
	bool is_used;  /* the files hold something */
	bool is_large; /* ... more than is worth keeping */
};

enum { JAIL_SLOT_KEPT = 1 << 20 /* bytes */ };

bool jail_slot_open(struct jail_slot *slot);
void jail_slot_close(struct jail_slot *slot);

/* Writes the request. What an earlier task left is out of the child's reach. */
bool jail_slot_write(struct jail_slot *slot, const struct jail_task *task);

/* Reads the answer of a child that is dead. */
bool jail_slot_read(const struct jail_slot *slot, struct buf *answer);

/* Gives the memory back. */
bool jail_slot_empty(struct jail_slot *slot);

#endif
