/* SPDX-License-Identifier: MIT */
#include "store/body.h"

#include "base/i18n.h"
#include "news/pieces.h"
#include "store/bytes.h"

enum {
	VERSION_TEXT = 1,   /* text is there itself; */
	VERSION_PIECES = 2, /* as pieces of html */
	NAMES_MAX = 1000,
};

struct body body_from_item(const struct news_item *item, struct str key)
{
	return (struct body){
		.html = item->content.len ? item->content : item->summary,
		.text = item->text,
		.pieces = item->pieces,
		.key = key,
		.base = item->base,
		.language = item->language,
		.comments = item->comments,
		.image = item->image,
		.authors = item->authors,
		.categories = item->categories,
		.enclosures = item->enclosures,
		.enclosure_count = item->enclosure_count,
		.published = item->published,
		.updated = item->updated,
	};
}

static void put_names(struct buf *out, const struct news_strings *names)
{
	bytes_put(out, names->count);
	for (size_t i = 0; i < names->count; i++)
		bytes_put_str(out, names->items[i]);
}

static void put_date(struct buf *out, const struct date *date)
{
	bytes_put_signed(out, date->utc);
	bytes_put_signed(out, date->offset);
	bytes_put(out, (uint64_t)date->precision << 1 | date->has_zone);
}

/* html and text come first and side by side: one is nearly a part of the
 * other. */
void body_pack(struct buf *out, const struct body *body)
{
	bytes_put(out, body->pieces.len ? VERSION_PIECES : VERSION_TEXT);
	bytes_put_str(out, body->pieces.len ? body->pieces : body->text);
	bytes_put_str(out, body->html);
	bytes_put_str(out, body->key);
	bytes_put_str(out, body->base);
	bytes_put_str(out, body->language);
	bytes_put_str(out, body->comments);
	bytes_put_str(out, body->image);
	put_names(out, &body->authors);
	put_names(out, &body->categories);
	bytes_put(out, body->enclosure_count);
	for (size_t i = 0; i < body->enclosure_count; i++) {
		const struct news_enclosure *e = &body->enclosures[i];

		bytes_put_str(out, e->url);
		bytes_put_str(out, e->type);
		bytes_put_str(out, e->title);
		bytes_put_signed(out, e->length);
		bytes_put_signed(out, e->duration);
	}
	put_date(out, &body->published);
	put_date(out, &body->updated);
}

static void take_names(struct str *in, struct arena *arena, struct news_strings *out)
{
	size_t count = (size_t)bytes_take(in);

	if (count > NAMES_MAX || count > in->len)
		count = 0;
	out->items = arena_array(arena, count ? count : 1, sizeof(*out->items));
	out->count = count;
	for (size_t i = 0; i < count; i++)
		out->items[i] = bytes_take_str(in);
}

static void take_date(struct str *in, struct date *out)
{
	uint64_t rest;

	out->utc = bytes_take_signed(in);
	out->offset = (int16_t)bytes_take_signed(in);
	rest = bytes_take(in);
	out->precision = (uint8_t)(rest >> 1 & 3);
	out->has_zone = rest & 1;
}

static void take_enclosures(struct str *in, struct arena *arena, struct body *out)
{
	size_t count = (size_t)bytes_take(in);

	if (count > NAMES_MAX || count > in->len)
		count = 0;
	out->enclosures = arena_array(arena, count ? count : 1, sizeof(*out->enclosures));
	out->enclosure_count = count;
	for (size_t i = 0; i < count; i++) {
		struct news_enclosure *e = &out->enclosures[i];

		e->url = bytes_take_str(in);
		e->type = bytes_take_str(in);
		e->title = bytes_take_str(in);
		e->length = bytes_take_signed(in);
		e->duration = bytes_take_signed(in);
	}
}

/* The text, and the HTML behind it. */
static bool take_text(struct str *in, struct arena *arena, struct body *out)
{
	uint64_t version = bytes_take(in);
	struct str first = bytes_take_str(in);

	out->html = bytes_take_str(in);
	if (version == VERSION_PIECES) {
		out->pieces = first;
		return in->ptr && news_pieces_text(out->html, first, arena, &out->text);
	}
	out->text = first;
	return in->ptr && version == VERSION_TEXT;
}

static bool unpack(struct str in, struct arena *arena, struct body *out)
{
	*out = (struct body){ 0 };
	if (!take_text(&in, arena, out))
		return false;
	out->key = bytes_take_str(&in);
	out->base = bytes_take_str(&in);
	out->language = bytes_take_str(&in);
	out->comments = bytes_take_str(&in);
	out->image = bytes_take_str(&in);
	take_names(&in, arena, &out->authors);
	take_names(&in, arena, &out->categories);
	take_enclosures(&in, arena, out);
	take_date(&in, &out->published);
	take_date(&in, &out->updated);
	return in.ptr != NULL;
}

bool body_save(struct store *store, int64_t id, const struct body *body, struct error *err)
{
	struct buf packed = { 0 }, squeezed = { 0 };
	sqlite3_stmt *stmt = db_use(store, "INSERT OR REPLACE INTO bodies(id, pack) VALUES(?, ?)");
	bool is_well;

	body_pack(&packed, body);
	is_well = !packed.is_full && body_squeeze(store, buf_str(&packed), &squeezed);
	if (is_well) {
		db_int(stmt, 1, id);
		db_blob(stmt, 2, buf_str(&squeezed));
		is_well = db_run(store, stmt, err);
	} else {
		error_set(err, _("An article is too big to be kept"));
	}
	buf_free(&packed);
	buf_free(&squeezed);
	return is_well;
}

bool body_load_bytes(struct store *store, int64_t id, struct arena *arena, struct str *out,
		     struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT body FROM items WHERE id = ?");
	int64_t name;
	bool is_there;

	db_int(stmt, 1, id);
	name = db_number(store, stmt, 0);
	if (name != 0)
		return body_load_part(store, name, arena, out);
	stmt = db_use(store, "SELECT pack FROM bodies WHERE id = ?");
	db_int(stmt, 1, id);
	is_there = db_row(stmt) && body_expand(store, db_get_str(stmt, 0), arena, out);
	return db_done(store, stmt, err) && is_there;
}

bool body_load(struct store *store, int64_t id, struct arena *arena, struct body *out,
	       struct error *err)
{
	struct str bytes;

	*out = (struct body){ 0 };
	return body_load_bytes(store, id, arena, &bytes, err) && unpack(bytes, arena, out);
}

bool body_text_of(struct str packed, struct arena *arena, struct str *out)
{
	struct body body = { 0 };
	bool is_whole = take_text(&packed, arena, &body);

	*out = body.text;
	return is_whole;
}

bool body_load_text(struct store *store, int64_t id, struct arena *arena, struct str *out)
{
	struct str bytes;

	*out = (struct str){ 0 };
	return body_load_bytes(store, id, arena, &bytes, NULL) && body_text_of(bytes, arena, out);
}
