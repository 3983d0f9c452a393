/* SPDX-License-Identifier: MIT */
#include "store/stem.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/word.h"
#include "store/bytes.h"
#include "store/stem_api.h"

/* Numbers are stored: add at the end. The words are those that hardly any
 * sentence does without. */
static const struct language {
	const char *tag, *algorithm, *words;
} languages[] = {
	{ "id", "indonesian", " yang dan di dari untuk dengan ini itu pada dalam tidak akan " },
	{ "en", "english", " the and of to in is that for was with on are " },
	{ "es", "spanish", " el la de que los las en una por con para del " },
	{ "fr", "french", " le la les des et est une dans pour que sur du " },
	{ "de", "german", " der die und das ist den von mit ein nicht auf dem " },
	{ "nl", "dutch", " de het een van en dat niet zijn voor met op aan " },
	{ "pt", "portuguese", " o os que e do da uma para com em um na " },
	{ "it", "italian", " il di che la per una con non del sono gli della " },
	{ "sv", "swedish", " och att det som en den av till har inte " },
	{ "da", "danish", " og det at en den til som ikke har af " },
	{ "no", "norwegian", " og det er som en til har ikke av for " },
	{ "fi", "finnish", " ja on ei se oli hän että mutta ovat " },
	{ "ru", "russian", " и в не на что с он по это как " },
	{ "tr", "turkish", " ve bir bu da de için ile olarak " },
	{ "hu", "hungarian", " a az és hogy nem egy is de " },
	{ "ro", "romanian", " și de în la pe care nu cu din este " },
	{ "ar", "arabic", " في من على إلى أن هذا التي " },
	{ "el", "greek", " και το η της του να με για " },
	{ "ca", "catalan", " el la de que els les amb per una " },
	{ "eu", "basque", " eta da ez bat du dira " },
	{ "ga", "irish", " agus an na is ar le go " },
	{ "hi", "hindi", " के में की है और से का को " },
	{ "hy", "armenian", " և է որ են " },
	{ "lt", "lithuanian", " ir kad yra su tai bet " },
	{ "ne", "nepali", " र को मा छ " },
	{ "sr", "serbian", " и је да у се на i je da u se na " },
	{ "ta", "tamil", " என்று ஒரு இந்த " },
	{ "yi", "yiddish", " און די איז " },
};
enum {
	LANGUAGES = sizeof(languages) / sizeof(languages[0]),
	GUESS_WORDS = 150, /* looked at */
	GUESS_SHARE = 12,  /* one in so many has to be a common word */
	COMMON_MAX = 22,   /* bytes of a common word */
	COMMON_SLOTS = 1024, /* for some 360 */
};
_Static_assert((int)LANGUAGES <= (int)STEM_LANGUAGES_MAX, "a bit for each");

/* A word that is common in these languages; hash 0: a free slot. */
struct common {
	uint64_t hash;
	uint32_t languages;
};

struct stemmers {
	struct sb_stemmer *of[LANGUAGES];
	struct common common[COMMON_SLOTS]; /* open addressing */
};

/* The slot of a word, small ASCII letters or not, or a free one. */
static struct common *find_common(struct stemmers *stemmers, struct str word, uint64_t *hash)
{
	char small[COMMON_MAX];
	size_t at;

	for (size_t i = 0; i < word.len; i++)
		small[i] = str_lower(word.ptr[i]);
	*hash = bytes_hash(0, (struct str){ small, word.len }) | 1;
	at = (size_t)(*hash >> 16) % COMMON_SLOTS;
	while (stemmers->common[at].hash && stemmers->common[at].hash != *hash)
		at = (at + 1) % COMMON_SLOTS;
	return &stemmers->common[at];
}

struct stemmers *stem_new(void)
{
	struct stemmers *stemmers = mem_new(1, sizeof(*stemmers));

	for (size_t i = 0; i < LANGUAGES; i++) {
		struct str rest = str_from(languages[i].words), word;

		while (str_next_word(&rest, &word)) {
			uint64_t hash;
			struct common *slot = find_common(stemmers, word, &hash);

			slot->hash = hash;
			slot->languages |= (uint32_t)1 << i;
		}
	}
	return stemmers;
}

void stem_free(struct stemmers *stemmers)
{
	if (!stemmers)
		return;
	for (size_t i = 0; i < LANGUAGES; i++)
		if (stemmers->of[i])
			sb_stemmer_delete(stemmers->of[i]);
	free(stemmers);
}

int stem_language(struct str tag)
{
	size_t len = str_find_char(tag, '-');
	struct str primary = str_slice(tag, 0, len);
	size_t under = str_find_char(primary, '_');

	primary = str_slice(primary, 0, under);
	/* Its code until 1989, and written still; two forms of Norwegian; and
	 * Malay, which the rules for its sister fit. */
	if (str_eq_nocase(primary, STR("in")) || str_eq_nocase(primary, STR("ms")))
		primary = STR("id");
	if (str_eq_nocase(primary, STR("nb")) || str_eq_nocase(primary, STR("nn")))
		primary = STR("no");
	for (int i = 0; i < LANGUAGES; i++)
		if (str_eq_nocase(primary, str_from(languages[i].tag)))
			return i;
	return STEM_NONE;
}

int stem_guess(struct stemmers *stemmers, struct str text)
{
	struct word_walk walk = word_walk(text);
	int hits[LANGUAGES] = { 0 }, count = 0, best = 0;
	struct word word;

	for (; count < GUESS_WORDS && word_next(&walk, &word); count++) {
		uint64_t hash;

		if (word.text.len > COMMON_MAX)
			continue;
		for (uint32_t left = find_common(stemmers, word.text, &hash)->languages, i = 0;
		     left; left >>= 1, i++)
			hits[i] += left & 1;
	}
	for (int i = 1; i < LANGUAGES; i++)
		if (hits[i] > hits[best])
			best = i;
	return hits[best] >= 2 && hits[best] * GUESS_SHARE >= count ? best : STEM_NONE;
}

void stem_add(struct stemmers *stemmers, int language, struct str folded, struct buf *out)
{
	const sb_symbol *stem;

	if (language < 0 || language >= LANGUAGES || folded.len > 64) {
		word_add_bare(out, folded);
		return;
	}
	if (!stemmers->of[language] && stem_api_load())
		stemmers->of[language] = sb_stemmer_new(languages[language].algorithm, "UTF_8");
	stem = stemmers->of[language]
		? sb_stemmer_stem(stemmers->of[language], (const sb_symbol *)folded.ptr,
				  (int)folded.len)
		: NULL;
	if (stem)
		word_add_bare(out, (struct str){ (const char *)stem,
						 (size_t)sb_stemmer_length(
							 stemmers->of[language]) });
	else
		word_add_bare(out, folded);
}
