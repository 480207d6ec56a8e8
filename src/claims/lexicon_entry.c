/* What a line of a lexicon says of its phrases: the tags, their features and the values
 * that these may have (gazetteer/lexicon/README.md). */
#include <inttypes.h>

#include "claims/lexicon_table.h"

static const char *const tag_names[SKT_TAGS] = {
    "drone",   "masked",   "verb", "debris",  "damage",  "number",     "quantity",   "bound",
    "of_them", "each",     "same", "anaphor", "ordinal", "aux",        "neg",        "irrealis",
    "say",     "source",   "prep", "here",    "sites",   "correction", "background", "peaceful",
    "hostile", "casualty", "unit", "ground",  "figure",  "load",       "down",       "grammar",
};

static const char *const forms[] = {"any", "base", "s", "past", "part", "ing", "noun", "attr"};

typedef enum feature_kind {
    FEATURE_AGENT,
    FEATURE_PATIENT,
    FEATURE_WITH,
    FEATURE_NEG,
    FEATURE_FORM,
    FEATURE_METHOD,
    FEATURE_BOUND,
    FEATURE_NUM,
    FEATURE_VALUE,
    FEATURE_LOW,
    FEATURE_TYPE,
    FEATURE_MULT,
    FEATURE_AT,
    FEATURE_PLACE,
    FEATURE_COUNTRY,
    FEATURE_DOER,
    FEATURE_KIND
} feature_kind;

#define TAG(name) (UINT32_C(1) << SKT_TAG_##name)
#define OUTCOMES "launched|intercepted|lost|impacted|sighted"
/* In the order of skt_grammar. */
#define GRAMMAR                                                                                    \
    "and|but|that|which|where|when|as|clause|indefinite|definite|of|out|with|by|in|pronoun|joint|" \
    "qualifier|adverb|numbered|function|have|cause|weapon|person|ones|many|own|pluperfect|"        \
    "part|wreck|object"

/* The features of each tag. Choices of NULL: a number; of "": any word. */
static const struct feature {
    const char *key;
    uint32_t tags;
    feature_kind kind;
    const char *choices;
} features[] = {
    {"agent", TAG(VERB), FEATURE_AGENT, OUTCOMES},
    {"patient", TAG(VERB), FEATURE_PATIENT, OUTCOMES},
    {"with", TAG(VERB), FEATURE_WITH, OUTCOMES},
    {"neg", TAG(VERB), FEATURE_NEG, OUTCOMES},
    {"method", TAG(VERB), FEATURE_METHOD, "kinetic|electronic|trapped|merged|mixed|unstated"},
    {"form", TAG(VERB) | TAG(DAMAGE), FEATURE_FORM,
     "any|base|s|past|part|ing|noun|attr|past_sg|part_sg|attr_sg|s_sg"},
    {"form", TAG(SAY), FEATURE_KIND, "verb|prep"},
    {"place", TAG(VERB), FEATURE_PLACE, "object"},
    {"doer", TAG(VERB), FEATURE_DOER, "behind"},
    {"kind", TAG(VERB), FEATURE_KIND, "tally|repel|drop|find|aloft|of"},
    {"kind", TAG(QUANTITY), FEATURE_KIND, ""},
    {"kind", TAG(DRONE), FEATURE_KIND, "counted|attack"},
    {"num", TAG(DRONE) | TAG(VERB), FEATURE_NUM, "sg|pl|any"},
    {"type", TAG(DRONE), FEATURE_TYPE, "yes|no"},
    {"value", TAG(NUMBER) | TAG(QUANTITY) | TAG(ORDINAL) | TAG(ANAPHOR) | TAG(DRONE), FEATURE_VALUE,
     NULL},
    {"low", TAG(QUANTITY), FEATURE_LOW, NULL},
    {"mult", TAG(NUMBER), FEATURE_MULT, "yes|no"},
    {"bound", TAG(QUANTITY) | TAG(BOUND), FEATURE_BOUND, "exact|at_least|at_most|about|vague"},
    {"at", TAG(BOUND) | TAG(PREP), FEATURE_AT, "before|after"},
    {"kind", TAG(OF_THEM), FEATURE_KIND, "subset|list"},
    {"kind", TAG(EACH), FEATURE_KIND, "each|before|respectively"},
    {"kind", TAG(ANAPHOR), FEATURE_KIND, "another|other|more|rest|both|all|none|after"},
    {"kind", TAG(ORDINAL), FEATURE_KIND, "bare"},
    {"kind", TAG(NEG), FEATURE_KIND, "whole"},
    {"kind", TAG(AUX), FEATURE_KIND, "front|behind"},
    {"kind", TAG(IRREALIS), FEATURE_KIND, "modal|topic|attempt"},
    {"kind", TAG(SOURCE), FEATURE_KIND, ""},
    {"country", TAG(DRONE) | TAG(SOURCE) | TAG(HOSTILE) | TAG(BACKGROUND), FEATURE_COUNTRY, ""},
    {"kind", TAG(UNIT), FEATURE_KIND, "metre|kilometre|nautical|classifier"},
    {"kind", TAG(NUMBER), FEATURE_KIND, "joins"},
    {"kind", TAG(FIGURE), FEATURE_KIND, "noun|sum"},
    {"kind", TAG(LOAD), FEATURE_KIND, "target"},
    {"kind", TAG(CORRECTION), FEATURE_KIND, "old|new|compared"},
    {"kind", TAG(GRAMMAR), FEATURE_KIND, GRAMMAR},
    {"role", TAG(PREP), FEATURE_KIND, "target|near|origin|destination|border"},
    {"level", TAG(HERE) | TAG(SITES), FEATURE_KIND,
     "same|told|region|city|capital|country|whole|named"},
    {"period", TAG(BACKGROUND), FEATURE_KIND, "background|cumulative"},
};

