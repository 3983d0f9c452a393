/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_HTML_PROSE_H
#define WARTA_TESTS_HTML_PROSE_H

/* Paragraphs that are an article. */
#define P1 "Petugas gabungan terus menyisir lokasi kejadian sejak pagi hari, untuk memastikan " \
	   "tak ada warga yang tertinggal di dalam bangunan tersebut."
#define P2 "Pemerintah daerah menyiapkan dapur umum dan tenda di halaman balai kota, lengkap " \
	   "dengan obat-obatan dan tenaga kesehatan yang bergantian."
#define P3 "Sejumlah relawan dari berbagai daerah juga ikut membantu, sementara jalur utama " \
	   "menuju lokasi masih ditutup bagi kendaraan."
#define P4 "Kepala dinas mengatakan bahwa bantuan akan terus disalurkan sampai keadaan pulih, " \
	   "dan warga dapat kembali ke rumah masing-masing."

#endif
