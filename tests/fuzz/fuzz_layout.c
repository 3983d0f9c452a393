/* SPDX-License-Identifier: MIT */
/* Packed pages on screens of every width: no line over the edge, runs in
 * order, an end. The first two bytes are the width and the options. */
#include <stdlib.h>

#include "base/utf8.h"
#include "page/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(const struct layout *layout, const struct layout_line *line, int width)
{
	int column = 0;

	for (uint32_t i = 0; i < line->run_count; i++) {
		const struct layout_run *run = &layout->runs[line->first_run + i];
		if (run->column < column || utf8_width(run->text) != run->width)
			abort();
		column = run->column + run->width;
	}
	if (column > width)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page;
	struct layout layout = { 0 };

	if (size < 2)
		return 0;
	struct layout_options options = {
		.width = 10 + data[0] % 120,
		.show_numbers = data[1] & 1,
		.show_head = data[1] & 2,
		.is_ascii = data[1] & 4,
		.keeps_order = data[1] & 8,
	};
	if (!page_unpack((struct str){ (const char *)data + 2, size - 2 }, &page, NULL))
		return 0;
	page_layout(&layout, &page, &options, SIZE_MAX);
	for (size_t i = 0; i < layout.line_count; i++)
		check_line(&layout, &layout.lines[i], options.width);
	if (layout.line_count)
		layout_line_of(&layout, &page, &options,
			       layout_anchor_of(&layout, layout.line_count / 2));
	layout_free(&layout);
	page_free(&page);
	return 0;
}
