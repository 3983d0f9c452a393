/* SPDX-License-Identifier: MIT */
#include "store/pictures.h"

#include <string.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "store/bytes.h"
#include "store/db.h"
#include "store/pages.h"
#include "store/picture_file.h"

enum { URL_MAX = 8192, TRIES_MAX = 4 };

/* ---- what bytes are ------------------------------------------------------- */

/* A box of ISO media that names AVIF among its brands. */
static bool is_avif(struct str s)
{
	size_t len;

	if (s.len < 16 || memcmp(s.ptr + 4, "ftyp", 4) != 0)
		return false;
	len = ((size_t)(unsigned char)s.ptr[2] << 8) + (unsigned char)s.ptr[3];
	if (s.ptr[0] || s.ptr[1] || len > 256 || len > s.len)
		return false;
	for (size_t at = 8; at + 4 <= len; at += 4)
		if (at != 12 && (!memcmp(s.ptr + at, "avif", 4) || !memcmp(s.ptr + at, "avis", 4)))
			return true;
	return false;
}

const char *store_picture_type(struct str bytes)
{
	static const struct {
		const char *start, *type;
	} starts[] = {
		{ "\x89PNG\r\n\x1a\n", "png" },
		{ "\xff\xd8\xff", "jpg" },
		{ "GIF87a", "gif" },
		{ "GIF89a", "gif" },
	};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (str_has_prefix(bytes, str_from(starts[i].start)))
			return starts[i].type;
	if (bytes.len >= 16 && !memcmp(bytes.ptr, "RIFF", 4) &&
	    !memcmp(bytes.ptr + 8, "WEBPVP8", 7))
		return "webp";
	return is_avif(bytes) ? "avif" : NULL;
}

/* ---- rows ----------------------------------------------------------------- */

static int64_t hash_of(struct str url)
{
	return (int64_t)bytes_hash(1, url);
}

struct row {
	int64_t id, bytes, failures, failed_at;
	struct str name;
};

/* Addresses of pictures are taken as they are: sizes and signatures stand in
 * their queries. */
static bool find_row(struct store *store, struct str url, struct arena *arena, struct row *out)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id, name, bytes, failures, failed_at, url "
					   "FROM pictures WHERE url_hash = ?");

	*out = (struct row){ 0 };
	db_int(stmt, 1, hash_of(url));
	while (!out->id && db_row(stmt))
		if (str_eq(url, db_get_str(stmt, 5)))
			*out = (struct row){ db_get_int(stmt, 0), db_get_int(stmt, 2),
					     db_get_int(stmt, 3), db_get_int(stmt, 4),
					     db_copy_str(stmt, 1, arena) };
	db_done(store, stmt, NULL);
	return out->id != 0;
}

static bool find_or_add(struct store *store, struct str url, struct arena *arena, struct row *row,
			struct error *err)
{
	sqlite3_stmt *stmt;

	if (find_row(store, url, arena, row))
		return true;
	if (!url.len || url.len > URL_MAX)
		return error_set_code(err, EX_DATAERR, _("This is no address of a picture"));
	stmt = db_use(store, "INSERT INTO pictures(url_hash, url) VALUES(?, ?)");
	db_int(stmt, 1, hash_of(url));
	db_str(stmt, 2, url);
	if (!db_run(store, stmt, err))
		return false;
	row->id = sqlite3_last_insert_rowid(store->db);
	return true;
}

static bool is_kept(const char *folder, const struct row *row)
{
	struct arena arena = { 0 };
	struct str path;
	bool is_there = row->name.len &&
			picture_file_find(folder, row->name, row->bytes, &arena, &path);

	arena_free(&arena);
	return is_there;
}

static enum store_picture_state state_of(const char *folder, const struct row *row, int64_t now)
{
	if (is_kept(folder, row))
		return STORE_PICTURE_KEPT;
	if (row->failures >= TRIES_MAX)
		return STORE_PICTURE_GIVEN_UP;
	if (pages_rest_end(row->failures, row->failed_at) > now)
		return STORE_PICTURE_RESTING;
	return STORE_PICTURE_WANTED;
}

static bool add_use(struct store *store, int64_t owner, int64_t picture, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT OR IGNORE INTO picture_uses(owner, picture) "
					   "VALUES(?, ?)");

	db_int(stmt, 1, owner);
	db_int(stmt, 2, picture);
	return db_run(store, stmt, err);
}

bool store_pictures_note(struct store *store, const char *folder, int64_t owner,
			 const struct str *urls, size_t count, int64_t now,
			 enum store_picture_state *states, struct error *err)
{
	struct arena arena = { 0 };
	bool is_mine, is_well = true;

