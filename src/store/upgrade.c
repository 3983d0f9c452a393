/* SPDX-License-Identifier: MIT */
#include "store/upgrade.h"

#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>

#include "base/i18n.h"
#include "store/files.h"
#include "store/schema.h"

enum {
	STEPS_APART = 20000, /* of SQLite's, between two looks: a millisecond or so */
	BACKUPS = 7,
};

static int look(void *context)
{
	struct store *store = context;
	struct stat part;

	if (store->copy.part && store->copy.size > 0 && stat(store->copy.part, &part) == 0) {
		int64_t copied = (int64_t)part.st_size * 100 / store->copy.size;

		atomic_store(&store->upgrade->copied, copied < 99 ? (int)copied : 99);
	}
	return atomic_load(&store->upgrade->is_stopped);
}

/* What is small is done before the first look. */
static bool goes_on(struct store *store, struct error *err)
{
	return !store->upgrade || !atomic_load(&store->upgrade->is_stopped) ||
	       error_set_code(err, EX_TEMPFAIL, _("Stopped"));
}

bool upgrade_migrate(struct store *store, int version, struct error *err)
{
	bool is_well;

	store->copy.size = db_bytes(store);
	if (store->upgrade)
		sqlite3_progress_handler(store->db, STEPS_APART, look, store);
	is_well = goes_on(store, err) &&
		  (version == 0 || files_backup(store, (int64_t)time(NULL), BACKUPS, err));
	if (store->upgrade)
		atomic_store(&store->upgrade->copied, 100);
	is_well = is_well && goes_on(store, err) &&
		  schema_migrate(store, schema_newest(), err);
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
	return is_well;
}

bool store_is_old(const char *path)
{
	struct files_header head;

	return files_header(path, &head, NULL) && head.is_database &&
	       head.application == SCHEMA_APPLICATION && head.version > 0 &&
	       head.version < (uint32_t)schema_newest();
}
