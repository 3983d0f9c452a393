/* SPDX-License-Identifier: MIT */
#include "store/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sysexits.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/io.h"

static const char *const companions[] = { "", "-wal", "-shm", "-journal" };
enum {
	COMPANIONS = sizeof(companions) / sizeof(companions[0]),
	BACKUPS_MAX = 64,
	PART_SECONDS = 3600,
};

static uint32_t big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Before the library is asked for anything: it refuses from then on, so that
 * the first time decides. */
static void configure(void)
{
	/* Nobody asks how much memory it has; to count it takes a lock for
	 * every piece. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* Most connections of the reader need a few pages, not twenty at once. */
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

/* The bytes as they are, by way of SQLite's own descriptors: a process that
 * closes a descriptor of a file gives up all its locks on that file, and those
 * of a connection that is open already are what keeps others from throwing its
 * log away. *error_number is 0 when they were read. */
static bool head_read(const char *path, unsigned char *head, int size, int *error_number)
{
	sqlite3 *db = NULL;
	sqlite3_file *file = NULL;
	int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

	*error_number = code == SQLITE_OK || !db ? EIO : sqlite3_system_errno(db);
	if (code == SQLITE_OK)
		code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (code == SQLITE_OK && file && file->pMethods)
		code = file->pMethods->xRead(file, head, size, 0);
	else
		code = SQLITE_CANTOPEN;
	sqlite3_close(db);
	return code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ; /* the rest is zero */
}

bool files_header(const char *path, struct files_header *out, struct error *err)
{
	unsigned char head[100] = { 0 };
	struct stat info;
	int number;

	configure();
	*out = (struct files_header){ 0 };
	if (stat(path, &info) != 0)
		return errno == ENOENT ||
		       error_set_code(err, EX_IOERR, _("Cannot open the database %s: %s"), path,
				      strerror(errno));
	if (!S_ISREG(info.st_mode) || info.st_uid != geteuid())
		return error_set_code(err, EX_IOERR,
				      _("The database is not a file of yours: %s"), path);
	if ((info.st_mode & 077) != 0)
		(void)!chmod(path, 0600);
	if (!head_read(path, head, sizeof(head), &number))
		return error_set_code(err, EX_IOERR, _("Cannot open the database %s: %s"), path,
				      strerror(number));
	out->exists = true;
	out->is_empty = info.st_size == 0;
	out->is_database = info.st_size >= (off_t)sizeof(head) &&
			   memcmp(head, "SQLite format 3", 16) == 0;
	if (out->is_database) {
		out->version = big_endian(head + 60);
		out->application = big_endian(head + 68);
	}
	return true;
}

void files_identify(const char *path, struct files_identity *out)
{
	struct stat info;

	*out = (struct files_identity){ 0 };
	if (stat(path, &info) == 0)
		*out = (struct files_identity){ (uint64_t)info.st_dev, (uint64_t)info.st_ino };
}

bool files_is_same(const char *path, const struct files_identity *was)
{
	struct files_identity now;

	files_identify(path, &now);
	return now.device == was->device && now.number == was->number;
}

bool files_is_remote(const char *path)
{
#ifdef __linux__
	/* NFS, SMB, CIFS, SMB2, 9P, Coda, AFS, Ceph; FUSE for sshfs. */
	static const uint32_t remote[] = { 0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997,
		0x73757245, 0x5346414f, 0x00c36400, 0x65735546 };
	struct statfs info;

	if (statfs(path, &info) != 0)
		return false;
	for (size_t i = 0; i < sizeof(remote) / sizeof(remote[0]); i++)
		if ((uint32_t)info.f_type == remote[i])
			return true;
#else
	(void)path;
#endif
	return false;
}

bool files_create(const char *path, struct error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return error_set_code(err, EX_IOERR, _("Cannot make the database %s: %s"), path,
				      strerror(errno));
	close(fd);
	return true;
}

int files_lock(const char *path, bool *alone)
{
	struct arena arena = { 0 };
	struct str name = arena_printf(&arena, "%s.lock", path);
	int fd = open(name.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	arena_free(&arena);
	*alone = false;
	if (fd < 0)
		return -1;
	*alone = flock(fd, LOCK_EX | LOCK_NB) == 0;
	if (!*alone)
		flock(fd, LOCK_SH | LOCK_NB);
	return fd;
}

bool files_has_leftover(const char *path)
{
	struct arena arena = { 0 };
	struct stat info;
	bool is_there = stat(arena_printf(&arena, "%s-wal", path).ptr, &info) == 0 &&
			info.st_size > 0;

	arena_free(&arena);
	return is_there;
}

static struct str stamp(struct arena *arena, int64_t now)
{
	char text[32];
	time_t when = (time_t)now;
	struct tm parts;

	gmtime_r(&when, &parts);
	text[strftime(text, sizeof(text), "%Y%m%d-%H%M%S", &parts)] = '\0';
	return arena_str(arena, str_from(text));
}

bool files_set_aside(const char *path, struct arena *arena, struct str *kept, struct error *err)
{
	struct str when = stamp(arena, (int64_t)time(NULL));

	*kept = arena_printf(arena, "%s.corrupt-%.*s", path, STR_ARG(when));
	for (size_t i = 0; i < COMPANIONS; i++) {
		struct str from = arena_printf(arena, "%s%s", path, companions[i]);
		struct str to = arena_printf(arena, "%.*s%s", STR_ARG(*kept), companions[i]);

		if (rename(from.ptr, to.ptr) != 0 && errno != ENOENT)
			return error_set_errno(err, _("Cannot set the damaged database %s aside"),
					       path);
	}
	return true;
}

/* Splits "dir/name" and opens the folder. */
static DIR *open_folder(const char *path, struct arena *arena, struct str *folder,
			struct str *name)
{
	const char *slash = strrchr(path, '/');

	*folder = slash ? arena_str(arena, (struct str){ path, (size_t)(slash - path) + 1 })
			: STR("./");
	*name = arena_printf(arena, "%s.backup-", slash ? slash + 1 : path);
	return opendir(folder->ptr);
}

static int newest_first(const void *a, const void *b)
{
	return -str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The full names of what there is, whole backups or parts, newest first. */
static size_t list_files(const char *path, bool parts, struct arena *arena, struct str *out,
			 size_t max)
{
	struct str folder, name;
	DIR *dir = open_folder(path, arena, &folder, &name);
	struct dirent *entry;
	size_t count = 0;

	while (dir && count < max && (entry = readdir(dir))) {
		struct str found = str_from(entry->d_name);

		if (!str_has_prefix(found, name) || str_has_suffix(found, STR(".part")) != parts)
			continue;
		out[count++] = arena_printf(arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(found));
	}
	if (dir)
		closedir(dir);
	qsort(out, count, sizeof(*out), newest_first);
	return count;
}

static size_t list_backups(const char *path, struct arena *arena, struct str *out, size_t max)
{
	return list_files(path, false, arena, out, max);
}

bool files_has_backup(const char *path)
{
	struct arena arena = { 0 };
	struct str found[BACKUPS_MAX];
	size_t count = list_backups(path, &arena, found, BACKUPS_MAX);

	arena_free(&arena);
	return count > 0;
}

int64_t files_last_backup(const char *path)
{
	struct arena arena = { 0 };
	struct str found[BACKUPS_MAX];
	struct stat info;
	int64_t when = 0;

	if (list_backups(path, &arena, found, BACKUPS_MAX) && stat(found[0].ptr, &info) == 0)
		when = (int64_t)info.st_mtime;
	arena_free(&arena);
	return when;
}

static bool is_whole(const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	bool is_well = false;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		is_well = strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return is_well;
}

/* All bytes, and onto the disk. */
static bool copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	static const size_t size = 1 << 16;
	char *block = malloc(size);
	ssize_t got = -1;

	while (block && in >= 0 && out >= 0 && (got = read(in, block, size)) > 0)
		if (!io_write_all(out, (struct str){ block, (size_t)got })) {
			got = -1;
			break;
		}
	if (got == 0 && fsync(out) != 0)
		got = -1;
	free(block);
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0)
		got = -1;
	return got == 0;
}

bool files_restore(const char *path, struct arena *arena, struct str *from, struct error *err)
{
	struct str found[BACKUPS_MAX], part = arena_printf(arena, "%s.part", path);
	size_t count = list_backups(path, arena, found, BACKUPS_MAX);

	for (size_t i = 0; i < count; i++) {
		if (!is_whole(found[i].ptr))
			continue;
		if (!copy_file(found[i].ptr, part.ptr) || rename(part.ptr, path) != 0) {
			unlink(part.ptr);
			return error_set_errno(err, _("Cannot restore the backup %s"),
					       found[i].ptr);
		}
		*from = found[i];
		return true;
	}
	return false;
}

static void drop_old_backups(const char *path, struct arena *arena, int keep)
{
	struct str found[BACKUPS_MAX];
	size_t count = list_backups(path, arena, found, BACKUPS_MAX);

	for (size_t i = (size_t)keep; i < count; i++)
		unlink(found[i].ptr);
}

/* What a process began that was killed is of no use, and large. One that is
 * still at work has written a moment ago. */
static void drop_old_parts(const char *path, int64_t now, struct arena *arena)
{
	struct str found[BACKUPS_MAX];
	size_t count = list_files(path, true, arena, found, BACKUPS_MAX);
	struct stat info;

	for (size_t i = 0; i < count; i++)
		if (stat(found[i].ptr, &info) == 0 && info.st_mtime < (time_t)now - PART_SECONDS)
			unlink(found[i].ptr);
}

bool files_backup(struct store *store, int64_t now, int keep, struct error *err)
{
	struct arena arena = { 0 };
	struct str when = stamp(&arena, now);
	struct str to = arena_printf(&arena, "%s.backup-%.*s", store->path, STR_ARG(when));
	struct str part = arena_printf(&arena, "%.*s.part", STR_ARG(to));
	sqlite3_stmt *stmt = db_use(store, "VACUUM INTO ?");
	mode_t mask = umask(077);
	bool is_well;
	int fd;

	unlink(part.ptr);
	drop_old_parts(store->path, now, &arena);
	db_str(stmt, 1, part);
	store->copy.part = part.ptr;
	is_well = db_run(store, stmt, err);
	store->copy.part = NULL;
	umask(mask);
	if (is_well && ((fd = open(part.ptr, O_RDONLY | O_CLOEXEC)) < 0 || fsync(fd) != 0 ||
			close(fd) != 0 || rename(part.ptr, to.ptr) != 0))
		is_well = error_set_errno(err, _("Cannot write the backup %s"), to.ptr);
	if (is_well)
		drop_old_backups(store->path, &arena, keep);
	else
		unlink(part.ptr);
	arena_free(&arena);
	return is_well;
}
