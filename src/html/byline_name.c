/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "html/byline.h"
#include "html/phrases_fold.h"

enum { NAME_MAX_LEN = 90, NAME_MAX_WORDS = 7 };

/* Accounts and offices that say nothing. */
static const char *const nobodies[] = {
	"admin", "administrator", "superadmin", "root", "user", "webmaster", "redaksi",
	"tim redaksi", "tim liputan", "editor", "editors", "reporter", "staff", "guest",
	"anonymous", "unknown", "null", "undefined", "none", "author", "authors", "penulis",
	"default", "nan", "web admin", "site admin", "n a", "tim", "jurnalis", "wartawan",
	"writer", "by", "true", "false", "follow", "share", "profile", "view all posts",
	"contributor", "kontributor", "published", "updated", "posted", "more", "autor",
	"von", "par", "comments", "news", "twitter", "facebook", "instagram", "linkedin",
	"mailto", "email", "e mail", "website", "home", "menu", "subscribe", "all posts",
	"see all", "view all", "more stories", "alle anzeigen", "letzte artikel", "uber",
	"kommentare", "comentarios", "commentaires", "komentar", "bagikan", "teilen",
	"partager", "compartir", "newsletter", "editorial", "opinion",
};

/* What people are called beside their names. */
static const char *const roles[] = {
	"reporter", "journalist", "correspondent", "editor", "staff writer", "writer",
	"jurnalis", "wartawan", "penulis", "kontributor", "contributor", "redakteur",
	"redakteurin", "autor", "autorin", "journaliste", "periodista", "giornalista",
	"redaktor", "columnist", "editor in chief", "senior reporter", "senior correspondent",
	"chief correspondent", "political editor", "news editor", "special correspondent",
	"staff reporter", "redactor", "redactora", "staff writers", "staff reporters",
	"staff", "reporters", "journalists", "writers", "correspondents", "editors",
	"senior writer", "senior editor", "senior producer", "producer", "bureau chief",
	"foreign correspondent", "business reporter", "business correspondent",
	"political correspondent", "political reporter", "health reporter",
	"health correspondent", "science correspondent", "technology reporter",
	"technology editor", "sports writer", "sports reporter", "freelance journalist",
	"freelance writer", "freelancer", "managing editor", "deputy editor",
	"associate editor", "contributing writer", "contributing editor", "guest writer",
	"guest columnist", "envoye special",
	"envoyee speciale", "envoyes speciaux", "correspondant", "correspondante",
	"grand reporter", "chef de service", "enviado especial", "enviada especial",
	"corresponsal", "colaborador", "colaboradora", "jornalista", "reporter especial",
	"correspondente", "inviato", "inviata", "corrispondente", "korrespondent",
	"korrespondentin", "chefredakteur", "chefredakteurin", "freier autor",
	"freie autorin", "volontar", "volontarin", "verslaggever", "redacteur",
	"muhabir", "muhabiri", "editoru", "dziennikarz",
	"dziennikarka", "korespondent", "корреспондент", "журналист", "обозреватель",
	"pewarta", "redaktur", "koresponden", "wartawan senior", "jurnalis senior",
};

static const char *const agencies[] = {
	"reuters", "ap", "the associated press", "associated press", "afp",
	"agence france presse", "dpa", "apa", "sda", "ansa", "efe", "lusa", "belga", "anp",
	"ntb", "tt", "ritzau", "stt", "pap", "ctk", "mti", "tass", "ria novosti", "interfax",
	"xinhua", "kyodo", "jiji", "yonhap", "antara", "bernama", "anadolu", "anadolu agency",
	"pti", "ani", "ians", "upi", "bloomberg", "sid", "epd", "kna", "canadian press",
	"the canadian press", "europa press", "aap", "sapa", "keystone sda",
};

static const char *const joiners[] = {
	" and ", " dan ", " und ", " et ", " y ", " e ", " och ", " og ", " en ", " ja ",
	" ve ", " serta ", " with ", " dengan ", " oraz ", " и ", " та ", " και ", " & ",
	" + ", " • ", " · ", "、", "，", "؛", "،",
};

static bool is_one_of(struct str name, const char *const *list, size_t count)
{
	struct buf key = { .max = 256 };
	bool found = false;

	fold_add_key(&key, name);
	for (size_t i = 0; i < count && !found; i++)
		found = str_eq(buf_str(&key), str_from(list[i]));
	buf_free(&key);
	return found;
}

