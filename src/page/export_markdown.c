/* SPDX-License-Identifier: MIT */
#include "page/forms.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "page/facts.h"

/* A footnote by the index of its link: only one whose text is there is one. */
struct note {
	bool is_there, is_written;
	unsigned number; /* in the order of the marks; 0: none yet */
};

struct writer {
	const struct page *page;
	struct buf *out;
	struct note *notes;
	unsigned note_count; /* that have a number */
	bool is_begun, is_after_item;
	const struct page_block *term; /* what comes next is what it means */
};

static void start_block(struct writer *w, bool is_item)
{
	bool is_tight = w->term || (is_item && w->is_after_item);

	if (w->is_begun)
		buf_add(w->out, is_tight ? STR("\n") : STR("\n\n"));
	w->is_begun = true;
	w->is_after_item = is_item;
}

static void add_prefix(struct writer *w, const struct page_block *block)
{
	int steps = block->kind == PAGE_ITEM && block->depth ? block->depth - 1 : block->depth;
	int mark = w->term ? w->term->depth + w->term->inset : -1;

	for (int i = 0; i < block->quote; i++)
		buf_add(w->out, STR("> "));
	for (int i = 0; i < steps + block->inset; i++)
		buf_add(w->out, i == mark ? STR(":   ") : STR("    "));
	w->term = NULL;
}

/* Text in which nothing is markup; at_start: it begins a line. */
static void add_escaped(struct buf *out, struct str s, bool at_start)
{
	size_t digits = 0;

	while (at_start && digits < s.len && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
		digits++;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool starts_block = at_start && i == 0 &&
				    str_find_char(STR("#+-=:"), c) != SIZE_MAX;
		bool ends_ordinal = digits && i == digits && (c == '.' || c == ')');
		if (starts_block || ends_ordinal ||
		    str_find_char(STR("\\`*_[]<>&~|"), c) != SIZE_MAX)
			buf_add_char(out, '\\');
		buf_add_char(out, c);
	}
}

static void add_address(struct buf *out, struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];
		if (str_find_char(STR("()<>\\"), c) != SIZE_MAX)
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)c);
		else
			buf_add_char(out, c);
	}
}

static void add_link(struct writer *w, struct str title, struct str url)
{
	if (!form_is_web(url)) {
		add_escaped(w->out, title, false);
		return;
	}
	buf_add_char(w->out, '[');
	add_escaped(w->out, title, false);
	buf_add(w->out, STR("]("));
	add_address(w->out, url);
	buf_add_char(w->out, ')');
}

static void add_code(struct buf *out, struct str text)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(out, '`');
	if (longest)
		buf_add_char(out, ' ');
	for (size_t i = 0; i < text.len; i++)
		buf_add_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
	if (longest)
		buf_add_char(out, ' ');
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(out, '`');
}

static void add_marks(struct buf *out, unsigned style, bool is_end)
{
	static const struct {
		unsigned style;
		const char *mark;
	} marks[] = { { PAGE_STRIKE, "~~" }, { PAGE_STRONG, "**" }, { PAGE_EMPHASIS, "*" } };
	int count = sizeof(marks) / sizeof(*marks);

	for (int i = 0; i < count; i++) {
		int at = is_end ? count - 1 - i : i;
		if (style & marks[at].style)
			buf_add(out, str_from(marks[at].mark));
	}
}

/* Marks count only where they touch a word: white space goes outside. */
static void add_styled(struct writer *w, const struct page_span *span,
		       const struct page_block *block, bool at_start)
{
	struct str inner = str_trim(span->text);
	size_t before = inner.len ? (size_t)(inner.ptr - span->text.ptr) : span->text.len;
	bool has_after = inner.len && before + inner.len < span->text.len;
	struct str line;

	buf_add(w->out, before ? STR(" ") : STR(""));
	if (span->style & PAGE_CODE) {
		add_code(w->out, inner);
	} else if (inner.len) {
		add_marks(w->out, span->style, false);
		for (bool first = true; str_cut(&inner, '\n', &line); first = false) {
			if (!first && block) {
				buf_add(w->out, STR("  \n"));
				add_prefix(w, block);
			} else if (!first) {
				buf_add_char(w->out, ' ');
			}
			add_escaped(w->out, line, first ? at_start : true);
		}
		add_marks(w->out, span->style, true);
	}
	if (has_after)
		buf_add_char(w->out, ' ');
}

