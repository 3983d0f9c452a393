/* SPDX-License-Identifier: MIT */
#include "store/identity.h"

#include "base/url.h"
#include "store/bytes.h"

enum { SEED_LINK = 1, SEED_GUID, SEED_TITLE, SEED_TEXT, SEED_REST, SEED_KEY };

/* How often each hash occurs: open addressing, never more than half full. */
struct tally {
	struct tally_slot { uint64_t hash; uint32_t count; } *slots;
	size_t mask;
};

static struct tally tally_new(struct arena *arena, size_t count)
{
	size_t size = 16;

	while (size < count * 2)
		size *= 2;
	return (struct tally){ arena_array(arena, size, sizeof(struct tally_slot)), size - 1 };
}

static struct tally_slot *tally_slot(const struct tally *tally, uint64_t hash)
{
	size_t at = (size_t)hash & tally->mask;

	while (tally->slots[at].count && tally->slots[at].hash != hash)
		at = (at + 1) & tally->mask;
	return &tally->slots[at];
}

/* How often it was there before. */
static uint32_t tally_add(struct tally *tally, uint64_t hash)
{
	struct tally_slot *slot = tally_slot(tally, hash);

	slot->hash = hash;
	return slot->count++;
}

uint64_t identity_of_url(struct str url)
{
	struct buf key = { 0 };
	uint64_t hash = 0;

	if (url.len && url_add_identity(&key, url) && key.len)
		hash = bytes_hash(SEED_LINK, buf_str(&key)) | 1;
	buf_free(&key);
	return hash;
}

bool identity_is_same_url(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool is_same = str_eq(a, b) || (url_add_identity(&x, a) && url_add_identity(&y, b) &&
					str_eq(buf_str(&x), buf_str(&y)));

	buf_free(&x);
	buf_free(&y);
	return is_same;
}

int64_t identity_content(const struct identity *one)
{
	return (int64_t)((uint64_t)one->content << 32 | one->rest);
}

/* A guid that is an address may change its scheme and stay the same. */
static struct str without_scheme(struct str guid)
{
	if (str_has_prefix_nocase(guid, STR("http://")))
		return str_slice(guid, 7, guid.len);
	if (str_has_prefix_nocase(guid, STR("https://")))
		return str_slice(guid, 8, guid.len);
	return guid;
}

uint64_t identity_of_guid(struct str guid)
{
	return bytes_hash(SEED_GUID, without_scheme(guid));
}

static uint64_t join(uint64_t a, uint64_t b)
{
	const uint64_t pair[2] = { a, b };

	return bytes_hash(SEED_KEY, (struct str){ (const char *)pair, sizeof(pair) });
}

static uint64_t rest_hash(const struct news_item *item)
{
	uint64_t h = bytes_hash(SEED_REST, item->content.len ? item->content : item->summary);

	h = bytes_hash(h, item->link);
	h = bytes_hash(h, item->comments);
	h = bytes_hash(h, item->image);
	for (size_t i = 0; i < item->authors.count; i++)
		h = bytes_hash(h, item->authors.items[i]);
	for (size_t i = 0; i < item->enclosure_count; i++)
		h = bytes_hash(h, item->enclosures[i].url);
	return h;
}

static void take_facts(struct identity *one, const struct news_item *item, uint64_t home)
{
	struct str guid = str_trim(item->id);
	struct str text = item->text.len ? item->text
			: item->content.len ? item->content : item->summary;

	one->item = item;
	one->title = bytes_hash(SEED_TITLE, str_trim(item->title));
	one->content = (uint32_t)(bytes_hash(one->title, text) >> 32);
	one->rest = (uint32_t)(rest_hash(item) >> 32);
	one->link = identity_of_url(item->link);
	one->has_link = one->link != 0 && one->link != home;
	one->has_guid = guid.len > 0 && (home == 0 || !str_has_prefix_nocase(guid, STR("http")) ||
					 identity_of_url(guid) != home);
	if (one->has_guid)
		one->guid = identity_of_guid(guid);
	if (!one->has_link)
		one->link = one->title & ~(uint64_t)1;
}

static uint64_t choose_key(const struct identity *one, bool is_unstable)
{
	if (one->has_guid && !(is_unstable && one->has_link && one->is_lone_link)) {
		if (one->is_lone_guid)
			return one->guid;
		return join(one->guid, one->is_lone_link ? one->link
							 : join(one->link, one->title));
	}
	if (one->has_link)
		return one->is_lone_link ? one->link : join(one->link, one->title);
	return join(one->title, one->content);
}

