/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_WORDS_H
#define WARTA_STORE_WORDS_H

#include "store/db.h"

void word_memo_free(struct word_memo *memo);

#endif
