/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "base/url.h"
#include "store/db.h"
#include "store/identity.h"
#include "store/pages.h"

enum { NODES_MAX = 500, EDGES_PER_NODE = 6, LINKS_BACK = 50, TITLES_MAX = 20 };

/* The walk: addresses by hash, those found first nearest to the start. */
struct walk {
	struct store *store;
	struct arena *arena;
	struct store_story_item *items;
	uint64_t *hashes;
	size_t count, max;
	struct edge { int from, to; } *edges;
	size_t edge_count, edge_max;
	int titles_left; /* that may still be looked for */
};

static int find_node(const struct walk *walk, uint64_t hash)
{
	for (size_t i = 0; i < walk->count; i++)
		if (walk->hashes[i] == hash)
			return (int)i;
	return -1;
}

/* What the database knows about an address. */
static void fill_from_article(struct walk *walk, struct store_story_item *item)
{
	struct store_row row;

	if (!item->article || !store_row_by_id(walk->store, item->article, walk->arena, &row))
		return;
	item->title = row.title;
	item->source = row.source;
	item->date = row.date;
	item->flags = row.flags;
	if (!(row.flags & STORE_PARTIAL))
		item->flags |= STORE_CACHED;
}

static void fill_from_page(struct walk *walk, struct store_story_item *item)
{
	struct store_row row;
	sqlite3_stmt *stmt;

	if (!item->page)
		return;
	if (pages_row_by_id(walk->store, item->page, walk->arena, &row)) {
		if (!item->article) {
			item->source = row.source;
			item->date = row.date;
			item->flags = row.flags;
		}
		if (row.title.len)
			item->title = row.title;
		item->flags |= STORE_CACHED;
		return;
	}
	/* Known, not stored: whether it was read all the same. */
	stmt = db_use(walk->store, "SELECT read_at > 0 FROM pages WHERE id = ?");
	db_int(stmt, 1, item->page);
	if (db_number(walk->store, stmt, 0) == 1)
		item->flags &= ~(uint32_t)STORE_UNREAD;
}

/* hash names the node: that of its address, but for a second article there. */
static int add_named(struct walk *walk, uint64_t hash, struct str url, struct str title,
		     int64_t article, int depth)
{
	struct store_story_item *item = &walk->items[walk->count];

	if (walk->count == walk->max)
		return -1;
	*item = (struct store_story_item){
		.url = arena_str(walk->arena, url),
		.title = arena_str(walk->arena, title),
		.source = arena_str(walk->arena, url_host(url)),
		.depth = depth,
		.flags = STORE_UNREAD,
		.article = article,
	};
	item->page = pages_find(walk->store, url);
	if (!article)
		store_article_by_url(walk->store, url, &item->article);
	fill_from_article(walk, item);
	fill_from_page(walk, item);
	walk->hashes[walk->count] = hash;
	return (int)walk->count++;
}

static int add_node(struct walk *walk, struct str url, struct str title, int64_t article, int depth)
{
	uint64_t hash = identity_of_url(url);
	int known = hash ? find_node(walk, hash) : -1;

	return known >= 0 || !hash ? known : add_named(walk, hash, url, title, article, depth);
}

/* What lists fold behind one row: the same story in other feeds. */
static void add_same_story(struct walk *walk)
{
	struct { int64_t id; struct str url, title; } found[LINKS_BACK];
	size_t count = 0;
	sqlite3_stmt *stmt = db_use(walk->store,
		"SELECT o.id, o.url, o.title FROM items i CROSS JOIN items o ON o.story = i.story "
		"WHERE i.id = ?1 AND o.id <> ?1 AND o.hidden = 0 ORDER BY o.id LIMIT ?2");

	db_int(stmt, 1, walk->items[0].article);
	db_int(stmt, 2, LINKS_BACK);
	for (; count < LINKS_BACK && db_row(stmt); count++) {
		found[count].id = db_get_int(stmt, 0);
		found[count].url = db_copy_str(stmt, 1, walk->arena);
		found[count].title = db_copy_str(stmt, 2, walk->arena);
	}
	db_done(walk->store, stmt, NULL);
	for (size_t i = 0; i < count; i++) {
		uint64_t hash = identity_of_url(found[i].url);
		if (!hash || find_node(walk, hash) >= 0)
			hash ^= (uint64_t)found[i].id * 0x9e3779b97f4a7c15u;
		int at = add_named(walk, hash, found[i].url, found[i].title, found[i].id, 1);
		if (at >= 0)
			walk->items[at].is_same = true;
	}
}

static void add_edge(struct walk *walk, int from, int to)
{
	if (from < 0 || to < 0 || from == to || walk->edge_count == walk->edge_max)
		return;
	for (size_t i = 0; i < walk->edge_count; i++)
		if (walk->edges[i].from == from && walk->edges[i].to == to)
			return;
	walk->edges[walk->edge_count++] = (struct edge){ from, to };
}

/* A step's neighbours, copied out before the statement is used again. */
struct neighbour { struct str url, title; };