#define IS_ONE_OF(name, list) is_one_of((name), (list), sizeof(list) / sizeof((list)[0]))

bool byline_is_agency(struct str name)
{
	return name.len <= 40 && IS_ONE_OF(name, agencies);
}

static struct str trim_signs(struct str s)
{
	static const char *const signs[] = {
		" ", "\t", "\n", "\r", ",", ";", ":", "|", "/", "-", "–", "—", "•", "·", "*",
		"(", ")", "[", "]", "\"", "“", "”", "\xc2\xa0", "&", "©", "：", "<", ">", "»",
		"«", "…", "_",
	};
	size_t before;

	do {
		before = s.len;
		for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
			struct str sign = str_from(signs[i]);

			if (str_has_prefix(s, sign))
				s = str_slice(s, sign.len, s.len);
			if (str_has_suffix(s, sign))
				s.len -= sign.len;
		}
	} while (s.len != before);
	return s;
}

/* Behind a dash with blanks stands an outlet or an office. */
static struct str cut_tail(struct str name)
{
	static const char *const cuts[] = {
		" - ", " – ", " — ", " (", " | ", " @", " / ", "\t", "  ", " on ", " am ",
		" • ", " · ",
	};

	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		size_t at = str_find(name, str_from(cuts[i]));
		size_t close = str_find_char(name, ')');

		/* A nickname inside the name is part of it. */
		if (strcmp(cuts[i], " (") == 0 && close != SIZE_MAX && close + 2 < name.len)
			continue;
		if (at != SIZE_MAX && at > 0)
			name = str_slice(name, 0, at);
	}
	return name;
}

/* "18th", "0 Comments", "2024": what ends or begins with a number is no name. */
static bool has_number(struct str name)
{
	size_t last = name.len;

	while (last > 0 && !str_is_space(name.ptr[last - 1]))
		last--;
	return (name.ptr[0] >= '0' && name.ptr[0] <= '9') ||
	       (last > 0 && name.ptr[last] >= '0' && name.ptr[last] <= '9');
}

static bool has_foreign_signs(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (strchr("@:=<>{}[]#%?!_\\", name.ptr[i]) && name.ptr[i])
			return true;
	return str_find_nocase(name, STR("www.")) != SIZE_MAX ||
	       str_find_nocase(name, STR("http")) != SIZE_MAX;
}

/* An e-mail address among the words goes, the words stay. */
static struct str cut_mail(struct str name)
{
	size_t at = str_find_char(name, '@');

	while (at != SIZE_MAX && at > 0 && !str_is_space(name.ptr[at - 1]))
		at--;
	return at == SIZE_MAX ? name : str_slice(name, 0, at);
}

static size_t word_count(struct str name)
{
	struct str word;
	size_t count = 0;

	while (str_next_word(&name, &word))
		count++;
	return count;
}

static bool has_letter(struct str name)
{
	uint32_t folded[FOLD_MAX];

	while (!str_is_empty(name))
		if (fold_code_point(utf8_next(&name), folded) && fold_is_word(folded[0]) &&
		    (folded[0] < '0' || folded[0] > '9'))
			return true;
	return false;
}

static size_t digit_count(struct str name)
{
	size_t count = 0;

	for (size_t i = 0; i < name.len; i++)
		count += name.ptr[i] >= '0' && name.ptr[i] <= '9';
	return count;
}

/* "By", "Oleh" and their kin in front of a name that should be bare. */
static struct str cut_preposition(struct str name)
{
	static const char *const words[] = {
		"By ", "by ", "BY ", "Von ", "von ", "Oleh ", "oleh ", "Par ", "Por ", "por ",
		"Oleh: ", "By: ", "Par: ",
	};

	size_t by = str_find(name, STR(" by "));

	if (by != SIZE_MAX)
		return str_slice(name, by + 4, name.len);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_has_prefix(name, str_from(words[i])) &&
		    word_count(name) > (strcmp(words[i], "von ") == 0 ? 3 : 1))
			return str_slice(name, strlen(words[i]), name.len);
	return name;
}

/* "Jane Doe0": a count or a note's number clings to the name. */
static struct str cut_digits(struct str name)
{
	size_t end = name.len;