enum { N_FEATURES = sizeof features / sizeof features[0] };

int skt_tag_named(skt_str name)
{
    for (int i = 0; i < SKT_TAGS; i++) {
        if (skt_str_is(name, tag_names[i])) {
            return i;
        }
    }
    return -1;
}

const char *skt_tag_name(skt_tag tag)
{
    return tag_names[tag];
}

skt_entry skt_entry_new(skt_tag tag)
{
    return (skt_entry){.tag = tag,
                       .agent = SKT_NO_OUTCOME,
                       .patient = SKT_NO_OUTCOME,
                       .with = SKT_NO_OUTCOME,
                       .neg = SKT_NO_OUTCOME,
                       .singular = true,
                       .plural = true,
                       .value = SKT_NULL,
                       .low = SKT_NULL};
}

/* ---------------------------------------------------------------- setting */

static bool number_of(int64_t *out, skt_str text)
{
    int64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > INT64_MAX / 100) {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return text.len > 0;
}

static int outcome_of(skt_str name)
{
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        if (skt_str_is(name, skt_outcome_name((skt_outcome)i))) {
            return i;
        }
    }
    return SKT_NO_OUTCOME;
}

static skt_method method_of(skt_str name)
{
    int i = 0;
    while (i < SKT_METHOD_MIXED && !skt_str_is(name, skt_method_name((skt_method)i))) {
        i++;
    }
    return (skt_method)i;
}

static skt_bound bound_of(skt_str name)
{
    int i = 0;
    while (i < SKT_VAGUE && !skt_str_is(name, skt_bound_name((skt_bound)i))) {
        i++;
    }
    return (skt_bound)i;
}

/* The form that a choice of the feature means: the last ones are forms of one drone only. */
static skt_form form_of(int choice)
{
    static const skt_form of_one[] = {SKT_FORM_PAST, SKT_FORM_PART, SKT_FORM_ATTR, SKT_FORM_S};
    return choice <= SKT_FORM_ATTR ? (skt_form)choice : of_one[choice - SKT_FORM_ATTR - 1];
}

