/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include "news/pieces.h"

static size_t search(struct fixture *f, const char *text, bool is_typing, struct store_row **rows)
{
	struct query query;
	struct store_scope scope = { .kind = STORE_SEARCH, .query = &query };
	size_t found;

	query_parse(str_from(text), NOW, is_typing, &query);
	found = list_scope(f, &scope, rows);
	query_free(&query);
	return found;
}

/* The same words as a smart folder must find the same articles. */
static size_t smart(struct fixture *f, const char *text, struct store_row **rows)
{
	struct query query;
	struct store_scope scope = { .kind = STORE_QUERY, .query = &query };
	size_t found;

	query_parse(str_from(text), NOW, false, &query);
	found = list_scope(f, &scope, rows);
	query_free(&query);
	return found;
}

static void check_found(struct fixture *f, const char *text, size_t wanted)
{
	struct store_row *rows;
	size_t found = search(f, text, false, &rows), listed = smart(f, text, &rows);

	if (found != wanted || listed != wanted)
		print_error("%s: %zu found, %zu listed, %zu wanted\n", text, found, listed,
			    wanted);
	CHECK(found == wanted && listed == wanted);
}

static void fill(struct fixture *f)
{
	int64_t feed = add_feeds(f, 2);
	struct str author = STR("Siti Rahma");
	struct news_item items[] = {
		item("1", "https://a.example/1", "Harga beras naik", "Petani membaca koran pagi "
		     "di sawah. Kopi mahal.", NOW - 86400),
		item("2", "https://a.example/2", "Kopi dan teh", "Buku ini dibaca banyak orang. "
		     "Harga turun.", NOW - 2 * 86400),
		item("3", "https://a.example/3", "Running shoes", "He was running in the rain, "
		     "and the café was closed.", NOW - 3 * 86400),
		item("4", "https://a.example/4", "東京の天気", "今日は雨です。", NOW - 4 * 86400),
	};

	items[0].language = items[1].language = STR("id");
	items[2].language = STR("en");
	items[3].language = STR("ja");
	items[0].authors = (struct news_strings){ &author, 1 };
	items[1].enclosures = arena_alloc(&f->arena, sizeof(struct news_enclosure));
	items[1].enclosures->url = STR("https://a.example/a.mp3");
	items[1].enclosure_count = 1;
	save(f, feed, items, 4);
	index_all(f);
}

#define PROSE "Petani membaca koran pagi di sawah, lalu pulang dan minum kopi yang mahal"

static void test_text_that_is_pieces_of_the_html_is_found(void **state)
{
	struct fixture *f = *state;
	const struct str html = STR("<p>" PROSE ", " PROSE " <b>sekali</b>.</p>");
	struct news_item one = item("1", "https://a.example/1", "Judul", "", NOW - 86400);
	struct store_article article;
	struct buf pieces = { 0 };
	struct store_row *rows;

	CHECK(news_pieces_add(&pieces, html, STR(PROSE ", " PROSE " sekali.")));
	one.content = html;
	one.text = STR(PROSE ", " PROSE " sekali.");
	one.pieces = buf_str(&pieces);
	save(f, add_feeds(f, 1), &one, 1);
	index_all(f);
	check_found(f, "sekali", 1);
	check_found(f, "petani", 1);
	check_found(f, "b", 0);
	CHECK(search(f, "sekali", false, &rows) == 1);
	CHECK(store_article(f->store, rows[0].id, &f->arena, &article, &f->err));
	CHECK(str_eq(article.html, html));
	buf_free(&pieces);
}

static void test_one_form_of_a_word_finds_the_others(void **state)
{
	struct fixture *f = *state;

	fill(f);
	check_found(f, "baca", 2);
	check_found(f, "membaca", 2);
	check_found(f, "dibaca", 2);
	check_found(f, "run", 1);
	check_found(f, "MEMBACA", 2);
	check_found(f, "cafe", 1);
	check_found(f, "CAFÉ", 1);
	check_found(f, "tidakada", 0);
}

static void test_all_words_have_to_be_there(void **state)
{
	struct fixture *f = *state;

	fill(f);
	check_found(f, "harga kopi", 2);
	check_found(f, "harga koran", 1);
	check_found(f, "harga -beras", 1);
	check_found(f, "beras OR running", 2);
	check_found(f, "(beras OR teh) kopi -koran", 1);
	check_found(f, "-kopi", 2);
}