/* The note to which a link leads; NULL: it is none. */
static struct note *note_of(const struct writer *w, uint32_t index)
{
	const struct page_link *link = form_link(w->page, index);

	return link && link->kind == PAGE_LINK_NOTE && w->notes[index].is_there ?
	       &w->notes[index] : NULL;
}

static unsigned note_number(struct writer *w, struct note *note)
{
	if (!note->number)
		note->number = ++w->note_count;
	return note->number;
}

/* In front of the text of a note, at which its marks point; false: it is none. */
static bool add_note(struct writer *w, const struct page_block *block)
{
	struct note *note = note_of(w, block->link);

	if (!note || note->is_written)
		return false;
	note->is_written = true;
	buf_addf(w->out, "[^%u]: ", note_number(w, note));
	return true;
}

static void notes_find(struct writer *w)
{
	const struct page *page = w->page;

	w->notes = mem_new(page->link_count + 1, sizeof(*w->notes));
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *block = &page->blocks[i];

		if (form_link(page, block->link) &&
		    (block->kind == PAGE_ITEM || block->kind == PAGE_PARAGRAPH))
			w->notes[block->link].is_there = true;
	}
}

static void add_spans(struct writer *w, struct form_spans spans, const struct page_block *block)
{
	const struct page_link *open = NULL;

	for (size_t i = 0; i < spans.count; i++) {
		const struct page_link *link = form_link(w->page, spans.first[i].link);
		struct note *note = note_of(w, spans.first[i].link);

		if (note) { /* whatever its mark is in the page */
			if (!i || spans.first[i - 1].link != spans.first[i].link)
				buf_addf(w->out, "[^%u]", note_number(w, note));
			continue;
		}
		if (link && !form_is_web(link->url))
			link = NULL;
		if (link && link != open)
			buf_add_char(w->out, '[');
		open = link;
		add_styled(w, &spans.first[i], block, i == 0);
		if (!link)
			continue;
		if (i + 1 < spans.count && spans.first[i + 1].link == spans.first[i].link)
			continue;
		buf_add(w->out, STR("]("));
		add_address(w->out, link->url);
		buf_add_char(w->out, ')');
		open = NULL;
	}
}

static void add_table(struct writer *w, const struct page_block *block)
{
	size_t columns = block->columns ? block->columns : 1;

	for (size_t i = 0; i < block->cell_count; i++) {
		const struct page_cell *cell = &w->page->cells[block->first_cell + i];
		if (i % columns == 0 && i)
			add_prefix(w, block);
		buf_add(w->out, STR("| "));
		add_spans(w, form_cell_spans(w->page, cell), NULL);
		buf_add_char(w->out, ' ');
		if ((i + 1) % columns && i + 1 < block->cell_count)
			continue;
		buf_add_char(w->out, '|');
		if (i + 1 < block->cell_count || i < columns)
			buf_add_char(w->out, '\n');
		if (i >= columns)
			continue;
		add_prefix(w, block);
		for (size_t j = 0; j < columns; j++)
			buf_add(w->out, STR("| --- "));
		buf_add_char(w->out, '|');
		if (i + 1 < block->cell_count)
			buf_add_char(w->out, '\n');
	}
}

static void add_pre(struct writer *w, const struct page_block *block)
{
	struct form_spans spans = form_block_spans(w->page, block);
	struct buf text = { 0 };
	struct str rest, line;

	for (size_t i = 0; i < spans.count; i++)
		buf_add(&text, spans.first[i].text);
	rest = buf_str(&text);
	bool has_fence = str_find(rest, STR("```")) != SIZE_MAX;
	buf_add(w->out, has_fence ? STR("~~~~") : STR("```"));
	while (str_cut(&rest, '\n', &line)) {
		buf_add_char(w->out, '\n');
		add_prefix(w, block);
		buf_add(w->out, line);
	}
	buf_add_char(w->out, '\n');
	add_prefix(w, block);
	buf_add(w->out, has_fence ? STR("~~~~") : STR("```"));
	buf_free(&text);
}

static void add_media(struct writer *w, const struct page_block *block)
{
	const struct page_link *link = form_link(w->page, block->link);

	if (link && form_is_web(link->url)) {
		buf_add(w->out, block->kind == PAGE_IMAGE ? STR("![") : STR("["));
		add_escaped(w->out, link->title.len || block->kind == PAGE_IMAGE ?
			    link->title : link->url, false);
		buf_add(w->out, STR("]("));
		add_address(w->out, link->url);
		buf_add_char(w->out, ')');
	}
	if (!block->span_count)
		return;
	buf_add(w->out, STR("  \n"));
	add_prefix(w, block);
	add_spans(w, form_block_spans(w->page, block), block);
}

