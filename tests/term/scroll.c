/* SPDX-License-Identifier: MIT */
#include "term/scroll.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "lib/check.h"
#include "term/paint.h"

/* A terminal as far as painting uses one: what it shows after frames that only
 * tell the changes is compared with what one frame tells it from nothing. */
enum { ROWS = 24, COLUMNS = 80 };

struct screen {
	struct { char text[40], pen[48]; } cells[ROWS][COLUMNS];
	char pen[48];
	int row, column, top, bottom, left, right;
	struct str last; /* cluster */
};

static void screen_clear(struct screen *screen, int row, int from, int to)
{
	for (; from < to; from++) {
		strcpy(screen->cells[row][from].text, " ");
		strcpy(screen->cells[row][from].pen, screen->pen);
	}
}

static void screen_init(struct screen *screen)
{
	memset(screen, 0, sizeof(*screen));
	screen->bottom = ROWS;
	screen->right = COLUMNS;
	for (int row = 0; row < ROWS; row++)
		screen_clear(screen, row, 0, COLUMNS);
}

/* Lines deleted at the cursor's, or inserted, within the margins. */
static void screen_shift(struct screen *screen, int by)
{
	size_t cell = sizeof(screen->cells[0][0]);
	size_t width = (size_t)(screen->right - screen->left) * cell;
	int rows = screen->bottom - screen->row;

	CHECK(screen->row >= screen->top && screen->row < screen->bottom);
	CHECK(screen->column >= screen->left && screen->column < screen->right);
	for (int i = 0; i < rows; i++) {
		int row = by > 0 ? screen->row + i : screen->bottom - 1 - i, from = row + by;

		if (from >= screen->row && from < screen->bottom)
			memcpy(&screen->cells[row][screen->left],
			       &screen->cells[from][screen->left], width);
		else
			screen_clear(screen, row, screen->left, screen->right);
	}
}

static void screen_margins(struct screen *screen, const int *numbers, char final)
{
	if (final == 'r') {
		screen->top = numbers[0] ? numbers[0] - 1 : 0;
		screen->bottom = numbers[1] ? numbers[1] : ROWS;
	} else {
		screen->left = numbers[0] ? numbers[0] - 1 : 0;
		screen->right = numbers[1] ? numbers[1] : COLUMNS;
	}
	screen->row = screen->column = 0;
}

static void screen_put(struct screen *screen, struct str cluster, int width)
{
	CHECK(screen->row >= 0 && screen->row < ROWS && screen->column + width <= COLUMNS);
	for (int i = 0; i < width; i++) {
		snprintf(screen->cells[screen->row][screen->column].text, 40, "%.*s",
			 i ? 0 : (int)cluster.len, cluster.ptr);
		strcpy(screen->cells[screen->row][screen->column++].pen, screen->pen);
	}
}

static void screen_control(struct screen *screen, struct str all, const int *numbers, char final)
{
	int first = numbers[0] ? numbers[0] : 1;

	switch (final) {
	case 'H':
		screen->row = first - 1;
		screen->column = numbers[1] ? numbers[1] - 1 : 0;
		break;
	case 'C': screen->column += first; break;
	case 'M': screen_shift(screen, first); break;
	case 'L': screen_shift(screen, -first); break;
	case 'r': case 's': screen_margins(screen, numbers, final); break;
	case 'K': screen_clear(screen, screen->row, screen->column, COLUMNS); break;
	case 'J':
		for (int row = 0; row < ROWS; row++)
			screen_clear(screen, row, 0, COLUMNS);
		break;
	case 'm':
		CHECK(all.len < sizeof(screen->pen));
		snprintf(screen->pen, sizeof(screen->pen), "%.*s", STR_ARG(all));
		break;
	case 'l': /* margins at the sides are over */
		screen->left = 0;
		screen->right = COLUMNS;
		break;
	case 'h': break;
	case 'b':
		CHECK(screen->last.len == 1);
		for (int i = 0; i < first; i++)
			screen_put(screen, screen->last, 1);
		break;
	default: fail_msg("an unknown sequence ends in %c", final);
	}
}

