/* SPDX-License-Identifier: MIT */
#include "html/tidy.h"

#include "base/utf8.h"

enum { CAPTION_MOST = 500, CREDIT_MOST = 160 }; /* bytes */

#define STR_ROW(literal) { "" literal, sizeof(literal) - 1 }

/* Words by which a line under a picture says whose it is. */
static const struct str credits[] = {
	STR_ROW("(sumber:"), STR_ROW("(foto:"), STR_ROW("(photo:"), STR_ROW("(dok."),
	STR_ROW("(credit:"), STR_ROW("(image:"), STR_ROW("foto: "), STR_ROW("photo: "),
	STR_ROW("photo by "), STR_ROW("credit: "), STR_ROW("bild: "),
	STR_ROW("bildquelle"), STR_ROW("crédit photo"), STR_ROW("crédit :"),
	STR_ROW("fotoğraf:"), STR_ROW("getty images"), STR_ROW("/reuters"),
	STR_ROW("/afp"), STR_ROW("(ap photo"), STR_ROW("/antara"), STR_ROW("(antara"),
	STR_ROW("(reuters"), STR_ROW("(afp"), STR_ROW("©"), STR_ROW("picture alliance"),
	STR_ROW("/epa"), STR_ROW("shutterstock"), STR_ROW("bildrechte"),
	STR_ROW("wikimedia commons"), STR_ROW("(istimewa"), STR_ROW("(courtesy"),
	STR_ROW("foto oleh "), STR_ROW("image credit"), STR_ROW("photo courtesy"),
};

/* And those that a short line of the kind begins with, folded. */
static const struct str openings[] = {
	STR_ROW("antara foto"), STR_ROW("reuters/"), STR_ROW("afp/"), STR_ROW("ap/"),
	STR_ROW("epa/"), STR_ROW("crédits"), STR_ROW("crédit"), STR_ROW("créditos"),
	STR_ROW("crédito"), STR_ROW("image:"), STR_ROW("imagem:"), STR_ROW("imagen:"),
	STR_ROW("immagine:"), STR_ROW("courtesy "), STR_ROW("kuva:"), STR_ROW("bilde:"),
	STR_ROW("zdjęcie:"), STR_ROW("fot."), STR_ROW("snímek:"), STR_ROW("fotografie:"),
	STR_ROW("fotografía:"), STR_ROW("photographie"), STR_ROW("picture:"),
	STR_ROW("photograph:"), STR_ROW("illustration:"), STR_ROW("ilustrasi:"),
	STR_ROW("ilustrasi foto"), STR_ROW("dok."), STR_ROW("dokumentasi"),
	STR_ROW("tangkapan layar"), STR_ROW("screenshot"), STR_ROW("grafik:"),
	STR_ROW("фото:"), STR_ROW("фото "), STR_ROW("снимка:"), STR_ROW("φωτο"),
	STR_ROW("写真"), STR_ROW("画像"), STR_ROW("图片"), STR_ROW("图源"), STR_ROW("圖片"),
	STR_ROW("圖/"), STR_ROW("圖／"), STR_ROW("(圖"), STR_ROW("사진"), STR_ROW("ภาพ"),
	STR_ROW("صورة"), STR_ROW("عکس"), STR_ROW("צילום"), STR_ROW("ảnh:"), STR_ROW("ছবি"),
	STR_ROW("फोटो"),
};

static bool is_caption(struct str words)
{
	struct buf folded = { .max = 4 * CAPTION_MOST };
	bool is = false;

	if (!words.len || words.len > CAPTION_MOST)
		return false;
	for (size_t i = 0; i < sizeof(credits) / sizeof(*credits) && !is; i++)
		is = str_find_nocase(words, credits[i]) != SIZE_MAX;
	utf8_fold(&folded, words);
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings) && !is; i++)
		is = words.len <= CREDIT_MOST && str_has_prefix(buf_str(&folded), openings[i]);
	buf_free(&folded);
	return is;
}

/* The picture has no spans yet, so those of the line may become its own. */
static bool is_bare_caption(const struct page *page, const struct page_block *image,
			    const struct page_block *line, struct buf *text)
{
	if (image->kind != PAGE_IMAGE || image->span_count || line->kind != PAGE_PARAGRAPH)
		return false;
	buf_clear(text);
	for (size_t i = 0; i < line->span_count && text->len <= CAPTION_MOST; i++)
		buf_add(text, page->spans[line->first_span + i].text);
	return is_caption(str_trim(buf_str(text)));
}

void tidy_captions(struct page *page)
{
	struct buf text = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < page->block_count; i++) {
		struct page_block *last = kept ? &page->blocks[kept - 1] : NULL;
		const struct page_block *b = &page->blocks[i];

		if (last && is_bare_caption(page, last, b, &text)) {
			last->first_span = b->first_span;
			last->span_count = b->span_count;
			last->credit_span = (uint16_t)b->span_count;
			continue;
		}
		page->blocks[kept++] = *b;
	}
	page->block_count = kept;
	buf_free(&text);
}
