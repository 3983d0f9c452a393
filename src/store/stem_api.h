/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_STORE_STEM_API_H
#define WARTA_SRC_STORE_STEM_API_H

/* libstemmer, loaded with the first word that is to be stemmed: the tables of
 * all its languages are put in place when it is loaded. Where configure could
 * not find its name, it is linked as usual and nothing here does anything. */

#include <libstemmer.h>
#include <stdbool.h>

/* Makes the functions below callable; false: this system lacks the library.
 * Any number of times, from any thread. */
bool stem_api_load(void);

#ifdef WARTA_STEMMER_SONAME

struct stem_lib {
	__typeof__(&sb_stemmer_delete) free;
	__typeof__(&sb_stemmer_length) length;
	__typeof__(&sb_stemmer_new) new;
	__typeof__(&sb_stemmer_stem) stem;
};

extern struct stem_lib stem_lib;

#define sb_stemmer_delete stem_lib.free
#define sb_stemmer_length stem_lib.length
#define sb_stemmer_new stem_lib.new
#define sb_stemmer_stem stem_lib.stem

#endif
#endif