static void screen_feed(struct screen *screen, struct str bytes)
{
	while (bytes.len) {
		int numbers[8] = { 0 }, count = 0, width;
		size_t i = 2;

		if (bytes.ptr[0] == '\r' || bytes.ptr[0] == '\n') {
			screen->column = bytes.ptr[0] == '\r' ? 0 : screen->column;
			screen->row += bytes.ptr[0] == '\n';
			bytes = str_slice(bytes, 1, bytes.len);
			continue;
		}
		if (bytes.ptr[0] != '\033') {
			struct str cluster = utf8_cluster(&bytes, &width);

			screen_put(screen, cluster, width);
			screen->last = cluster;
			continue;
		}
		for (; bytes.ptr[i] < '@'; i++) {
			if (bytes.ptr[i] == ';')
				count++;
			else if (bytes.ptr[i] >= '0' && bytes.ptr[i] <= '9' && count < 8)
				numbers[count] = numbers[count] * 10 + bytes.ptr[i] - '0';
		}
		screen_control(screen, str_slice(bytes, 0, i), numbers, bytes.ptr[i]);
		bytes = str_slice(bytes, i + 1, bytes.len);
	}
}

static void check_same(const struct screen *a, const struct screen *b)
{
	for (int row = 0; row < ROWS; row++)
		for (int i = 0; i < COLUMNS; i++)
			if (strcmp(a->cells[row][i].text, b->cells[row][i].text) ||
			    (strcmp(a->cells[row][i].pen, b->cells[row][i].pen) &&
			     strcmp(a->cells[row][i].text, " ")))
				fail_msg("row %d column %d: \"%s\" %s, not \"%s\" %s", row, i,
					 a->cells[row][i].text, a->cells[row][i].pen + 1,
					 b->cells[row][i].text, b->cells[row][i].pen + 1);
}

/* ---- two panes of rows ------------------------------------------------------ */

struct panes { int top[2], at[2], split; };

static unsigned next_random(unsigned *seed)
{
	return *seed = *seed * 1664525u + 1013904223u, *seed >> 8;
}

static void pane_fill(struct surface *surface, const struct panes *panes, int which)
{
	static const char *const words[] = { "Harga beras", "新聞は今日", "panen raya 12", "pupuk",
					     "ruang — kelas", "", "e\xcc\x81tude" };
	int from = which ? panes->split : 0, to = which ? COLUMNS : panes->split - 1;

	for (int i = 0; i < ROWS - 3; i++) {
		int number = panes->top[which] + i;
		enum term_role role = number == panes->at[which] ? ROLE_SELECTED
				    : number % 5 ? ROLE_READ : ROLE_UNREAD;
		struct area area = area_part(area_of(surface), 2 + i, from, 1, to - from);
		char text[128];

		snprintf(text, sizeof(text), "%d %s %s", number, words[number * 7 % 7],
			 words[number / 3 % 7]);
		area_fill(area, 0, 0, area.columns, role);
		area_text(area, 0, 1, area.columns - 2, role, 0, str_from(text));
		if (which == 0)
			area_text(area_of(surface), 2 + i, to, 1, ROLE_RULE, 0, STR("│"));
	}
}

static void panes_draw(struct surface *surface, const struct panes *panes)
{
	char text[40];

	surface_clear(surface);
	pane_fill(surface, panes, 0);
	pane_fill(surface, panes, 1);
	area_text(area_of(surface), 0, 1, 30, ROLE_BAR, 0, STR("Semua artikel"));
	snprintf(text, sizeof(text), "%d %%", panes->at[1] % 100);
	area_text(area_of(surface), ROWS - 1, COLUMNS - 8, 8, ROLE_STATUS, 0, str_from(text));
}

