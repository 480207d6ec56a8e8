/* The words of time, which a lexicon's lines of tag `time` tell, and texts as terms of time.
 * Private to when*.c; its words of time are read by when_words.c. */
#ifndef SKT_CLAIMS_WHEN_TERMS_H
#define SKT_CLAIMS_WHEN_TERMS_H

#include "claims/when.h"
#include "claims/when_offsets.h"

/* What a term is, and in brackets what its value tells. */
typedef enum skt_term_kind {
    SKT_TERM_OTHER, /* a word that tells no time */
    SKT_TERM_STOP,  /* punctuation that ends an expression */
    SKT_TERM_COMMA,
    SKT_TERM_DASH, /* hyphen or dash */
    SKT_TERM_DOT,
    SKT_TERM_POSSESSIVE,
    SKT_TERM_NUMBER,    /* [the number] a whole one without separators, or a number word */
    SKT_TERM_ORDINAL,   /* [the number] "29th", "first" */
    SKT_TERM_CLOCK,     /* [seconds after midnight] "23:30" */
    SKT_TERM_DOTTED,    /* [seconds after midnight] "23.00": a clock only beside other signs */
    SKT_TERM_FEAST,     /* [month * 100 + day] a day of every year with a name */
    SKT_TERM_DATE,      /* [skt_day] a date in digits with its year */
    SKT_TERM_MONTH,     /* [1..12] */
    SKT_TERM_WEEKDAY,   /* [0 Monday .. 6 Sunday] */
    SKT_TERM_REL_DAY,   /* [days from the day of publication] today, yesterday */
    SKT_TERM_WEEKEND,   /* over the weekend */
    SKT_TERM_PART,      /* [skt_part] a part of the day */
    SKT_TERM_THIS_PART, /* [skt_part] of the day of publication: tonight */
    SKT_TERM_UNIT,      /* [skt_unit] */
    SKT_TERM_PAST_UNIT, /* [skt_unit] the past one, in a phrase */
    SKT_TERM_TURN,      /* [skt_turn] last, this, the same */
    SKT_TERM_AGO,       /* [skt_ago] ago, earlier, after */
    SKT_TERM_PREP,      /* [skt_prep] prepositions and the like */
    SKT_TERM_HOUR,      /* [seconds after midnight] midnight, noon */
    SKT_TERM_PAST,      /* [seconds] half past, quarter past; negative: quarter to */
    SKT_TERM_MERIDIEM,  /* [seconds to add] a.m., p.m. */
    SKT_TERM_OCLOCK,
    SKT_TERM_ZONE,    /* `name`: IANA zone; "" for local time */
    SKT_TERM_PERIOD,  /* [skt_period] a whole phrase that tells the period */
    SKT_TERM_START,   /* the start of something long: "began", "outbreak" */
    SKT_TERM_SAY,     /* a verb of saying */
    SKT_TERM_ISSUE,   /* what an issuer puts out: "the Thursday bulletin" */
    SKT_TERM_CAPTION, /* marks the caption of a picture */
    SKT_TERM_ATTACK,  /* marks a sentence about an attack */
    SKT_TERM_RECALL   /* before a date: it is recalled ("prior to") */
} skt_term_kind;

typedef enum skt_part {
    SKT_PART_NONE,
    SKT_PART_SMALL_HOURS,
    SKT_PART_BEFORE_DAWN,
    SKT_PART_EARLY,
    SKT_PART_DAWN,
    SKT_PART_MORNING,
    SKT_PART_AFTERNOON,
    SKT_PART_EVENING,
    SKT_PART_LATE,
    SKT_PART_NIGHT,    /* "the night": of the day that the story tells of */
    SKT_PART_OVERNIGHT /* the night before the report */
} skt_part;

typedef enum skt_unit {
    SKT_UNIT_MINUTE,
    SKT_UNIT_HOUR,
    SKT_UNIT_DAY,
    SKT_UNIT_WEEK,
    SKT_UNIT_MONTH,
    SKT_UNIT_YEAR
} skt_unit;

