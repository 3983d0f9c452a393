/* SPDX-License-Identifier: MIT */
#include "html/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/phrases_fold.h"
#include "lib/check.h"

static bool match(const char *line, struct phrase_match *out)
{
	struct arena arena = { 0 };
	bool found = phrases_match(phrases_load(&arena), str_from(line), out);

	arena_free(&arena);
	return found;
}

static void test_a_label_ends_before_its_separator(void **state)
{
	(void)state;
	const char *line = "Baca Juga : Judul";
	struct phrase_match m;

	CHECK(match(line, &m));
	CHECK(m.class == PHRASE_ALSO);
	CHECK_STR(str_slice(str_from(line), m.from, m.to), "Baca Juga");
	CHECK_STR(str_slice(str_from(line), m.rest, strlen(line)), "Judul");
	CHECK(m.has_colon);
}

static void test_case_width_spaces_and_marks_do_not_matter(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"BACA JUGA",           "baca\xc2\xa0juga:",  "📚 Baca Juga：Judul",
		"(Baca juga: Judul)",
		"» Baca Juga »",       "【Baca Juga】Judul",    "LÄS OCKSÅ: Titel",
		"La\xcc\x88s ocksa\xcc\x8a: Titel",
		"ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: Τίτλος", "İLGİLİ HABERLER",
		"Ilgili haberler:",    "اقرأ أيضًا: عنوان",
		"ＢＡＣＡ　ＪＵＧＡ：题",    "ПРОЧЕТЕТЕ ОЩЕ: Х",
		"Citeşte şi: Titlu",   "👉 Xem thêm: Tin",
		"यह भी पढ\xe0\xa4\xbcें: ख",
		"यह भी प\xe0\xa5\x9dें: ख", "관련기사: 제목",
		"関連記事",
	};
	struct phrase_match m;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (!match(lines[i], &m))
			print_error("no label in %s\n", lines[i]);
		CHECK(match(lines[i], &m));
	}
}

static void test_letters_behind_a_label_make_it_none(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"Cek juganya di sini", "Terkaitnya kasus ini", "“Baca juga” katanya",
		"\"Baca Juga\" wajib",
		"Sebelum baca juga: X", "Related-ness",
	};
	struct phrase_match m;

	for (size_t i = 0; i < 5; i++)
		CHECK(!match(lines[i], &m));
}

static void test_scripts_without_spaces_need_no_boundary(void **state)
{
	(void)state;
	struct phrase_match m;

	CHECK(match("関連記事東京の天気", &m));
	CHECK(match("อ่านข่าวที่เกี่ยวข้องกรุงเทพ", &m));
	CHECK(match("相关阅读北京天气", &m));
}

static void test_the_longest_label_wins(void **state)
{
	(void)state;
	struct phrase_match m;

	CHECK(match("Baca juga berita lainnya: Judul", &m));
	CHECK(m.to == strlen("Baca juga berita lainnya"));
	CHECK(match("Baca Selengkapnya", &m));
	CHECK(m.class == PHRASE_NEVER);
}

static void test_every_label_of_the_table_matches_itself(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	const struct phrases *phrases = phrases_load(&arena);
	struct phrase_match m;

	for (size_t i = 0; i < phrases_count(); i++) {
		struct str label = phrases_label(i);

		if (!phrases_match(phrases, label, &m) || m.to != label.len)
			print_error("label %.*s\n", STR_ARG(label));
		CHECK(phrases_match(phrases, label, &m) && m.to == label.len);
	}
	arena_free(&arena);
}

/* The collected labels of the test data, where it is at hand. */
static FILE *shared_labels(void)
{
	const char *shared = getenv("WARTA_SHARED"), *top = getenv("top_srcdir");
	char path[512];

	if (shared)
		snprintf(path, sizeof(path), "%s/data/phrases.tsv", shared);
	else
		snprintf(path, sizeof(path), "%s/../shared/data/phrases.tsv", top ? top : ".");
	return fopen(path, "r");
}

static void test_every_collected_label_is_known(void **state)
{
	(void)state;
	FILE *file = shared_labels();
	struct phrase_match m;
	char line[1024];

	if (!file)
		skip();
	while (fgets(line, sizeof(line), file)) {
		struct str rest = str_from(line), language, label;

		if (line[0] == '#' || !str_cut(&rest, '\t', &language) || !str_cut(&rest, '\t',
			&label))
			continue;
		char text[256];
		snprintf(text, sizeof(text), "%.*s", STR_ARG(label));
		if (!match(text, &m) || m.to != label.len)
			print_error("unknown: %s\n", text);
		CHECK(match(text, &m) && m.to == label.len);
	}
	fclose(file);
}

static void test_keys_of_titles_ignore_signs_and_case(void **state)
{
	(void)state;
	struct buf a = { 0 }, b = { 0 };

	fold_add_key(&a, STR("  “Öl” – Jum'at, ２０２６!"));
	fold_add_key(&b, STR("ol jumat 2026"));
	CHECK_STR(buf_str(&a), buf_cstr(&b));
	buf_free(&a);
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_label_ends_before_its_separator),
		TEST(case_width_spaces_and_marks_do_not_matter),
		TEST(letters_behind_a_label_make_it_none),
		TEST(scripts_without_spaces_need_no_boundary),
		TEST(the_longest_label_wins),
		TEST(every_label_of_the_table_matches_itself),
		TEST(every_collected_label_is_known),
		TEST(keys_of_titles_ignore_signs_and_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