static struct painter painter_new(const char *background, bool has_margins)
{
	struct painter painter = { .colours = 256, .has_dim = true, .can_scroll = true,
				   .has_margins = has_margins, .can_repeat = has_margins };
	struct theme theme;

	theme_default(&theme);
	if (background)
		theme.styles[ROLE_TEXT].bg = TERM_INDEXED + 4;
	paint_set_theme(&painter, &theme);
	return painter;
}

static void walk(const char *background, bool has_margins)
{
	struct painter painter = painter_new(background, has_margins);
	struct surface *surface = surface_new(ROWS, COLUMNS);
	struct panes panes = { { 100, 400 }, { 103, 405 }, 25 };
	struct screen *screen = test_malloc(sizeof(*screen)), *whole = test_malloc(sizeof(*whole));
	unsigned seed = 7;

	screen_init(screen);
	for (int i = 0; i < 400; i++) {
		struct painter fresh = painter_new(background, false);
		int which = (int)(next_random(&seed) % 2);
		int by = (int)(next_random(&seed) % (i % 3 ? 5 : 41)) - (i % 3 ? 2 : 20);
		struct buf out = { 0 };

		panes.top[which] += by;
		panes.at[which] += (int)(next_random(&seed) % 3) - 1 + by;
		if (i % 50 == 49)
			panes.split = 10 + (int)(next_random(&seed) % 50);
		panes_draw(surface, &panes);
		paint_surface(&painter, surface, &out);
		screen_feed(screen, buf_str(&out));
		buf_clear(&out);
		screen_init(whole);
		paint_surface(&fresh, surface, &out);
		screen_feed(whole, buf_str(&out));
		check_same(screen, whole);
		paint_forget(&fresh);
		buf_free(&out);
	}
	paint_forget(&painter);
	surface_free(surface);
	test_free(screen);
	test_free(whole);
}

static void test_a_scrolled_screen_is_the_screen_painted_whole(void **state)
{
	(void)state;
	walk(NULL, false);
	walk(NULL, true);
	walk("blue", false);
	walk("blue", true);
}

static size_t bytes_of_a_step(int split, bool has_margins)
{
	struct painter painter = painter_new(NULL, has_margins);
	struct surface *surface = surface_new(ROWS, COLUMNS);
	struct panes panes = { { 100, 400 }, { 103, 420 }, split };
	struct buf out = { 0 };
	size_t bytes;

	panes_draw(surface, &panes);
	paint_surface(&painter, surface, &out);
	buf_clear(&out);
	panes.top[1]++;
	panes.at[1]++;
	panes_draw(surface, &panes);
	paint_surface(&painter, surface, &out);
	bytes = out.len;
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
	return bytes;
}

static void test_a_list_that_moves_by_a_row_sends_few_bytes(void **state)
{
	(void)state;
	CHECK(bytes_of_a_step(1, false) <= 400);
	CHECK(bytes_of_a_step(25, true) <= 400);
}

static void test_what_did_not_move_is_no_scroll(void **state)
{
	(void)state;
	struct surface *a = surface_new(ROWS, COLUMNS), *b = surface_new(ROWS, COLUMNS);
	struct panes panes = { { 100, 400 }, { 103, 405 }, 25 };
	struct scroll scroll;

	panes_draw(a, &panes);
	panes_draw(b, &panes);
	CHECK(!scroll_find(a, b, true, &scroll));
	panes.at[0]++;
	panes_draw(b, &panes);
	CHECK(!scroll_find(a, b, true, &scroll));
	panes.top[1] += 1000;
	panes_draw(b, &panes);
	CHECK(!scroll_find(a, b, false, &scroll));
	surface_free(a);
	surface_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_scrolled_screen_is_the_screen_painted_whole),
		TEST(a_list_that_moves_by_a_row_sends_few_bytes),
		TEST(what_did_not_move_is_no_scroll),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
