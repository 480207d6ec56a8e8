/* Words and phrases with their tags, read from data files (gazetteer/lexicon).
 * The format is in gazetteer/lexicon/README.md. */
#ifndef SKT_CLAIMS_LEXICON_H
#define SKT_CLAIMS_LEXICON_H

#include "claims/when.h"
#include "core/arena.h"
#include "core/buf.h"
#include "core/str.h"
#include "skytally.h"
#include "text/language.h"
#include "text/text.h"

typedef enum skt_tag {
    SKT_TAG_DRONE,
    SKT_TAG_MASKED,
    SKT_TAG_VERB,
    SKT_TAG_DEBRIS,
    SKT_TAG_DAMAGE,
    SKT_TAG_NUMBER,
    SKT_TAG_QUANTITY,
    SKT_TAG_BOUND,
    SKT_TAG_OF_THEM,
    SKT_TAG_EACH,
    SKT_TAG_SAME,
    SKT_TAG_ANAPHOR,
    SKT_TAG_ORDINAL,
    SKT_TAG_AUX,
    SKT_TAG_NEG,
    SKT_TAG_IRREALIS,
    SKT_TAG_SAY,
    SKT_TAG_SOURCE,
    SKT_TAG_PREP,
    SKT_TAG_HERE,
    SKT_TAG_SITES,
    SKT_TAG_CORRECTION,
    SKT_TAG_BACKGROUND,
    SKT_TAG_PEACEFUL,
    SKT_TAG_HOSTILE,
    SKT_TAG_CASUALTY,
    SKT_TAG_UNIT,
    SKT_TAG_GROUND,
    SKT_TAG_FIGURE,
    SKT_TAG_LOAD,
    SKT_TAG_DOWN,
    SKT_TAG_GRAMMAR,
    SKT_TAGS
} skt_tag;

enum { SKT_NO_OUTCOME = -1 };

/* What a word of tag `grammar` does in a sentence; a word may do several things. */
typedef enum skt_grammar {
    SKT_GRAMMAR_AND = 1 << 0,
    SKT_GRAMMAR_BUT = 1 << 1,
    SKT_GRAMMAR_THAT = 1 << 2,
    SKT_GRAMMAR_WHICH = 1 << 3,
    SKT_GRAMMAR_WHERE = 1 << 4,
    SKT_GRAMMAR_WHEN = 1 << 5,
    SKT_GRAMMAR_AS = 1 << 6,
    SKT_GRAMMAR_CLAUSE = 1 << 7,
    SKT_GRAMMAR_INDEFINITE = 1 << 8,
    SKT_GRAMMAR_DEFINITE = 1 << 9,
    SKT_GRAMMAR_OF = 1 << 10,
    SKT_GRAMMAR_OUT = 1 << 11,
    SKT_GRAMMAR_WITH = 1 << 12,
    SKT_GRAMMAR_BY = 1 << 13,
    SKT_GRAMMAR_IN = 1 << 14,
    SKT_GRAMMAR_PRONOUN = 1 << 15,
    SKT_GRAMMAR_JOINT = 1 << 16,
    SKT_GRAMMAR_QUALIFIER = 1 << 17,
    SKT_GRAMMAR_ADVERB = 1 << 18,
    SKT_GRAMMAR_NUMBERED = 1 << 19,
    SKT_GRAMMAR_FUNCTION = 1 << 20,
    SKT_GRAMMAR_HAVE = 1 << 21,
    SKT_GRAMMAR_CAUSE = 1 << 22,
    SKT_GRAMMAR_WEAPON = 1 << 23,
    SKT_GRAMMAR_PERSON = 1 << 24,
    SKT_GRAMMAR_ONES = 1 << 25,
    SKT_GRAMMAR_MANY = 1 << 26,
    SKT_GRAMMAR_OWN = 1 << 27,
    SKT_GRAMMAR_PLUPERFECT = 1 << 28,
    SKT_GRAMMAR_PART = 1 << 29,
    SKT_GRAMMAR_WRECK = 1 << 30,
} skt_grammar;

/* The last bit is beyond what an enumerator may have. */
#define SKT_GRAMMAR_OBJECT (UINT32_C(1) << 31)