static void set(skt_entry *entry, feature_kind kind, skt_str value, int choice)
{
    switch (kind) {
    case FEATURE_AGENT: entry->agent = (int8_t)outcome_of(value); break;
    case FEATURE_PATIENT: entry->patient = (int8_t)outcome_of(value); break;
    case FEATURE_WITH: entry->with = (int8_t)outcome_of(value); break;
    case FEATURE_NEG: entry->neg = (int8_t)outcome_of(value); break;
    case FEATURE_FORM:
        entry->form = (uint8_t)form_of(choice);
        entry->plural &= choice <= SKT_FORM_ATTR; /* "past_sg": of one only */
        break;
    case FEATURE_METHOD: entry->method = (uint8_t)method_of(value); break;
    case FEATURE_BOUND: entry->bound = (uint8_t)bound_of(value); break;
    case FEATURE_NUM:
        entry->singular = !skt_str_is(value, "pl");
        entry->plural = !skt_str_is(value, "sg");
        break;
    case FEATURE_VALUE: (void)number_of(&entry->value, value); break;
    case FEATURE_LOW: (void)number_of(&entry->low, value); break;
    case FEATURE_TYPE: entry->type = choice == 0; break;
    case FEATURE_MULT: entry->multiplier = choice == 0; break;
    case FEATURE_AT: entry->after = choice == 1; break;
    case FEATURE_DOER: entry->doer_behind = choice == 0; break;
    case FEATURE_PLACE: entry->place_object = choice == 0; break;
    case FEATURE_COUNTRY: entry->country = value; break;
    case FEATURE_KIND: entry->kind = value; break;
    }
}

static const struct feature *find_feature(skt_tag tag, skt_str key)
{
    for (size_t i = 0; i < N_FEATURES; i++) {
        if (skt_str_is(key, features[i].key) && (features[i].tags >> tag & 1) != 0) {
            return &features[i];
        }
    }
    return NULL;
}

skt_feature_result skt_entry_set(skt_entry *entry, skt_str key, skt_str value)
{
    const struct feature *feature = find_feature(entry->tag, key);
    if (feature == NULL) {
        return SKT_FEATURE_UNKNOWN;
    }
    int64_t number;
    const bool any = feature->choices != NULL && feature->choices[0] == '\0';
    const int choice =
        feature->choices == NULL || any ? 0 : skt_str_choice(feature->choices, value);
    if (choice < 0 || value.len == 0 || (feature->choices == NULL && !number_of(&number, value))) {
        return SKT_FEATURE_VALUE;
    }
    set(entry, feature->kind, value, choice);
    return SKT_FEATURE_SET;
}

bool skt_feature_known(skt_str key, skt_str value)
{
    bool known = false;
    for (int tag = 0; tag < SKT_TAGS; tag++) {
        skt_entry entry = skt_entry_new((skt_tag)tag);
        known |= skt_entry_set(&entry, key, value) == SKT_FEATURE_SET;
    }
    return known;
}

/* Appends "a, b, c" for "a|b|c". */
static void add_choices(skt_buf *out, const char *choices)
{
    for (const char *c = choices; *c != '\0'; c++) {
        if (*c == '|') {
            skt_buf_add_text(out, ", ");
        } else {
            skt_buf_add_char(out, *c);
        }
    }
}

void skt_feature_choices(skt_buf *out, skt_tag tag, skt_str key)
{
    const struct feature *feature = find_feature(tag, key);
    if (feature != NULL) {
        add_choices(out, feature->choices == NULL ? "a whole number" : feature->choices);
        return;
    }
    bool any = false;
    for (size_t i = 0; i < N_FEATURES; i++) {
        if ((features[i].tags >> tag & 1) != 0) {
            skt_buf_add_text(out, any ? ", " : "");
            skt_buf_add_text(out, features[i].key);
            any = true;
        }
    }
    skt_buf_add_text(out, any ? "" : "none");
}

unsigned skt_grammar_named(skt_str kind)
{
    const int bit = skt_str_choice(GRAMMAR, kind);
    return bit < 0 ? 0 : 1U << bit;
}