	if (!db_begin(store, &is_mine, err))
		return false;
	for (size_t i = 0; is_well && i < count; i++) {
		struct row row = { 0 };

		states[i] = STORE_PICTURE_GIVEN_UP;
		if (!urls[i].len || urls[i].len > URL_MAX)
			continue;
		is_well = find_or_add(store, urls[i], &arena, &row, err) &&
			  add_use(store, owner, row.id, err);
		states[i] = state_of(folder, &row, now);
	}
	arena_free(&arena);
	return db_end(store, is_mine, is_well, err);
}

bool store_pictures_settle(struct store *store, int64_t owner, struct error *err)
{
	return add_use(store, owner, 0, err);
}

bool store_picture_save(struct store *store, const char *folder, struct str url, struct str bytes,
			int64_t now, struct error *err)
{
	const char *type = store_picture_type(bytes);
	struct arena arena = { 0 };
	struct row row = { 0 };
	struct str name = { 0 };
	bool is_mine, is_well;
	sqlite3_stmt *stmt;

	if (!type)
		return error_set_code(err, EX_DATAERR, _("This is no picture of a known kind"));
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = find_or_add(store, url, &arena, &row, err) &&
		  picture_file_write(folder, bytes, type, &arena, &name, err);
	if (is_well) {
		stmt = db_use(store, "UPDATE pictures SET name = ?, bytes = ?, fetched = ?,"
				     " failed_at = 0, failures = 0, failure = '' WHERE id = ?");
		db_str(stmt, 1, name);
		db_int(stmt, 2, (int64_t)bytes.len);
		db_int(stmt, 3, now);
		db_int(stmt, 4, row.id);
		is_well = db_run(store, stmt, err);
	}
	arena_free(&arena);
	return db_end(store, is_mine, is_well, err);
}

static bool note_failure(struct store *store, struct str url, int64_t now, struct str sentence,
			 int step)
{
	struct arena arena = { 0 };
	struct row row = { 0 };
	bool is_mine, is_well;
	sqlite3_stmt *stmt;

	if (!db_begin(store, &is_mine, NULL))
		return false;
	is_well = find_or_add(store, url, &arena, &row, NULL);
	stmt = db_use(store, "UPDATE pictures SET failed_at = ?, failures = failures + ?,"
			     " failure = ? WHERE id = ?");
	db_int(stmt, 1, now);
	db_int(stmt, 2, step);
	db_str(stmt, 3, sentence);
	db_int(stmt, 4, row.id);
	is_well = is_well && db_run(store, stmt, NULL);
	arena_free(&arena);
	return db_end(store, is_mine, is_well, NULL);
}

bool store_picture_failed(struct store *store, struct str url, int64_t now, struct str sentence)
{
	return note_failure(store, url, now, sentence, 1);
}

bool store_picture_put_off(struct store *store, struct str url, int64_t now, struct str sentence)
{
	return note_failure(store, url, now, sentence, 0);
}

/* ---- reading -------------------------------------------------------------- */

bool store_picture_find(struct store *store, const char *folder, struct str url,
			struct arena *arena, struct store_picture *out)
{
	struct row row;

	*out = (struct store_picture){ 0 };
	if (!find_row(store, url, arena, &row) || !row.name.len ||
	    !picture_file_find(folder, row.name, row.bytes, arena, &out->path))
		return false;
	out->bytes = row.bytes;
	return true;
}

bool store_picture_failures(struct store *store, int64_t since, size_t max, struct arena *arena,
			    struct store_failure **out, size_t *count)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT url, failure FROM pictures WHERE name = '' AND "
					   "failed_at >= ? AND failure <> '' "
					   "ORDER BY failed_at DESC, id DESC LIMIT ?");

	return pages_read_failures(store, stmt, since, max, arena, out, count);
}

void store_picture_count(struct store *store, struct store_picture_counts *out)
{
	/* Two addresses may have led to one file. */
	sqlite3_stmt *stmt = db_use(store,
		"SELECT count(*), ifnull(sum(bytes), 0), (SELECT count(*) FROM pictures "
		"WHERE name = '' AND failure <> '') "
		"FROM (SELECT max(bytes) AS bytes FROM pictures WHERE name <> '' GROUP BY name)");

	*out = (struct store_picture_counts){ 0 };
	if (db_row(stmt))
		*out = (struct store_picture_counts){ db_get_int(stmt, 0), db_get_int(stmt, 1),
						      db_get_int(stmt, 2) };
	db_done(store, stmt, NULL);
}