struct identity *identity_of_feed(const struct news_feed *news, struct str site, bool is_unstable,
				  struct arena *arena)
{
	struct identity *all = arena_array(arena, news->item_count + 1, sizeof(*all));
	struct tally guids = tally_new(arena, news->item_count);
	struct tally links = tally_new(arena, news->item_count);
	struct tally keys = tally_new(arena, news->item_count * 2);
	uint64_t home = identity_of_url(site);

	for (size_t i = 0; i < news->item_count; i++) {
		take_facts(&all[i], &news->items[i], home);
		tally_add(&guids, all[i].guid);
		tally_add(&links, all[i].link);
	}
	for (size_t i = 0; i < news->item_count; i++) {
		struct identity *one = &all[i];

		one->is_lone_guid = tally_slot(&guids, one->guid)->count == 1;
		one->is_lone_link = tally_slot(&links, one->link)->count == 1;
		one->key = choose_key(one, is_unstable);
		/* Of two that claim to be the same, the second is one of its own when
		 * it says something else. */
		uint64_t whole = join(one->key, join(one->title, one->content));
		one->is_skipped = tally_add(&keys, whole) > 0;
		if (!one->is_skipped && tally_add(&keys, one->key))
			one->key = whole;
	}
	return all;
}

/* Articles of this document that have been recognised. */
static bool is_taken(const struct tally *taken, int64_t id)
{
	return tally_slot(taken, (uint64_t)id)->count > 0;
}

static bool match_keys(struct store *store, int64_t feed, struct identity *all, size_t count,
		       struct tally *taken, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM items WHERE feed = ? LIMIT 1");

	db_int(stmt, 1, feed);
	if (db_number(store, stmt, 0) == 0)
		return true;
	stmt = db_use(store, "SELECT id, content_hash, link_hash FROM items "
			    "WHERE feed = ? AND key_hash = ?");
	for (size_t i = 0; i < count; i++) {
		if (all[i].is_skipped)
			continue;
		db_int(stmt, 1, feed);
		db_int(stmt, 2, (int64_t)all[i].key);
		if (db_row(stmt)) {
			all[i].article = db_get_int(stmt, 0);
			all[i].old_content = db_get_int(stmt, 1);
			all[i].old_key = all[i].key;
			all[i].old_link = (uint64_t)db_get_int(stmt, 2);
			tally_add(taken, (uint64_t)all[i].article);
		}
		if (!db_done(store, stmt, err))
			return false;
	}
	return true;
}

/* Some feeds number the places of their list: what an item's guid brought is
 * then another article, whose address stands in the document elsewhere. */
static bool are_places(const struct identity *all, size_t count, struct arena *arena)
{
	struct tally links = tally_new(arena, count);
	size_t known = 0, rolled = 0;

	for (size_t i = 0; i < count; i++)
		if (all[i].has_link && all[i].is_lone_link)
			tally_add(&links, all[i].link);
	for (size_t i = 0; i < count; i++) {
		if (!all[i].article || !all[i].has_guid || !all[i].has_link)
			continue;
		known++;
		rolled += all[i].old_link != all[i].link &&
			  tally_slot(&links, all[i].old_link)->count > 0;
	}
	return rolled >= 2 && rolled * 2 >= known;
}

/* Takes back what such guids brought: the links tell. */
static void forget_places(struct identity *all, size_t count, struct tally *taken,
			  struct arena *arena)
{
	*taken = tally_new(arena, count * 2);
	for (size_t i = 0; i < count; i++) {
		if (all[i].has_guid && all[i].has_link && all[i].is_lone_link) {
			all[i].key = choose_key(&all[i], true);
			all[i].article = 0;
		}
		if (all[i].article)
			tally_add(taken, (uint64_t)all[i].article);
	}
}

/* Another article with this link: is it this item under a former key? */
static bool says_the_same(const struct identity *one, sqlite3_stmt *stmt)
{
	int64_t date = db_get_int(stmt, 3), published = one->item->published.utc;

	if ((uint32_t)((uint64_t)db_get_int(stmt, 2) >> 32) == one->content)
		return true;
	if (!one->has_link || !str_eq(db_get_str(stmt, 4), str_trim(one->item->title)))
		return one->item->published.precision >= DATE_MINUTE && published == date &&
		       (one->has_link || !one->has_guid);
	return one->item->published.precision == DATE_NONE || published == date;
}

/* What the statement of match_links found for one item. */
struct candidate {
	int64_t same, any; /* says the same; only has the link */
	int64_t same_content, any_content;
	uint64_t same_key, any_key;
};

