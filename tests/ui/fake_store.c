/* SPDX-License-Identifier: MIT */
#include "ui/fake.h"

#include <stdlib.h>
#include <string.h>

#include "store/pictures.h"
#include "ui/fake_room.h"

static struct fake_room room;

struct fake_room *fake_room(void)
{
	return &room;
}

static const struct {
	const char *title, *url, *tag, *error;
} feeds[FAKE_FEEDS] = {
	{ "Kabar Nusantara", "https://kabar.example/rss", "berita/nasional", "" },
	{ "Warta Ekonomi Desa", "https://ekonomi.example/atom", "berita/ekonomi", "" },
	{ "Harbour Times", "https://harbour.example/feed.json", "world", "" },
	{ "Radio Kota", "https://radio.example/rss", "", "radio.example did not answer for 30 s" },
};

static const char *const titles[] = {
	"Panen Raya Mundur Dua Pekan, Petani Subang Menunggu Hujan",
	"Bulog Siapkan Cadangan Enam Bulan",
	"Harga Pupuk Turun Menjelang Musim Tanam",
	"Warga Kampung Nelayan Tolak Reklamasi Tahap Kedua",
	"Ferry service between the islands resumes after storm",
	"Kereta Pagi Bandung–Cirebon Ditambah",
	"日本の港町で新しい市場が開く",
	"Rahasia Sambal Ibu Ratna 🌶️ yang Tak Pernah Sepi",
};

/* As they would come out of a store that let everything in. */
static const char *const hostile[] = {
	"\033[31;5mMerah\033[0m menyala", "\033]0;Dibajak\007 judul", "baris\nbaru\rdan\tlompat",
	"\302\23331mmerah\302\2350;judul\302\234", "\342\200\256gpj.exe\342\200\254 terbalik",
	"\342\201\246satu\342\201\247dua\342\201\250tiga", "rusak \xff\xfe\xc0\x80 bita",
	"Z\314\264\314\243\314\264\314\243\314\264\314\243 tanda", "\314\201di muka",
	"漢字仮名交じり文漢字仮名交じり文漢字仮名交じり文漢字仮名交じり文漢字仮名交じり文",
	"👨‍👩‍👧‍👦🇮🇩🏳️‍🌈👍🏽 keluarga", "שלום 123 مرحبا", "", "   ", "\302\240\342\200\213",
	"panjang_tanpa_jeda_panjang_tanpa_jeda_panjang_tanpa_jeda_panjang_tanpa_jeda_panjang_tanpa_"
	"jeda_panjang_tanpa_jeda_panjang_tanpa_jeda_panjang_tanpa_jeda_panjang_tanpa_jeda",
};
enum { HOSTILE_COUNT = sizeof(hostile) / sizeof(*hostile) };

static void rows_make(void)
{
	for (int i = 0; i < FAKE_ROWS; i++) {
		struct store_row *row = &room.rows[room.row_count++];

		*row = (struct store_row){
			.id = 1000 - i,
			.feed = 1 + i % 3,
			.story_size = 1,
			.date = FAKE_NOW - 1800 - (int64_t)i * i * 5400,
			.flags = (i % 3 ? STORE_UNREAD : 0) | (i % 5 == 1 ? STORE_CACHED : 0) |
				 (i == 2 ? STORE_STARRED_FLAG : 0) |
				 (i % 4 == 0 ? STORE_RELATED : 0) | (i == 7 ? STORE_MEDIA : 0),
			.title = str_from(titles[i % 8]),
			.source = str_from(feeds[i % 3].title),
			.author = str_from(i % 2 ? "Siti Rahma" : ""),
		};
		row->url = arena_printf(&room.arena, "https://kabar.example/a/%d", i);
	}
	room.rows[1].story_size = 3;
}

void fake_reset(void)
{
	arena_free(&room.arena);
	buf_free(&room.orders);
	buf_free(&room.fact_name);
	buf_free(&room.fact);
	free(room.rows);
	room = (struct fake_room){ .is_online = true, .feed_count = FAKE_FEEDS };
	for (int i = 0; i < FAKE_FEEDS; i++)
		room.errors[i] = str_from(feeds[i].error);
	room.rows = calloc(FAKE_ROWS_MAX, sizeof(*room.rows));
	rows_make();
}