typedef enum skt_form {
    SKT_FORM_ANY,
    SKT_FORM_BASE,
    SKT_FORM_S,
    SKT_FORM_PAST, /* also the participle where both are one */
    SKT_FORM_PART,
    SKT_FORM_ING,
    SKT_FORM_NOUN,
    SKT_FORM_ATTR /* a participle that stands before its noun as an adjective does */
} skt_form;

/* What one line of a lexicon says of a phrase. Fields that a tag does not use
 * keep their initial value. */
typedef struct skt_entry {
    skt_tag tag;
    int8_t agent, patient, with, neg; /* skt_outcome, or SKT_NO_OUTCOME */
    uint8_t form;                     /* skt_form */
    uint8_t method;                   /* skt_method */
    uint8_t bound;                    /* skt_bound */
    bool singular, plural, type, multiplier, after, place_object, doer_behind;
    int64_t value, low; /* SKT_NULL where not given */
    skt_str kind;       /* kind=, form= of say, role=, level=, period=: as written; or none */
    skt_str country;    /* country=: ISO 3166 alpha-2; or none */
    skt_str path;       /* of the file that says it, and the line there */
    uint32_t line;
    uint16_t layer; /* 0: a file of the folder; 1, 2 ...: of the user's, as they were added */
} skt_entry;

/* The longest phrase at a place. */
typedef struct skt_lexicon_hit {
    const struct skt_phrase *phrase;
    uint32_t end;  /* word behind the phrase */
    uint32_t tags; /* a bit for each tag of its entries */
} skt_lexicon_hit;

/* One language's words. */
typedef struct skt_words skt_words;

/* What languages are told by. */
const skt_languages *skt_lexicon_languages(const skt_lexicon *lexicon);

/* The words of language `lang` ("en"); *out is NULL if there is no such lexicon. Its file is read
 * when it is first asked for, by whichever thread that is. Errors: SKT_E_IO, SKT_E_DATA, told in
 * `diag` each time. */
skt_status skt_lexicon_language(const skt_words **out, const skt_lexicon *lexicon, skt_str lang,
                                skt_diag *diag);

/* Its language. */
skt_str skt_words_language(const skt_words *words);

/* The language's words of time. */
const skt_time_words *skt_words_of_time(const skt_words *words);

/* What parts the words that the language writes together; NULL: nothing. */
const skt_word_cutter *skt_words_cutter(const skt_words *words);

/* Where the first word at or behind byte `from` stands that may be of drones or debris;
 * SIZE_MAX: of what is behind it no claim can come. Quicker than any other look at it. */
size_t skt_words_sought(const skt_words *words, skt_str text, size_t from);
/* What that is told by; owned by the lexicon. */
const struct skt_topic *skt_words_topic(const skt_words *words);

/* Whether such a word of any language stands in the text. Reads what lexicons were not read yet.
 * Errors: as skt_lexicon_language(). */
skt_status skt_lexicon_seeks(bool *out, const skt_lexicon *lexicon, skt_str text, skt_diag *diag);

/* The words of one text as a language's lexicon knows them. What was found in it once is
 * remembered: one thread at a time. */
typedef struct skt_lexis {
    const struct skt_phrases *phrases;
    const skt_text *text;
    struct skt_mark *marks; /* by word: for the functions below */
} skt_lexis;

/* What is known of a word of the text. */
typedef struct skt_mark {
    const struct skt_phrase *phrase; /* that begins here and ends before `limit`, or NULL */
    uint32_t behind;                 /* word behind it */
    uint32_t limit;                  /* the farthest one that was sought up to; 0: none yet */
    uint32_t lexeme;                 /* 0: the lexicon has no such word */
    uint32_t grammar;                /* bits of skt_grammar */
    uint32_t begins;                 /* a bit for each tag of the phrases that begin with it */
    uint32_t tags;                   /* a bit for each tag of `phrase` */
    bool defined;                    /* an article is written to it */
} skt_mark;

/* Looks all words of `text` up; *out lies in `arena`, the text must stay. */
skt_status skt_lexis_open(skt_lexis **out, const skt_words *words, const skt_text *text,
                          skt_arena *arena);

