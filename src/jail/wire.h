/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_JAIL_WIRE_H
#define WARTA_SRC_JAIL_WIRE_H

#include "jail/jail.h"

/* What crosses between the program, its zygote and a child.
 *
 * A line is a socket to the zygote and a few slots; a slot is two nameless
 * files in memory, one for the request and one for the answer. An order names
 * a slot; the zygote forks a child for it, which sees these two files and no
 * other descriptor, and sends a notice when the child is dead. Only then is
 * the answer looked at, so nobody can change it meanwhile. There are more
 * slots than children may run at once: the next child begins when one has
 * ended, and not when the program finds the time to order it, which may wait
 * for a disk. */

enum {
	JAIL_CHILDREN_MAX = 8,      /* of a line at once */
	JAIL_SLOTS_MORE = 8,        /* than children, which wait for one */
	JAIL_SLOTS_MAX = JAIL_CHILDREN_MAX + JAIL_SLOTS_MORE,
	JAIL_WAITING_BYTES = 2 << 20, /* of tasks beyond twice the children */
	JAIL_LINES_MAX = 16,
	JAIL_ANSWER_MAX = 64 << 20, /* bytes */
	JAIL_ANSWER_HEAD = 24,      /* bytes in front of every answer */
	JAIL_PAGE_MAX = 64 << 10,   /* no page of memory is larger, bytes */
	JAIL_ERROR_MAX = 319,       /* bytes of a child's sentence */
};

/* The byte that comes with a line. */
enum jail_line_kind { JAIL_LINE = 'L', JAIL_LINE_CALM = 'C' };

struct jail_order {
	uint32_t slot;
};

enum jail_outcome {
	JAIL_ENDED, /* status is as of waitpid */
	JAIL_LATE,  /* killed at the deadline */
	JAIL_NOT_STARTED, /* no process to be had */
	JAIL_OUTCOME_COUNT,
};

struct jail_notice {
	uint32_t slot;
	uint32_t outcome; /* enum jail_outcome */
	int32_t status;
};

/* In front of the request file; the texts follow in this order. */
struct jail_head {
	uint32_t kind; /* enum jail_task_kind or enum jail_trial */
	uint32_t base_len, content_type_len, language_len, first_len;
	uint32_t nothing; /* so that no hole shows what was on the stack */
	uint64_t bytes_len;
	int64_t now;
};
_Static_assert(sizeof(struct jail_head) == 40, "there are no holes");

/* Attempts at the walls, beyond the kinds of task. A child exits with 0 when
 * its attempt got through. The first one reports the layers it is in before
 * it makes a call that the filter forbids. */
enum jail_trial {
	JAIL_TRIAL_LAYERS = JAIL_TASK_COUNT,
	JAIL_TRIAL_EXEC,
	JAIL_TRIAL_SOCKET,
	JAIL_TRIAL_OPEN,
	JAIL_TRIAL_FORK,
	JAIL_TRIAL_END,
};

/* What a child does with a task: adds the packed result to out, or fills err
 * and still adds what is worth having. */
struct jail_work {
	bool (*run)(const struct jail_task *task, struct buf *out, struct error *err);
	/* Called once in the zygote with nothing to lose: loads what a child
	 * could not load later. May be NULL. */
	void (*warm)(void);
	/* Called in the child before the walls are up; may be NULL. */
	void (*prepare)(const struct jail_task *task);
	/* Name of a program that does this work and nothing else; NULL: none.
	 * Forking is dear in a process with many libraries: the zygote turns
	 * into this one where it can be found, else it stays what it is. */
	const char *helper;
};

/* jail_start with other work: what the tests put into a child. */
bool jail_start_with(struct jail **out, const struct jail_limits *limits,
		     const struct jail_work *work, struct error *err);

/* The real work. */
extern const struct jail_work jail_feeds_and_pages;

/* In the forked zygote: becomes work's helper, or returns. */
void jail_become_helper(int control, const struct jail_limits *limits,
			const struct jail_work *work);

/* The zygote's life; control is its end of the socket. Never returns. */
_Noreturn void jail_zygote(int control, const struct jail_limits *limits,
			   const struct jail_work *work);

/* A child's life, with its two files as the only ones besides 0 to 2, which
 * lead nowhere. Never returns. */
_Noreturn void jail_cell(int request, int answer, const struct jail_limits *limits,
			 const struct jail_work *work);

/* The answer of a child that ended well: packed by the child, and unpacked
 * without trusting a byte of it. Returns result->is_ok; on false
 * result->error is a sentence. */
void jail_answer_pack(enum jail_task_kind kind, bool is_ok, const struct error *err,
		      struct str payload, struct buf *out);
/* Only what stands in front of the payload. */
void jail_answer_begin(enum jail_task_kind kind, bool is_ok, const struct error *err,
		       size_t payload_len, struct buf *out);
bool jail_answer_unpack(struct str bytes, struct jail_result *result);

/* What an answer with this head says its size is, head included; SIZE_MAX
 * when it is no head. */
size_t jail_answer_size(struct str head);

/* Runs a trial and returns how it ended as of waitpid, or -1 when it could
 * not be run. *bits, may be NULL, gets what the child reported. */
int jail_trial_run(struct jail_line *line, enum jail_trial trial, unsigned *bits);

/* The program's end of the control socket, for opening lines. */
int jail_control(const struct jail *jail);
/* How long a child may take at most, kept from the processor or not. */
static inline int64_t jail_longest_ms(const struct jail_limits *limits)
{
	return (int64_t)limits->cpu_seconds * 12000;
}

const struct jail_limits *jail_limits_of(const struct jail *jail);

/* The first line has found these layers live. */
void jail_layers_found(struct jail *jail, unsigned layers);
bool jail_layers_known(const struct jail *jail);

#endif