static void look_at(struct identity *one, sqlite3_stmt *stmt, int64_t feed,
		    const struct tally *taken, struct candidate *out)
{
	int64_t id = db_get_int(stmt, 0);

	if (db_get_int(stmt, 1) != feed) {
		if (one->has_link && one->story_with == 0)
			one->story_with = id;
		return;
	}
	if (is_taken(taken, id))
		return;
	if (!out->same && says_the_same(one, stmt)) {
		out->same = id;
		out->same_content = db_get_int(stmt, 2);
		out->same_key = (uint64_t)db_get_int(stmt, 5);
	}
	if (!out->any && one->has_link && one->is_lone_link) {
		out->any = id;
		out->any_content = db_get_int(stmt, 2);
		out->any_key = (uint64_t)db_get_int(stmt, 5);
	}
}

static void settle(struct identity *one, int64_t id, int64_t content, uint64_t key,
		   struct tally *taken)
{
	one->article = id;
	one->old_content = content;
	one->old_key = key;
	tally_add(taken, (uint64_t)id);
}

static bool match_links(struct store *store, int64_t feed, struct identity *all, size_t count,
			struct tally *taken, struct candidate *found, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT id, feed, content_hash, date, title, key_hash FROM items "
		"WHERE link_hash = ? ORDER BY id DESC LIMIT 64");

	for (size_t i = 0; i < count; i++) {
		if (all[i].article || all[i].is_skipped)
			continue;
		db_int(stmt, 1, (int64_t)all[i].link);
		while (db_row(stmt))
			look_at(&all[i], stmt, feed, taken, &found[i]);
		if (!db_done(store, stmt, err))
			return false;
		if (found[i].same)
			settle(&all[i], found[i].same, found[i].same_content, found[i].same_key,
			       taken);
	}
	return true;
}

/* The same headline of the same minute, under another guid and address. */
static bool is_moved(const struct identity *one, int64_t date, struct str title)
{
	const struct date *published = &one->item->published;

	return !one->article && !one->is_skipped && title.len &&
	       published->precision >= DATE_MINUTE && published->utc == date &&
	       str_eq(title, str_trim(one->item->title));
}

/* A site that moves gives all of its articles new addresses at once: where a
 * document has nothing at all that is known, headline and time tell. */
static bool match_moved(struct store *store, int64_t feed, struct identity *all, size_t count,
			struct tally *taken, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT id, date, title, content_hash, key_hash FROM items WHERE feed = ? "
		"AND hidden = 0 ORDER BY date DESC LIMIT 500");

	for (size_t i = 0; i < count; i++)
		if (all[i].article)
			return true;
	db_int(stmt, 1, feed);
	while (db_row(stmt)) {
		int64_t id = db_get_int(stmt, 0), date = db_get_int(stmt, 1);
		struct str title = db_get_str(stmt, 2);
		size_t i = 0;

		while (i < count && !is_moved(&all[i], date, title))
			i++;
		if (i < count)
			settle(&all[i], id, db_get_int(stmt, 3), (uint64_t)db_get_int(stmt, 4),
			       taken);
	}
	return db_done(store, stmt, err);
}

bool identity_match(struct store *store, int64_t feed, struct identity *all, size_t count,
		    bool *found_unstable, struct error *err)
{
	struct arena arena = { 0 };
	struct tally taken = tally_new(&arena, count * 2);
	struct candidate *found = arena_array(&arena, count + 1, sizeof(*found));
	size_t strangers = 0, moved = 0;
	bool is_well = match_keys(store, feed, all, count, &taken, err);
	bool is_list = is_well && are_places(all, count, &arena);

	if (is_list)
		forget_places(all, count, &taken, &arena);
	is_well = is_well && match_links(store, feed, all, count, &taken, found, err);

	for (size_t i = 0; i < count; i++) {
		moved += all[i].has_guid && (found[i].same || found[i].any);
		strangers += found[i].any && !all[i].article;
	}
	*found_unstable = is_well && (is_list || (moved >= 3 && moved * 5 >= count * 4));
	if (*found_unstable && strangers)
		for (size_t i = 0; i < count; i++)
			if (!all[i].article && found[i].any && !is_taken(&taken, found[i].any))
				settle(&all[i], found[i].any, found[i].any_content,
				       found[i].any_key, &taken);
	is_well = is_well && match_moved(store, feed, all, count, &taken, err);
	arena_free(&arena);
	return is_well;
}