void fake_set_empty(bool is_empty)
{
	room.is_empty = is_empty;
}

void fake_set_online(bool is_online)
{
	room.is_online = is_online;
}

void fake_set_teasers(void)
{
	room.has_teasers = true;
	for (size_t i = 0; i < room.row_count; i++)
		room.rows[i].flags |= STORE_PARTIAL;
}

void fake_mark_row(unsigned which)
{
	static const uint32_t marks[] = { STORE_UNREAD, STORE_STARRED_FLAG, STORE_CACHED };

	if (room.row_count)
		room.rows[which % room.row_count].flags ^= marks[which % 3];
}

void fake_remove_row(unsigned which)
{
	size_t at = room.row_count ? which % room.row_count : 0;

	if (room.row_count <= 4) /* a story is made of the first three */
		return;
	room.row_count--;
	memmove(room.rows + at, room.rows + at + 1, (room.row_count - at) * sizeof(*room.rows));
}

void fake_set_error(unsigned feed, const char *sentence)
{
	room.errors[feed % FAKE_FEEDS] = str_from(sentence);
}

void fake_set_feeds(unsigned count)
{
	room.feed_count = count < FAKE_FEEDS ? count : FAKE_FEEDS;
}

void fake_set_hostile(bool is_hostile)
{
	room.is_hostile = is_hostile;
}

void fake_add_news(int count)
{
	if (room.row_count + (size_t)count > FAKE_ROWS_MAX)
		return;
	memmove(room.rows + count, room.rows, room.row_count * sizeof(*room.rows));
	for (int i = 0; i < count; i++)
		room.rows[i] = (struct store_row){
			.id = 200000 + room.news_count + count - i,
			.feed = 1,
			.story_size = 1,
			.date = FAKE_NOW, /* in the order of their ids */
			.flags = STORE_UNREAD,
			.title = room.is_hostile ?
				str_from(hostile[(room.row_count + (size_t)i) % HOSTILE_COUNT]) :
				STR("Berita Baru dari Pelabuhan"),
			.source = STR("Kabar Nusantara"),
			.url = STR("https://kabar.example/baru"),
		};
	room.row_count += (size_t)count;
	room.news_count += count;
}

void fake_set_size(int count)
{
	room.row_count = 0;
	for (int i = 0; i < count && i < FAKE_ROWS_MAX; i++)
		room.rows[room.row_count++] = (struct store_row){
			.id = 100000 - i, .feed = 1, .story_size = 1, .flags = STORE_UNREAD,
			.date = FAKE_NOW - (int64_t)i * 60, .source = STR("Kabar Nusantara"),
			.title = arena_printf(&room.arena, "Berita nomor %d", i),
			.url = arena_printf(&room.arena, "https://kabar.example/a/%d", i),
		};
}

/* ---- the store's functions ------------------------------------------------------------ */

bool store_feeds(struct store *store, struct arena *arena, struct store_feed **out, size_t *count,
		 struct error *err)
{
	(void)store;
	(void)err;
	*count = room.is_empty ? 0 : room.feed_count;
	*out = arena_array(arena, FAKE_FEEDS, sizeof(**out));
	for (size_t i = 0; i < *count; i++) {
		struct store_feed *feed = &(*out)[i];

		feed->id = (int64_t)i + 1;
		feed->title = str_from(room.is_hostile ? hostile[(i + room.row_count / 8) %
								 HOSTILE_COUNT] :
							 feeds[i].title);
		feed->url = feed->site = str_from(feeds[i].url);
		feed->error = room.errors[i];
		feed->failures = feed->error.len ? 3 : 0;
		feed->last_visit = FAKE_NOW - 600;
		feed->last_success = feed->error.len ? FAKE_NOW - 86400 : feed->last_visit;
		feed->next_visit = FAKE_NOW + 1800;
		feed->last_new = FAKE_NOW - 1800;
		feed->status = feed->error.len ? 0 : 200;
		feed->interval = 1800;
		feed->bytes = 40960;
		feed->tags = arena_array(arena, 1, sizeof(struct str));
		feed->tags[0] = str_from(feeds[i].tag);
		feed->tag_count = feeds[i].tag[0] != '\0';
		for (size_t k = 0; k < room.row_count; k++) {
			feed->total += room.rows[k].feed == feed->id;
			feed->unread += room.rows[k].feed == feed->id &&
					(room.rows[k].flags & STORE_UNREAD);
		}
	}
	return true;
}