	while (end && name.ptr[end - 1] >= '0' && name.ptr[end - 1] <= '9')
		end--;
	bool is_letter = end && str_lower(name.ptr[end - 1]) >= 'a' &&
			 str_lower(name.ptr[end - 1]) <= 'z';
	bool is_full = str_find_char(name, ' ') != SIZE_MAX;

	return is_full && is_letter && end + 2 >= name.len ? str_slice(name, 0, end) : name;
}

struct str byline_clean_name(struct str name)
{
	name = cut_digits(trim_signs(cut_mail(cut_tail(cut_preposition(trim_signs(name))))));
	if (name.len < 2 || name.len > NAME_MAX_LEN || word_count(name) > NAME_MAX_WORDS)
		return (struct str){ 0 };
	if (has_foreign_signs(name) || !has_letter(name) || digit_count(name) > 3 ||
	    has_number(name))
		return (struct str){ 0 };
	if (IS_ONE_OF(name, nobodies) || IS_ONE_OF(name, roles))
		return (struct str){ 0 };
	return name;
}

static bool is_particle(struct str word)
{
	static const char *const particles[] = {
		"de", "la", "van", "der", "von", "den", "bin", "binti", "al", "el", "di",
		"da", "dos", "du", "le", "y", "e", "zu", "ter", "ten", "af", "av", "del",
		"della", "het", "d'",
	};

	for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); i++)
		if (str_eq(word, str_from(particles[i])))
			return true;
	return false;
}

bool byline_is_person(struct str name)
{
	struct str rest = name, word;
	uint32_t folded[FOLD_MAX];
	bool has_case = false, is_last_name = false;
	int words = 0;

	while (str_next_word(&rest, &word)) {
		struct str letters = word;
		uint32_t first = utf8_next(&letters);
		bool is_capital = fold_code_point(first, folded) > 0 && folded[0] != first;

		is_last_name = is_capital || first >= 0x590;
		if (!is_last_name && (words == 0 || !is_particle(word)))
			return false;
		has_case |= is_capital;
		words++;
	}
	return is_last_name && words <= 5 && (words >= 2 || !has_case);
}

static bool is_known(const struct byline *out, struct str name)
{
	for (size_t i = 0; i < out->count; i++)
		if (str_eq_nocase(out->names[i].name, name))
			return true;
	return false;
}

static void add_name(struct byline *out, struct str name, enum byline_role role)
{
	if (byline_is_agency(str_trim(name)) && role == BYLINE_AUTHOR && out->count)
		role = BYLINE_SOURCE;
	name = byline_clean_name(name);
	if (name.len && out->count < BYLINE_NAMES && !is_known(out, name))
		out->names[out->count++] = (struct byline_name){ name, role };
}

/* Where the next separator between names begins and ends. */
static size_t next_joiner(struct str text, size_t *end)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(joiners) / sizeof(joiners[0]); i++) {
		size_t at = str_find(text, str_from(joiners[i]));

		if (at < best) {
			best = at;
			*end = at + strlen(joiners[i]);
		}
	}
	for (size_t i = 0; i < text.len && i < best; i++) {
		if (!strchr(",;/|\n", text.ptr[i]))
			continue;
		best = i;
		*end = i + 1;
	}
	return best;
}

/* ", in News": after the names the line goes on. */
static bool goes_on(struct str part)
{
	static const char *const words[] = {
		"in ", "on ", "at ", "for ", "im ", "für ", "aus ", "dans ", "pour ", "en ",
		"para ", "di ", "untuk ",
	};

	part = str_trim(part);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_has_prefix(part, str_from(words[i])))
			return true;
	return false;
}

void byline_add_names(struct byline *out, struct str text, enum byline_role role)
{
	size_t end = 0;

	text = str_slice(text, 0, BYLINE_LINE_MAX);
	if (str_find(text, STR("://")) != SIZE_MAX)
		return;
	for (bool is_first = true;; is_first = false) {
		size_t at = next_joiner(text, &end);

		struct str part = str_slice(text, 0, at == SIZE_MAX ? text.len : at);
		struct str name = byline_clean_name(part);

		if (!is_first && goes_on(text))
			return;
		/* Behind the first comma may also stand what somebody is. */
		if (!is_first && word_count(name) > 2 && !byline_is_person(name))
			name.len = part.len = 0;
		add_name(out, part, role);
		if (at == SIZE_MAX)
			return;
		text = str_slice(text, end, text.len);
	}
}
