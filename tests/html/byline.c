/* SPDX-License-Identifier: MIT */
#include "html/byline.h"

#include <string.h>

#include "lib/check.h"

/* "A:X|E:Y|S:Z" for authors, editors, sources. */
static void check_line(const char *line, const char *wanted)
{
	static const char roles[] = "AESO";
	struct byline byline;
	struct buf got = { 0 };

	byline_parse(str_from(line), &byline);
	for (size_t i = 0; i < byline.count; i++)
		buf_addf(&got, "%s%c:%.*s", i ? "|" : "", roles[byline.names[i].role],
			 STR_ARG(byline.names[i].name));
	if (strcmp(buf_cstr(&got), wanted) != 0)
		print_error("line   \"%s\"\n", line);
	CHECK_STR(buf_str(&got), wanted);
	buf_free(&got);
}

static void test_credit_lines_of_indonesian_pages_are_read(void **state)
{
	(void)state;
	check_line("Penulis : Haryo Jati Editor : Desy-Afrianti", "A:Haryo Jati|E:Desy-Afrianti");
	check_line("Penulis | : Nama Orang", "A:Nama Orang");
	check_line("Reporter : Budi Santoso | 24 Juli 2026", "A:Budi Santoso");
	check_line("Oleh : Siti Aminah", "A:Siti Aminah");
	check_line("Oleh Siti Aminah", "A:Siti Aminah");
	check_line("Rep: Contoh Reporter/        Red: Contoh Redaktur",
		   "A:Contoh Reporter|E:Contoh Redaktur");
	check_line("Pewarta: Ahmad Wijaya", "A:Ahmad Wijaya");
	check_line("Penulis: A. Rahman, Dewi Lestari dan Joko",
		"A:A. Rahman|A:Dewi Lestari|A:Joko");
	check_line("SUMBER: KOMPAS.com (Penulis: Agie Permadi | Editor : Aprillia Ika)",
		   "S:KOMPAS.com|A:Agie Permadi|E:Aprillia Ika");
	check_line("Sumber : Al-Jazeera", "S:Al-Jazeera");
}

static void test_credit_lines_of_other_languages_are_read(void **state)
{
	(void)state;
	check_line("By Maya Gebeily and Anthony Deutsch, Reuters",
		   "A:Maya Gebeily|A:Anthony Deutsch|S:Reuters");
	check_line("By TPN, in News, Portugal", "A:TPN");
	check_line("Von Anna Martel und Lea Wagner", "A:Anna Martel|A:Lea Wagner");
	check_line("Par Jean Dupont", "A:Jean Dupont");
	check_line("Do 25.04.24 | 14:07 Uhr | Von Eva Kirchner", "A:Eva Kirchner");
	check_line("Текст: Анна Петрова", "A:Анна Петрова");
	check_line("Edited by Tom Hogue", "E:Tom Hogue");
	check_line("文：山田太郎", "A:山田太郎");
	check_line("来源：新华社", "S:新华社");
}

static void test_prose_names_nobody(void **state)
{
	(void)state;
	check_line("By the time they came, it was over", "");
	check_line("Von der Leyen reist nach Kiew", "");
	check_line("par exemple", "");
	check_line("Di sini kami menulis", "");
	check_line("", "");
	check_line(" … ", "");
}

static void test_offices_addresses_and_mail_are_no_names(void **state)
{
	(void)state;
	static const char *const nobodies[] = {
		"Admin", "administrator", "https://example.org/author/x", "redaksi@example.org",
		"Tim Redaksi", "12345", "@akun", "www.example.org", "null", "Reporter",
	};

	for (size_t i = 0; i < sizeof(nobodies) / sizeof(nobodies[0]); i++)
		CHECK(str_is_empty(byline_clean_name(str_from(nobodies[i]))));
	CHECK_STR(byline_clean_name(STR("Nograhany Widhi - detikNews")), "Nograhany Widhi");
	CHECK_STR(byline_clean_name(STR(" , Contoh Jurnalis , ")), "Contoh Jurnalis");
	CHECK_STR(byline_clean_name(STR("Jane Doe (jane@example.org)")), "Jane Doe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(credit_lines_of_indonesian_pages_are_read),
		TEST(credit_lines_of_other_languages_are_read),
		TEST(prose_names_nobody),
		TEST(offices_addresses_and_mail_are_no_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
