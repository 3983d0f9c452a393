/* SPDX-License-Identifier: MIT */
#include "engine/upgrade.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mailbox.h"
#include "base/mem.h"
#include "store/store.h"

struct engine_upgrade {
	pthread_t thread;
	char *database;
	struct mailbox *done; /* gets this when it has ended */
	struct store_upgrade progress;
	bool is_well; /* these are the thread's until then */
	struct error notice, err;
};

static void *upgrade_main(void *context)
{
	struct engine_upgrade *upgrade = context;

	upgrade->is_well = store_upgrade(upgrade->database, &upgrade->progress, &upgrade->notice,
					 &upgrade->err);
	mailbox_send(upgrade->done, MAILBOX_PERSON, upgrade);
	return NULL;
}

static void upgrade_free(struct engine_upgrade *upgrade)
{
	mailbox_free(upgrade->done);
	free(upgrade->database);
	free(upgrade);
}

bool engine_upgrade_start(const char *database, struct engine_upgrade **out)
{
	struct engine_upgrade *upgrade;
	sigset_t all, before;
	bool is_running;

	*out = NULL;
	if (!store_is_old(database))
		return false;
	upgrade = mem_new(1, sizeof(*upgrade));
	upgrade->database = mem_copy(database, strlen(database));
	upgrade->done = mailbox_new(NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	is_running = upgrade->done &&
		     !pthread_create(&upgrade->thread, NULL, upgrade_main, upgrade);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!is_running) {
		upgrade_free(upgrade);
		return false;
	}
	*out = upgrade;
	return true;
}

int engine_upgrade_fd(const struct engine_upgrade *upgrade)
{
	return mailbox_fd(upgrade->done);
}

int engine_upgrade_copied(const struct engine_upgrade *upgrade)
{
	return atomic_load(&upgrade->progress.copied);
}

void engine_upgrade_stop(struct engine_upgrade *upgrade)
{
	atomic_store(&upgrade->progress.is_stopped, true);
}

bool engine_upgrade_end(struct engine_upgrade *upgrade, struct error *notice, struct error *err)
{
	bool is_well;

	pthread_join(upgrade->thread, NULL);
	is_well = upgrade->is_well;
	*notice = upgrade->notice;
	if (!is_well)
		*err = upgrade->err;
	upgrade_free(upgrade);
	return is_well;
}
