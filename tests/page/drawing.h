/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_PAGE_DRAWING_H
#define WARTA_TESTS_PAGE_DRAWING_H

#include "base/utf8.h"
#include "lib/check.h"
#include "page/layout.h"

/* A layout as the text of its lines, '~' for the state of a related link. */
static inline void drawing_add(const struct layout *layout, struct buf *out)
{
	for (size_t i = 0; i < layout->line_count; i++) {
		const struct layout_line *line = &layout->lines[i];
		int column = 0;
		for (uint32_t j = 0; j < line->run_count; j++) {
			const struct layout_run *run = &layout->runs[line->first_run + j];
			for (; column < run->column; column++)
				buf_add_char(out, ' ');
			buf_add(out, run->role == LAYOUT_STATE ? STR("~") : run->text);
			column += run->width;
		}
		buf_add_char(out, '\n');
	}
}

/* The page laid out looks like this; frees it. */
static inline void check_drawn(struct page *page, const struct layout_options *options,
			       const char *wanted, const char *file, int line)
{
	struct layout layout = { 0 };
	struct buf drawing = { 0 };

	page_number(page);
	page_layout(&layout, page, options, SIZE_MAX);
	drawing_add(&layout, &drawing);
	check_str(buf_str(&drawing), wanted, file, line);
	buf_free(&drawing);
	layout_free(&layout);
	page_free(page);
}
#define CHECK_DRAWN(page, options, wanted) \
	check_drawn(page, options, wanted, __FILE__, __LINE__)

#endif