/* Whether the text has a phrase of drones or debris: without one there is no claim. */
bool skt_lexis_tells(skt_lexis *lexis);

/* Whether word `at` stands in the lexicon, alone or in a phrase. */
static inline bool skt_words_know(const skt_lexis *lexis, uint32_t at)
{
    return lexis->marks[at].lexeme != 0;
}

/* As skt_words_match(), of a word that stands in the lexicon. The longest phrase before a limit
 * is the longest before a nearer one too where it ends there: what was found is kept. */
bool skt_words_find(skt_lexicon_hit *out, skt_lexis *lexis, uint32_t at, uint32_t end);

/* Finds the longest phrase that begins at word `at` and ends before `end`. */
static inline bool skt_words_match(skt_lexicon_hit *out, skt_lexis *lexis, uint32_t at,
                                   uint32_t end)
{
    const skt_mark *mark = &lexis->marks[at];
    const bool none = mark->lexeme == 0 || (mark->phrase == NULL && mark->limit >= end);
    return !none && skt_words_find(out, lexis, at, end);
}

/* Whether a phrase with one of `tags`, a bit for each, may begin at word `at`. */
static inline bool skt_words_may_begin(const skt_lexis *lexis, uint32_t at, uint32_t tags)
{
    return (lexis->marks[at].begins & tags) != 0;
}

/* Whether the language puts the verb behind its objects and places. */
bool skt_words_verb_last(const skt_lexis *lexis);

/* What word `at` does in a sentence: bits of skt_grammar. */
static inline unsigned skt_words_grammar(const skt_lexis *lexis, uint32_t at)
{
    return lexis->marks[at].grammar;
}

/* Whether an article is written to word `at`. */
static inline bool skt_words_defined(const skt_lexis *lexis, uint32_t at)
{
    return lexis->marks[at].defined;
}

/* The name of a tag: "verb"; static storage. */
const char *skt_tag_name(skt_tag tag);
/* Appends the entry as a lexicon has it: "verb patient=intercepted form=past". */
void skt_entry_write(skt_buf *out, const skt_entry *entry);
/* The same for bits of skt_grammar: "grammar kind=and". */
void skt_grammar_write(skt_buf *out, unsigned grammar);

/* Something about a line of a file. */
typedef enum skt_finding_level {
    SKT_FINDING_NOTE,    /* worth knowing */
    SKT_FINDING_WARNING, /* without effect, or hardly what was meant */
    SKT_FINDING_ERROR    /* the line cannot be read, and is passed over */
} skt_finding_level;

/* Called with each finding; `message` is good during the call. */
typedef void skt_finding_fn(void *user, skt_finding_level level, size_t line, const char *message);

/* What became of a file. */
typedef struct skt_lexicon_file {
    skt_str lang;             /* owned by the lexicon; none where it could not be told */
    size_t phrases[SKT_TAGS]; /* that it has, by tag */
    size_t times;             /* words of time */
    size_t same;              /* of these, how many were known and say what they said */
    size_t replaced, removed; /* phrases of the files before */
    size_t errors, warnings;
} skt_lexicon_file;

/* Reads the file `path` into `words`; where these are NULL, as a file of the user's that names
 * its language and is laid over what is there. Errors: SKT_E_IO and, where the folder has a bad
 * lexicon of that language, SKT_E_DATA (said in `diag`), SKT_E_NOMEM; lines that cannot be read
 * are counted in out->errors. */
skt_status skt_lexicon_read(skt_lexicon_file *out, skt_lexicon *lexicon, const char *path,
                            skt_words *words, skt_finding_fn *found, void *user, skt_diag *diag);

/* The entries of a hit, *count of them. */
const skt_entry *const *skt_lexicon_entries(size_t *count, const skt_lexicon_hit *hit);
/* The first entry with `tag` in a hit that has one. */
const skt_entry *skt_lexicon_find(const skt_lexicon_hit *hit, skt_tag tag);

/* The entry with `tag` in `hit`, or NULL. */
static inline const skt_entry *skt_lexicon_entry(const skt_lexicon_hit *hit, skt_tag tag)
{
    return (hit->tags >> tag & 1) != 0 ? skt_lexicon_find(hit, tag) : NULL;
}

#endif