static void test_fields_narrow_a_search(void **state)
{
	struct fixture *f = *state;

	fill(f);
	check_found(f, "title:kopi", 1);
	check_found(f, "title:harga", 1);
	check_found(f, "author:siti", 1);
	check_found(f, "feed:kabar", 4);
	check_found(f, "feed:feed1", 0);
	check_found(f, "tag:tag0 kopi", 2);
	check_found(f, "tag:tag1", 0);
	check_found(f, "url:/3", 1);
	check_found(f, "has:media", 1);
	check_found(f, "is:unread kopi", 2);
	check_found(f, "is:starred", 0);
	check_found(f, "kopi since:36h", 1);
	check_found(f, "kopi before:36h", 1);
}

static void test_phrases_and_patterns_are_looked_up_in_the_text(void **state)
{
	struct fixture *f = *state;

	fill(f);
	check_found(f, "\"membaca koran\"", 1);
	check_found(f, "\"koran membaca\"", 0);
	check_found(f, "\"harga beras\"", 1);
	check_found(f, "\"Buku ini dibaca\" harga", 1);
	check_found(f, "-\"harga beras\"", 3);
	check_found(f, "/ber.s/", 1);
	check_found(f, "/^running/", 1);
	check_found(f, "title:/^kopi/", 1);
	check_found(f, "url:/[12]$/", 2);
}

static void test_patterns_are_found_wherever_their_letters_stand(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "Judul", "Di dalam prakhatulistiwan jauh.", NOW),
		item("2", "https://a.example/2", "KHATULISTIWA", "Lain sekali.", NOW - 1),
		item("3", "https://a.example/3", "Panjang", "aaaaaaaaaabbbbbbbbbbcccccccccc"
		     "ddddddddddeeeeeeeeeekhatulis dan jauh", NOW - 2),
		item("4", "https://a.example/4", "Kha tulis", "khatu lis jauh", NOW - 3),
		item("5", "https://a.example/5", "Pisah", "(khatulis) \u00e9khatulisan", NOW - 4),
	};

	save(f, feed, items, 5);
	/* Before they are in the index, and by it. */
	for (int round = 0; round < 2; round++) {
		check_found(f, "/khatulis/", 4);
		check_found(f, "/khatulis.*jauh/", 2);
		check_found(f, "/^khatulis/", 1);
		check_found(f, "/khatulis|lain/", 4);
		check_found(f, "/khatulisx/", 0);
		check_found(f, "/\u00e9khatulis/", 1);
		check_found(f, "jauh OR /khatulis/", round ? 5 : 4);
		check_found(f, "is:unread -/khatulis/", 1);
		index_all(f);
	}
	/* The words for the letters are looked up once, yet new ones count. */
	items[0] = item("6", "https://a.example/6", "Baru", "nyakhatulispun", NOW);
	save(f, feed, items, 1);
	index_all(f);
	check_found(f, "/khatulis/", 5);
}

static void test_an_emoji_is_found_though_it_is_no_word(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "Diskon \U0001f525 hari ini", "Murah.", NOW),
		item("2", "https://a.example/2", "Hati \u2764\ufe0f", "Harga \u20ac 5", NOW - 1),
		item("3", "https://a.example/3", "Biasa", "Api \U0001f525 di teks.", NOW - 2),
		item("4", "https://a.example/4", "Beras & gula", "Lain \u2014 sekali.", NOW - 3),
	};

	save(f, feed, items, 4);
	for (int round = 0; round < 2; round++) {
		check_found(f, "\U0001f525", 2);
		check_found(f, "\"\U0001f525\"", 2);
		check_found(f, "title:\U0001f525", 1);
		check_found(f, "\u2764", 1);
		check_found(f, "\u2764\ufe0f", 1);
		check_found(f, "\u20ac", 1);
		check_found(f, "is:unread -\U0001f525", 2);
		check_found(f, "\U0001f600", 0);
		index_all(f);
	}
	check_found(f, "diskon \U0001f525", 1);
	check_found(f, "biasa \U0001f525", 1);
	check_found(f, "beras \U0001f525", 0);
	/* Marks between words are still none. */
	check_found(f, "beras & gula", 1);
	check_found(f, "lain \u2014 sekali", 1);
}

