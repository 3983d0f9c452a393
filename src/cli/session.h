/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CLI_SESSION_H
#define WARTA_CLI_SESSION_H

#include "cli/command.h"
#include "engine/engine.h"

/* The engine for as long as one subcommand runs. is_fetching: it will fetch for
 * certain. */
bool session_open(const struct cli_setup *setup, bool is_fetching, struct engine **out,
		  struct error *err);

/* The next event; waits. Caller frees. */
struct engine_event *session_next(struct engine *engine);

/* The next event with this ticket that ends what it asked for; notices go to
 * standard error meanwhile. Caller frees. */
struct engine_event *session_answer(struct engine *engine, uint64_t ticket);

#endif
