/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

static void test_articles_stand_under_one_section_and_one_tag(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL, .order = STORE_BY_TAG };
	struct store_selection group = { .scope = &scope };
	struct store_source sources[] = {
		{ .url = STR("https://a.example/1"), .keep = -1 },
		{ .url = STR("https://a.example/2"), .keep = -1, .tag_count = 2,
		  .tags = (struct str[]){ STR("biasa"), STR("berita/desa") } },
	};
	struct store_row *rows;
	struct str name = STR("Antre");
	struct str sport = STR("olahraga");
	int64_t changed;

	CHECK(store_set_sources(f->store, sources, 2, &f->err));
	for (int feed = 1; feed <= 2; feed++) {
		struct news_item items[] = { item("1", "https://a.example/1", "A", "x", NOW - 1),
					     item("2", "https://a.example/2", "B", "x", NOW - 2) };

		items[feed - 1].categories = (struct news_strings){ &sport, 1 };
		save(f, feed, items, 2);
	}
	CHECK(list_scope(f, &scope, &rows) == 4);
	CHECK_STR(rows[0].group, "berita/desa");
	CHECK_STR(rows[1].group, "berita/desa");
	CHECK_STR(rows[2].group, "");
	CHECK(rows[3].feed == 1);
	/* Its own tag goes before its feed's folder. */
	CHECK(store_mark(f->store, &(struct store_selection){ .ids = &rows[3].id, .count = 1 },
			 STORE_MARK_TAG, STR("antre"), NOW, NULL, &f->err));
	int64_t tagged = rows[3].id;
	CHECK(list_scope(f, &scope, &rows) == 4);
	CHECK_STR(rows[0].group, "antre");
	CHECK(rows[0].id == tagged);
	CHECK_STR(store_group_of(f->store, STORE_BY_TAG, tagged, &f->arena), "antre");
	group.group = &name;
	CHECK(store_mark(f->store, &group, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 1);
	scope.order = STORE_BY_SECTION;
	name = STR("Olahraga");
	CHECK(list_scope(f, &scope, &rows) == 4);
	CHECK(store_mark(f->store, &group, STORE_MARK_STAR, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	for (int i = 0; i < 4; i++)
		changed -= str_eq_nocase(rows[i].group, name);
	CHECK(changed == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(articles_stand_under_one_section_and_one_tag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