/* Behind what stands in front of its first line. */
static void add_content(struct writer *w, const struct page_block *block)
{
	const struct page_link *link = form_link(w->page, block->link);

	switch ((enum page_block_kind)block->kind) {
	case PAGE_TABLE:
		add_table(w, block);
		return;
	case PAGE_PRE:
		add_pre(w, block);
		return;
	case PAGE_IMAGE:
	case PAGE_EMBED:
		add_media(w, block);
		return;
	case PAGE_RULE:
		buf_add(w->out, STR("---"));
		return;
	case PAGE_RELATED:
		buf_add(w->out, STR("**"));
		add_escaped(w->out, link ? facts_label(link, NULL) : STR(""), true);
		buf_add(w->out, STR(":** "));
		if (link)
			add_link(w, form_title(link), link->url);
		return;
	case PAGE_ITEM:
		if (add_note(w, block))
			break;
		if (block->ordinal)
			buf_addf(w->out, "%u. ", (unsigned)block->ordinal);
		else
			buf_add(w->out, STR("- "));
		if (block->level >= PAGE_BOX_OPEN)
			buf_add(w->out, block->level == PAGE_BOX_DONE ? STR("[x] ") : STR("[ ] "));
		break;
	case PAGE_HEADING:
		for (int i = 0; i < (block->level && block->level < 7 ? block->level : 2); i++)
			buf_add_char(w->out, '#');
		buf_add_char(w->out, ' ');
		break;
	default:
		add_note(w, block);
		break;
	}
	add_spans(w, form_block_spans(w->page, block), block);
}

static void add_block(struct writer *w, const struct page_block *block)
{
	if (block > w->page->blocks && form_is_apart(block - 1, block)) {
		start_block(w, false); /* without it they would be one list */
		add_prefix(w, block);
		buf_add(w->out, STR("<!-- -->"));
	}
	start_block(w, block->kind == PAGE_ITEM);
	add_prefix(w, block);
	add_content(w, block);
	w->term = form_is_term(w->page, block) ? block : NULL;
}

static void add_head(struct writer *w)
{
	const struct page_meta *meta = &w->page->meta;
	struct buf facts = { 0 };

	facts_add_line(meta, &facts);
	if (meta->title.len) {
		start_block(w, false);
		buf_add(w->out, STR("# "));
		add_escaped(w->out, meta->title, false);
	}
	if (facts.len) {
		start_block(w, false);
		add_escaped(w->out, buf_str(&facts), true);
	}
	buf_free(&facts);
	if (!form_is_web(meta->image_url))
		return;
	start_block(w, false);
	buf_add(w->out, STR("!["));
	add_escaped(w->out, meta->image_alt, false);
	buf_add(w->out, STR("]("));
	add_address(w->out, meta->image_url);
	buf_add_char(w->out, ')');
	if (meta->image_caption.len || meta->image_credit.len)
		buf_add(w->out, STR("  \n"));
	add_escaped(w->out, meta->image_caption, true);
	if (meta->image_caption.len && meta->image_credit.len)
		buf_add_char(w->out, ' ');
	add_escaped(w->out, meta->image_credit, !meta->image_caption.len);
}

static void add_link_list(struct writer *w, const struct form_list *list)
{
	bool is_open = false;

	for (size_t i = 0; i < w->page->link_count; i++) {
		const struct page_link *link = &w->page->links[i];
		if (!form_is_listed(link, list->kind))
			continue;
		if (!is_open) {
			start_block(w, false);
			buf_addf(w->out, "## %s", _(list->heading));
		}
		is_open = true;
		start_block(w, true);
		buf_add(w->out, STR("- "));
		add_link(w, form_title(link), link->url);
	}
}

void form_markdown(const struct page *page, struct buf *out)
{
	struct writer w = { .page = page, .out = out };

	notes_find(&w);
	add_head(&w);
	for (size_t i = 0; i < page->block_count; i++)
		add_block(&w, &page->blocks[i]);
	for (size_t i = 0; i < FORM_LIST_COUNT; i++)
		add_link_list(&w, &form_lists[i]);
	if (w.is_begun)
		buf_add_char(out, '\n');
	free(w.notes);
}