bool store_counts(struct store *store, struct str tag, struct store_counts *out)
{
	(void)store;
	(void)tag;
	*out = (struct store_counts){ .today = 3 };
	for (size_t i = 0; i < room.row_count && !room.is_empty; i++) {
		out->total++;
		out->unread += (room.rows[i].flags & STORE_UNREAD) != 0;
		out->starred += (room.rows[i].flags & STORE_STARRED_FLAG) != 0;
		out->kept += (room.rows[i].flags & STORE_CACHED) != 0;
	}
	return true;
}

bool store_article_tags(struct store *store, struct arena *arena, struct store_tag **out,
			size_t *count)
{
	(void)store;
	*count = 2;
	*out = arena_array(arena, *count, sizeof(**out));
	(*out)[0] = (struct store_tag){ STR("berita"), 1 };
	(*out)[1] = (struct store_tag){ STR("penting"), 3 };
	return true;
}

struct store_row *fake_row(int64_t id)
{
	for (size_t i = 0; i < room.row_count; i++) {
		if (room.rows[i].id == id)
			return &room.rows[i];
	}
	return NULL;
}

bool store_row_by_id(struct store *store, int64_t id, struct arena *arena, struct store_row *out)
{
	struct store_row *row = fake_row(id);

	(void)store;
	(void)arena;
	if (row)
		*out = *row;
	return row != NULL;
}

void store_link_states(struct store *store, const struct str *urls, size_t count,
		       struct store_link_state *out)
{
	(void)store;
	for (size_t i = 0; i < count; i++) {
		out[i].is_cached = str_has_suffix(urls[i], STR("1"));
		out[i].is_read = str_has_suffix(urls[i], STR("3"));
	}
}

bool store_picture_find(struct store *store, const char *folder, struct str url,
			struct arena *arena, struct store_picture *out)
{
	(void)store;
	(void)folder;
	(void)url;
	(void)arena;
	*out = (struct store_picture){ 0 };
	return false;
}

bool store_latest(struct store *store, int64_t feed, struct str section, int64_t but, int count,
		  struct arena *arena, struct store_row **out, size_t *found)
{
	(void)store;
	(void)section;
	*out = arena_array(arena, (size_t)count, sizeof(**out));
	*found = 0;
	for (size_t i = 0; i < room.row_count && *found < 1; i++) {
		if (room.rows[i].feed == feed && room.rows[i].id != but &&
		    (room.rows[i].flags & STORE_UNREAD))
			(*out)[(*found)++] = room.rows[i];
	}
	return true;
}

bool store_story(struct store *store, int64_t article, struct str url, int depth, size_t max,
		 struct arena *arena, struct store_story_item **out, size_t *count,
		 struct error *err)
{
	(void)store;
	(void)url;
	(void)depth;
	(void)max;
	(void)err;
	*out = arena_array(arena, 3, sizeof(**out));
	*count = 0;
	for (int i = 2; i >= 0; i--) {
		struct store_row *row = &room.rows[i];

		(*out)[(*count)++] = (struct store_story_item){
			.article = row->id, .url = row->url, .title = row->title,
			.source = row->source, .date = row->date, .depth = row->id != article,
			.flags = row->flags,
		};
	}
	return true;
}

bool store_put(struct store *store, struct str name, struct str value)
{
	(void)store;
	buf_clear(&room.fact_name);
	buf_clear(&room.fact);
	buf_add(&room.fact_name, name);
	buf_add(&room.fact, value);
	return true;
}

bool store_get(struct store *store, struct str name, struct arena *arena, struct str *value)
{
	(void)store;
	(void)arena;
	if (!room.fact_name.len || !str_eq(buf_str(&room.fact_name), name))
		return false;
	*value = buf_str(&room.fact);
	return true;
}

bool store_has_changed(struct store *store)
{
	(void)store;
	return false;
}

bool store_open(const char *path, enum store_mode mode, struct store **out, struct error *notice,
		struct error *err)
{
	(void)path;
	(void)mode;
	(void)notice;
	(void)err;
	*out = (struct store *)&room;
	return true;
}

void store_close(struct store *store)
{
	(void)store;
}