void skt_grammar_write(skt_buf *out, unsigned grammar)
{
    skt_str rest = SKT_LIT(GRAMMAR);
    skt_str kind;
    skt_buf_add_text(out, "grammar");
    for (unsigned i = 0; skt_str_split(&kind, &rest, '|'); i++) {
        if ((grammar >> i & 1) != 0) {
            skt_buf_format(out, " kind=%.*s", SKT_FMT(kind));
        }
    }
}

/* -------------------------------------------------------------- comparing */

bool skt_entry_same(const skt_entry *a, const skt_entry *b)
{
    return a->tag == b->tag && a->agent == b->agent && a->patient == b->patient &&
           a->with == b->with && a->neg == b->neg && a->form == b->form && a->method == b->method &&
           a->bound == b->bound && a->singular == b->singular && a->plural == b->plural &&
           a->type == b->type && a->multiplier == b->multiplier && a->after == b->after &&
           a->place_object == b->place_object && a->doer_behind == b->doer_behind &&
           a->value == b->value && a->low == b->low && skt_str_eq(a->kind, b->kind) &&
           skt_str_eq(a->country, b->country);
}

/* ---------------------------------------------------------------- writing */

static void write_outcome(skt_buf *out, const char *key, int outcome)
{
    if (outcome != SKT_NO_OUTCOME) {
        skt_buf_format(out, " %s=%s", key, skt_outcome_name((skt_outcome)outcome));
    }
}

static const char *kind_key(skt_tag tag)
{
    return tag == SKT_TAG_PREP         ? "role"
           : tag == SKT_TAG_HERE       ? "level"
           : tag == SKT_TAG_BACKGROUND ? "period"
           : tag == SKT_TAG_SAY        ? "form"
                                       : "kind";
}

void skt_entry_write(skt_buf *out, const skt_entry *entry)
{
    skt_buf_add_text(out, tag_names[entry->tag]);
    write_outcome(out, "agent", entry->agent);
    write_outcome(out, "patient", entry->patient);
    write_outcome(out, "with", entry->with);
    write_outcome(out, "neg", entry->neg);
    if (entry->form != SKT_FORM_ANY) {
        skt_buf_format(out, " form=%s", forms[entry->form]);
    }
    if (entry->tag == SKT_TAG_VERB && entry->method != SKT_METHOD_UNSTATED) {
        skt_buf_format(out, " method=%s", skt_method_name((skt_method)entry->method));
    }
    if (entry->tag == SKT_TAG_DRONE) {
        skt_buf_format(out, " num=%s", !entry->plural ? "sg" : (entry->singular ? "any" : "pl"));
    } else if (!entry->plural || !entry->singular) {
        skt_buf_format(out, " num=%s", entry->plural ? "pl" : "sg");
    }
    skt_buf_add_text(out, entry->type ? " type=yes" : "");
    if (entry->value != SKT_NULL) {
        skt_buf_format(out, " value=%" PRId64, entry->value);
    }
    if (entry->low != SKT_NULL) {
        skt_buf_format(out, " low=%" PRId64, entry->low);
    }
    if (entry->tag == SKT_TAG_BOUND || entry->tag == SKT_TAG_QUANTITY) {
        skt_buf_format(out, " bound=%s", skt_bound_name((skt_bound)entry->bound));
    }
    skt_buf_add_text(out, entry->multiplier ? " mult=yes" : "");
    skt_buf_add_text(out, entry->after ? " at=after" : "");
    skt_buf_add_text(out, entry->place_object ? " place=object" : "");
    skt_buf_add_text(out, entry->doer_behind ? " doer=behind" : "");
    if (entry->country.len > 0) {
        skt_buf_format(out, " country=%.*s", SKT_FMT(entry->country));
    }
    if (entry->kind.ptr != NULL) {
        skt_buf_format(out, " %s=%.*s", kind_key(entry->tag), SKT_FMT(entry->kind));
    }
}