static void test_scripts_without_spaces_are_found_by_parts(void **state)
{
	struct fixture *f = *state;

	fill(f);
	check_found(f, "東京", 1);
	check_found(f, "天気", 1);
	check_found(f, "京天", 0);
	check_found(f, "雨", 1);
}

static void test_what_is_being_typed_finds_its_beginnings(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;

	fill(f);
	CHECK(search(f, "memba", true, &rows) == 1);
	CHECK(search(f, "memba", false, &rows) == 0);
	CHECK(search(f, "ko", true, &rows) == 2);
	CHECK(search(f, "harga ber", true, &rows) == 1);
	CHECK(search(f, "ber*", false, &rows) == 1);
}

static void test_hits_are_marked_in_a_snippet(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;

	fill(f);
	CHECK(search(f, "baca koran", false, &rows) == 1);
	CHECK_STR(rows[0].snippet, "Petani \x02membaca\x03 \x02koran\x03 pagi di sawah. "
				   "Kopi mahal.");
}

static void test_titles_lead_and_pages_go_on(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows, *more;
	struct query query;
	struct store_scope scope = { .kind = STORE_SEARCH, .query = &query };
	size_t found;

	fill(f);
	CHECK(search(f, "kopi", false, &rows) == 2);
	CHECK_STR(rows[0].title, "Kopi dan teh");
	query_parse(STR("kopi"), NOW, false, &query);
	CHECK(store_list(f->store, &scope, &rows[0], 10, &f->arena, &more, &found, &f->err));
	CHECK(found == 1 && more[0].id == rows[1].id);
	CHECK(store_list(f->store, &scope, &rows[1], -10, &f->arena, &more, &found, &f->err));
	CHECK(found == 1 && more[0].id == rows[0].id);
	query_free(&query);
}

static enum store_index_step is_more(void *ctx)
{
	int *left = ctx;

	return (*left)-- > 0 ? STORE_INDEX_ON : STORE_INDEX_END;
}

static void test_indexing_stops_where_it_is_told_to(void **state)
{
	struct fixture *f = *state;
	struct news_item items[] = {
		item("1", "https://a.example/1", "Pertama", "kata satu", NOW - 1),
		item("2", "https://a.example/2", "Kedua", "kata dua", NOW - 2),
		item("3", "https://a.example/3", "Ketiga", "kata tiga", NOW - 3),
	};
	int64_t left;
	int more = 0;

	save(f, add_feeds(f, 1), items, 3);
	CHECK(store_index_while(f->store, 100, is_more, &more, &left, &f->err) && left == 3);
	more = 2;
	CHECK(store_index_while(f->store, 100, is_more, &more, &left, &f->err) && left == 1);
	check_found(f, "kata", 2);
	CHECK(store_index_while(f->store, 100, NULL, NULL, &left, &f->err) && left == 0);
	check_found(f, "kata", 3);
}

static void test_an_update_is_found_by_its_new_words_only(void **state)
{
	struct fixture *f = *state;
	struct news_item one = item("1", "https://a.example/1", "Harga beras naik",
				    "Sekarang tentang jagung.", NOW - 86400);

	fill(f);
	save(f, 1, &one, 1);
	index_all(f);
	check_found(f, "jagung", 1);
	check_found(f, "koran", 0);
	check_found(f, "beras", 1);
}