typedef enum skt_turn {
    SKT_TURN_NONE,
    SKT_TURN_LAST,
    SKT_TURN_PAST,
    SKT_TURN_PREVIOUS,
    SKT_TURN_THIS,
    SKT_TURN_SAME,
    SKT_TURN_FOLLOWING,
    SKT_TURN_NEXT,
    SKT_TURN_EARLY, /* "early May", "early on Friday" */
    SKT_TURN_MID,
    SKT_TURN_LATE,
    SKT_TURN_EARLIER /* "earlier this month" */
} skt_turn;

typedef enum skt_ago {
    SKT_AGO_PUBLISHED, /* counts back from the day of publication: "ago" */
    SKT_AGO_BEFORE,    /* counts back from the story's day: "earlier", "after the raid" */
    SKT_AGO_LATER      /* counts on from the story's day */
} skt_ago;

typedef enum skt_prep {
    SKT_PREP_PLAIN, /* on, in, at, during, the */
    SKT_PREP_OF,
    SKT_PREP_TO, /* to, into, until where it closes a range */
    SKT_PREP_AND,
    SKT_PREP_OPEN, /* from, between */
    SKT_PREP_SINCE,
    SKT_PREP_UNTIL,
    SKT_PREP_BY,
    SKT_PREP_ABOUT, /* about, around, shortly */
    SKT_PREP_BEFORE,
    SKT_PREP_AFTER,
    SKT_PREP_ARTICLE, /* the */
    SKT_PREP_A,       /* a, per, every: rates, and one of a unit */
    SKT_PREP_FOR,     /* for, within: durations */
    SKT_PREP_WHOLE,   /* all of, as a whole */
    SKT_PREP_JOINS    /* behind two days: the first leads to the second ("bağlayan") */
} skt_prep;

enum {
    SKT_TERM_CAPITAL = 1 << 0,   /* only with a capital letter: "May", "March" */
    SKT_TERM_DATED = 1 << 1,     /* only before a number: "Sat", "Sun" */
    SKT_TERM_IN_SPAN = 1 << 2,   /* a preposition of months and years: "in" */
    SKT_TERM_AFTER_DAY = 1 << 3, /* a night that, named behind a day, begins on it */
    SKT_TERM_OR_SINCE = 1 << 4,  /* opens a range, or means "since" where none closes it */
    SKT_TERM_SOLAR = 1 << 5,     /* a month of the Iranian calendar */
    SKT_TERM_OF_CLOCK = 1 << 6   /* only before a number, which it makes a clock time */
};

/* What one line of a lexicon says of its words of time. */
typedef struct skt_term_row {
    uint8_t kind; /* skt_term_kind */
    uint8_t flags;
    bool number; /* of a line of number words: a line of tag `time` comes first */
    int32_t value;
    const char *name; /* of a zone, else NULL */
} skt_term_row;

/* The phrases that begin with one word. */
typedef struct skt_time_phrase {
    uint64_t hash;    /* of its first word */
    const char *text; /* folded words, a space between them */
    uint32_t head;    /* bytes of the first */
    skt_str path;     /* the line that says it */
    uint32_t line;
    uint32_t rank; /* of two that fit, the lower one wins */
    uint16_t layer;
    skt_term_row row;
} skt_time_phrase;

/* A term in a text. */
typedef struct skt_term {
    uint32_t first, end; /* words */
    uint8_t kind;        /* skt_term_kind */
    uint8_t flags;       /* of its row */
    bool joined;         /* no white space before it */
    int32_t value;
    const char *name;
} skt_term;

typedef SKT_VEC(skt_term) skt_term_vec;

/* Years of the Iranian calendar that a report may name: 1921 to 2071. */
enum { SKT_SOLAR_MIN = 1300, SKT_SOLAR_MAX = 1449 };

/* The offsets of zones that were worked out for texts of the language. */
skt_offsets *skt_time_words_offsets(const skt_time_words *words);

/* The phrases, *count of them, whose first word is `word`, the first choice first. */
const skt_time_phrase *skt_time_phrases(size_t *count, const skt_time_words *words,
                                        const skt_word *word);

/* The words `span` of `text` as terms, each word in one of them. */
skt_status skt_terms_tag(skt_term_vec *out, const skt_text *text, skt_span span,
                         const skt_time_words *words);

#endif
