/* SPDX-License-Identifier: MIT */
#include "ui/fake.h"
#include "ui/fake_room.h"

static void paragraph(struct page *page, const char *text)
{
	page_add_block(page, PAGE_PARAGRAPH);
	page_add_span(page, str_from(text), 0, 0);
}

static void related(struct page *page, const char *url, const char *title)
{
	uint32_t link = page_add_link(page, PAGE_LINK_RELATED, str_from(url), str_from(title),
				      STR("Baca Juga"));

	page->links[link - 1].is_inline = true;
	page_add_block(page, PAGE_RELATED)->link = link;
}

static void cell(struct page *page, const char *text, bool is_header)
{
	page_add_cell(page)->is_header = is_header;
	page_add_span(page, str_from(text), is_header ? PAGE_STRONG : 0, 0);
}

static void table(struct page *page)
{
	struct page_block *block = page_add_block(page, PAGE_TABLE);
	static const char *const cells[] = { "Kota", "Harga", "Subang", "12.400", "Karawang",
					     "12.150" };

	block->rows = 3;
	block->columns = 2;
	for (int i = 0; i < 6; i++)
		cell(page, cells[i], i < 2);
}

static void meta(struct page *page, const struct store_row *row, bool is_full)
{
	struct page_meta *meta = &page->meta;

	meta->title = arena_str(&page->arena, row->title);
	meta->url = arena_str(&page->arena, row->url);
	meta->site = STR("Kabar Nusantara");
	meta->section = STR("Ekonomi");
	meta->language = STR("id");
	meta->place = STR("SUBANG");
	meta->published = (struct date){ .utc = row->date, .offset = 420, .precision = DATE_MINUTE,
					 .has_zone = true };
	page_add_name(page, &meta->authors, STR("Siti Rahma"));
	if (is_full)
		page_add_name(page, &meta->editors, STR("Budi Hartono"));
	meta->image_url = STR("https://kabar.example/i/sawah.jpg");
	meta->image_caption = STR("Petani di Subang menunggu hujan.");
	meta->image_credit = STR("Foto: Kabar/Andi");
	meta->is_complete = true;
}

/* A text with two footnotes, far below. */
static void notes(struct page *page)
{
	static const char *const texts[] = {
		"Laporan bulanan dinas, halaman 12; angka sementara.",
		"Wawancara dengan ketua kelompok tani, 1 November.",
	};
	uint32_t links[2];

	page_add_block(page, PAGE_PARAGRAPH);
	for (int i = 0; i < 2; i++) {
		links[i] = page_add_link(page, PAGE_LINK_NOTE, i ? STR("#n2") : STR("#n1"),
					 i ? STR("2") : STR("1"), STR(""));
		page_add_span(page, i ? STR(" Petani menunggu air") :
					STR("Luas tanam turun seperlima"), 0, 0);
		page_add_span(page, i ? STR("2") : STR("1"), PAGE_SUP, links[i]);
		page_add_span(page, STR("."), 0, 0);
	}
	for (int i = 0; i < 20; i++)
		paragraph(page, "Penyuluh meminta petani mencatat usia tanaman dan menyiapkan "
				"pompa cadangan sebelum akhir bulan.");
	page_add_block(page, PAGE_RULE);
	for (int i = 0; i < 2; i++) {
		struct page_block *block = page_add_block(page, PAGE_ITEM);

		block->depth = 1;
		block->ordinal = (uint32_t)i + 1;
		block->starts_list = !i;
		block->link = links[i];
		page_add_span(page, str_from(texts[i]), 0, 0);
	}
}

void fake_page_make(struct page *page, const struct store_row *row, bool is_full)
{
	uint32_t link;

	*page = (struct page){ 0 };
	meta(page, row, is_full);
	paragraph(page, "SUBANG, KABAR - Panen raya di pantai utara mundur dua pekan karena hujan "
			"turun lebih lambat daripada perkiraan. Petani menunda pemotongan padi, "
			"sementara penggilingan mulai kekurangan gabah.");
	related(page, "https://kabar.example/a/1", "Bulog Siapkan Cadangan Enam Bulan");
	page_add_block(page, PAGE_PARAGRAPH);
	page_add_span(page, STR("“Kami menunggu air,” kata "), 0, 0);
	page_add_span(page, STR("Ibu Wati"), PAGE_STRONG, 0);
	page_add_span(page, STR(", ketua kelompok tani, kepada "), 0, 0);
	link = page_add_link(page, PAGE_LINK_BODY, STR("https://dinas.example/laporan"),
			     STR("laporan dinas"), STR(""));
	page_add_span(page, STR("laporan dinas pertanian"), 0, link);
	page_add_span(page, STR(" yang terbit kemarin."), PAGE_EMPHASIS, 0);
	related(page, "https://kabar.example/a/2", "Harga Pupuk Turun");
	page_add_block(page, PAGE_HEADING)->level = 2;
	page_add_span(page, STR("Harga di dua kota"), 0, 0);
	table(page);
	page_add_block(page, PAGE_PARAGRAPH)->quote = 1;
	page_add_span(page, STR("Kalau hujan datang pekan ini, masih ada harapan."), 0, 0);
	struct page_block *item = page_add_block(page, PAGE_ITEM);
	item->depth = 1;
	page_add_span(page, STR("Irigasi dibuka bergiliran"), 0, 0);
	item = page_add_block(page, PAGE_ITEM);
	item->depth = 1;
	page_add_span(page, STR("Pompa desa dipinjamkan"), 0, 0);
	if (is_full) {
		for (int i = 0; i < 12; i++)
			paragraph(page,
				  "Dinas mencatat luas tanam yang terdampak mencapai ribuan "
				  "hektare. Penyuluh meminta petani mencatat usia tanaman dan "
				  "menyiapkan pompa cadangan sebelum akhir bulan.");
		related(page, "https://kabar.example/a/3", "Kampung Nelayan Menolak Reklamasi");
	}
	if (row->flags & STORE_STARRED_FLAG)
		notes(page);
	if (row->flags & STORE_MEDIA) {
		link = page_add_link(page, PAGE_LINK_ENCLOSURE,
				     STR("https://kabar.example/suara/1.mp3"), STR(""), STR(""));
		page->links[link - 1].type = STR("audio/mpeg");
		page->links[link - 1].length = 20000000;
		page->links[link - 1].duration = 1425;
	}
	page_number(page);
}