static void test_thousands_in_blocks_and_the_newest_beside_them_are_all_found(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	enum { MANY = 3000 };
	struct news_item *items = calloc(MANY, sizeof(*items));
	struct query query;
	struct store_scope scope = { .kind = STORE_QUERY, .query = &query };
	struct store_selection all = { .scope = &scope };
	int64_t changed;

	for (int i = 0; i < MANY; i++)
		items[i] = item(arena_printf(&f->arena, "%d", i).ptr, "", "Judul",
				i % 2 ? "genap umum" : i % 100 == 0 ? "langka umum" : "ganjil umum",
				NOW - i);
	save(f, feed, items, MANY - 50);
	index_all(f);
	save(f, feed, items, MANY);
	index_all(f);
	query_parse(STR("genap umum"), NOW, false, &query);
	CHECK(store_mark(f->store, &all, STORE_MARK_STAR, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == MANY / 2);
	query_free(&query);
	check_found(f, "langka", MANY / 100);
	check_found(f, "langka genap", 0);
	check_found(f, "langka -genap is:unread", MANY / 100);
	free(items);
}

static void test_a_title_finds_its_article(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	struct str url;

	fill(f);
	CHECK(store_article_by_title(f->store, STR("HARGA  beras naik"), 0, &id, &f->arena, &url));
	CHECK_STR(url, "https://a.example/1");
	CHECK(store_article_by_title(f->store, STR("Harga beras naik lagi"), 1, &id, &f->arena,
				     &url));
	CHECK(!store_article_by_title(f->store, STR("Harga beras naik"), 2, &id, &f->arena, &url));
	CHECK(!store_article_by_title(f->store, STR("Gempa di laut selatan"), 0, &id, &f->arena,
				      &url));
}

static void test_a_title_is_found_before_it_is_indexed(void **state)
{
	struct fixture *f = *state;
	struct news_item fresh = item("9", "https://a.example/9", "Pelabuhan lama dibuka kembali",
				      "x", NOW);
	int64_t id;
	struct str url;

	fill(f);
	save(f, 1, &fresh, 1);
	CHECK(store_article_by_title(f->store, STR("Pelabuhan Lama Dibuka Kembali"), 1, &id,
				     &f->arena, &url));
	CHECK_STR(url, "https://a.example/9");
}

static void test_a_title_with_other_long_words_is_near(void **state)
{
	struct fixture *f = *state;
	struct news_item one = item("9", "https://a.example/9", "Bupati resmikan jalan tol baru di "
				    "kota tua usai perbaikan berkepanjangan", "x", NOW);
	int64_t id;
	struct str url;

	fill(f);
	save(f, 1, &one, 1);
	index_all(f);
	CHECK(store_article_by_title(f->store, STR("Bupati resmikan jalan tol baru di kota tua "
						   "usai pembenahan"), 0, &id, &f->arena, &url));
	CHECK_STR(url, "https://a.example/9");
}

static void test_newsboats_expressions_select_articles(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *text; size_t wanted; } cases[] = {
		{ "title =~ \"^harga\"", 1 }, { "title !~ \"^harga\"", 3 },
		{ "content =~ \"koran|rain\"", 2 }, { "unread = \"yes\"", 4 },
		{ "tags # \"berita\" and guid = \"2\"", 1 }, { "tags # \"lain\"", 0 },
		{ "author = \"siti rahma\"", 1 }, { "enclosure_url =~ \"mp3\"", 1 },
		{ "feedtitle = \"Kabar\"", 4 }, { "rssurl =~ \"feed1$\"", 0 },
		{ "unread_count > 3", 4 }, { "total_count between 5:9", 0 },
		{ "feedindex = 1", 4 }, { "flags # \"a\"", 0 }, { "link # \"https\"", 4 },
	};

	fill(f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct query query;
		struct store_scope scope = { .kind = STORE_QUERY, .query = &query };
		struct store_row *rows;
		size_t found;

		CHECK(query_parse_newsboat(str_from(cases[i].text), NOW, &query, &f->err));
		found = list_scope(f, &scope, &rows);
		if (found != cases[i].wanted)
			print_error("%s: %zu\n", cases[i].text, found);
		CHECK(found == cases[i].wanted);
		query_free(&query);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(text_that_is_pieces_of_the_html_is_found),
		STORE_TEST(one_form_of_a_word_finds_the_others),
		STORE_TEST(all_words_have_to_be_there),
		STORE_TEST(fields_narrow_a_search),
		STORE_TEST(phrases_and_patterns_are_looked_up_in_the_text),
		STORE_TEST(patterns_are_found_wherever_their_letters_stand),
		STORE_TEST(an_emoji_is_found_though_it_is_no_word),
		STORE_TEST(scripts_without_spaces_are_found_by_parts),
		STORE_TEST(what_is_being_typed_finds_its_beginnings),
		STORE_TEST(hits_are_marked_in_a_snippet),
		STORE_TEST(titles_lead_and_pages_go_on),
		STORE_TEST(indexing_stops_where_it_is_told_to),
		STORE_TEST(an_update_is_found_by_its_new_words_only),
		STORE_TEST(thousands_in_blocks_and_the_newest_beside_them_are_all_found),
		STORE_TEST(a_title_finds_its_article),
		STORE_TEST(a_title_is_found_before_it_is_indexed),
		STORE_TEST(a_title_with_other_long_words_is_near),
		STORE_TEST(newsboats_expressions_select_articles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