static size_t collect(struct walk *walk, sqlite3_stmt *stmt, struct neighbour *out, size_t max)
{
	size_t count = 0;

	while (count < max && db_row(stmt)) {
		out[count].url = db_copy_str(stmt, 0, walk->arena);
		out[count].title = db_copy_str(stmt, 1, walk->arena);
		count++;
	}
	db_done(walk->store, stmt, NULL);
	return count;
}

/* The address of a line that has none: in the feed of the article where it
 * stands, then anywhere. */
static void find_by_title(struct walk *walk, int at, struct neighbour *line)
{
	struct store_row row = { 0 };
	int64_t id;

	if (walk->titles_left-- <= 0)
		return;
	if (walk->items[at].article)
		store_row_by_id(walk->store, walk->items[at].article, walk->arena, &row);
	if (!row.feed || !store_article_by_title(walk->store, line->title, row.feed, &id,
						 walk->arena, &line->url))
		store_article_by_title(walk->store, line->title, 0, &id, walk->arena, &line->url);
}

static void step_from(struct walk *walk, int at)
{
	struct neighbour found[LINKS_BACK];
	int depth = walk->items[at].depth + 1;
	sqlite3_stmt *stmt;
	size_t count;

	stmt = db_use(walk->store, "SELECT url, title FROM edges WHERE page = ? "
				   "ORDER BY position LIMIT ?");
	db_int(stmt, 1, walk->items[at].page);
	db_int(stmt, 2, LINKS_BACK);
	count = collect(walk, stmt, found, LINKS_BACK);
	for (size_t i = 0; i < count; i++) {
		if (!found[i].url.len)
			find_by_title(walk, at, &found[i]);
		add_edge(walk, at, add_node(walk, found[i].url, found[i].title, 0, depth));
	}
	stmt = db_use(walk->store, "SELECT p.url, p.title FROM edges e "
				   "JOIN pages p ON p.id = e.page WHERE e.url_hash = ? LIMIT ?");
	db_int(stmt, 1, (int64_t)walk->hashes[at]);
	db_int(stmt, 2, LINKS_BACK);
	count = collect(walk, stmt, found, LINKS_BACK);
	for (size_t i = 0; i < count; i++)
		add_edge(walk, add_node(walk, found[i].url, found[i].title, 0, depth), at);
}

struct placed { struct store_story_item item; int was; };

/* Oldest first; what has no date comes last, nearest first. */
static int in_time(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (!x->item.date != !y->item.date)
		return x->item.date ? -1 : 1;
	if (x->item.date != y->item.date)
		return x->item.date < y->item.date ? -1 : 1;
	return x->was - y->was;
}

static void order(struct walk *walk)
{
	struct placed *placed = arena_array(walk->arena, walk->count + 1, sizeof(*placed));
	int *now = arena_array(walk->arena, walk->count + 1, sizeof(*now));

	for (size_t i = 0; i < walk->count; i++)
		placed[i] = (struct placed){ walk->items[i], (int)i };
	qsort(placed, walk->count, sizeof(*placed), in_time);
	for (size_t i = 0; i < walk->count; i++) {
		walk->items[i] = placed[i].item;
		now[placed[i].was] = (int)i;
	}
	for (size_t i = 0; i < walk->edge_count; i++)
		walk->edges[i] = (struct edge){ now[walk->edges[i].from],
						now[walk->edges[i].to] };
}

static bool start(struct walk *walk, int64_t article, struct str url, struct error *err)
{
	struct store_row row;

	if (article < 0 || (article > 0 && !url.len)) {
		if (!store_row_by_id(walk->store, article, walk->arena, &row))
			return error_set_code(err, EX_NOINPUT,
					      _("There is no such article (any more)"));
		url = row.url;
	}
	if (add_node(walk, url, (struct str){ 0 }, article > 0 ? article : 0, 0) < 0)
		return error_set_code(err, EX_NOINPUT, _("This article has no address of its own"));
	return true;
}

bool store_story(struct store *store, int64_t article, struct str url, int depth, size_t max,
		 struct arena *arena, struct store_story_item **out, size_t *count,
		 struct error *err)
{
	struct walk walk = { .store = store, .arena = arena, .titles_left = TITLES_MAX };
	bool is_mine, is_well;

	*count = 0;
	walk.max = max < NODES_MAX ? max : NODES_MAX;
	walk.edge_max = walk.max * EDGES_PER_NODE;
	walk.items = arena_array(arena, walk.max + 1, sizeof(*walk.items));
	walk.hashes = arena_array(arena, walk.max + 1, sizeof(*walk.hashes));
	walk.edges = arena_array(arena, walk.edge_max + 1, sizeof(*walk.edges));
	*out = walk.items;
	is_mine = db_view_begin(store);
	is_well = start(&walk, article, url, err);
	if (is_well && depth > 0)
		add_same_story(&walk);
	for (size_t i = 0; is_well && i < walk.count && walk.items[i].depth < depth; i++)
		step_from(&walk, (int)i);
	db_view_end(store, is_mine);
	if (!is_well)
		return false;
	order(&walk);
	*count = walk.count;
	if (walk.count) {
		walk.items[0].edges = (void *)walk.edges;
		walk.items[0].edge_count = walk.edge_count;
	}
	return true;
}
