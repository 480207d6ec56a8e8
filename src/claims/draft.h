/* Claims in the making: what the sentences of one article say, before they are
 * put in order. Inside the claims module. */
#ifndef SKT_CLAIMS_DRAFT_H
#define SKT_CLAIMS_DRAFT_H

#include "claims/items.h"
#include "claims/rules.h"

enum { NO_DRAFT = -1, VOICES = 16 };

/* A place that a draft counts over. */
typedef struct place_ref {
    skt_node node; /* SKT_NO_NODE: known by name only */
    skt_level level;
    uint32_t toponym; /* index into the scene's toponyms, or UINT32_MAX: by inference */
    bool near;        /* "near X", "on the way to X" */
    skt_place_role role;
} place_ref;

typedef struct place_refs {
    place_ref *items;
    size_t count;
} place_refs;

/* Someone who says something. */
typedef struct voice {
    uint32_t first, end; /* words as written; first == end: none */
    skt_str kind;        /* of the lexicon: ministry, governor ...; or none */
    skt_node node;       /* the country, region or city it speaks for, or SKT_NO_NODE */
    skt_str country;     /* of a body that is of one country unless another is named; or none */
    skt_str name;        /* the last word of the speaker's own name, folded; or none */
} voice;

typedef struct draft {
    skt_outcome outcome;
    skt_method method;
    int64_t value, low, out_of, sites; /* SKT_NULL where none */
    skt_bound bound;
    count_kind count;
    bool plural, debris, attack, withheld, superseded, of_them, each;
    bool own_noun;  /* the drone noun stands by the number */
    bool reported;  /* bare figure behind a verb of saying: "reported five" */
    bool own_place; /* the text gives the place in the same clause */
    bool headline;
    bool row;    /* behind another in a row of types: "21 Gerans, two Lancets" */
    bool aloft;  /* only told to be still in the air, or on their way */
    bool load;   /* munitions that the drones dropped */
    bool recent; /* an event though its date lies further back than events do */
    place_refs places, others;
    uint32_t sentence;
    uint32_t first, end; /* words of the evidence */
    int32_t when;        /* index into the scene's whens, or -1 */
    skt_period period;
    skt_day day;
    skt_window window;
    int32_t container; /* draft that this one is a part of, or NO_DRAFT */
    bool subset;       /* inside the container and beside other subsets */
    bool sums;         /* all that was told before: "that makes nine" */
    bool further;      /* over and above what was told before: "two more", the next of a row */
    voice source;
    skt_node attacker; /* country, or SKT_NO_NODE */
    bool dropped;
    /* Why it is as it is, for --trace; a rule of RULE_NONE says nothing. */
    reason why_outcome, why_place, why_part, why_day, why_dropped;
    uint32_t verb_first, verb_end; /* words that tell the outcome; equal: none */
} draft;

typedef SKT_VEC(draft) draft_vec;

/* Where the text is: see focus.c. */
typedef struct scene_focus {
    place_refs places;            /* count 0: nothing told yet */
    uint32_t sentence, paragraph; /* that told it last */
    bool heading;                 /* a sentence that names nothing but the place */
} scene_focus;

/* What the sentence before a list says of all in it: see led.c. */
typedef struct list_lead {
    bool open; /* the lines at hand are of the list */
    bool line; /* the sentence at hand is one of them */
    int outcome;
} list_lead;

/* An article on its way from words to claims. */
typedef struct article {
    skt_scene scene;
    skt_span words; /* of the report's text */
    skt_arena *arena;
    draft_vec drafts;
    item_vec items;       /* of the sentence at hand */
    voice source;         /* who spoke last */
    voice voices[VOICES]; /* the last ones with a name, by n_voices % VOICES */
    size_t n_voices;
    skt_node country;         /* that the article is about, or SKT_NO_NODE */
    skt_node party;           /* the country whose body publishes it, or SKT_NO_NODE */
    scene_focus focus, title; /* told last; told by a heading, the headline or the lead */
    uint32_t lead;            /* the first paragraph behind the headline */
    uint32_t spoke;           /* the sentence in which `source` spoke last */
    skt_day published;
    skt_date_origin published_from;
    list_lead led;
    uint32_t drone_sentence; /* the latest that names drones, or UINT32_MAX */
    uint32_t headline_end;   /* first word behind the headline */
    struct trace *trace;     /* or NULL */
    size_t passed[RULES];    /* how often each rule let a number or a mention go */
    skt_diag *diag;
    const char *doc; /* the input's name, for `diag` */
} article;

/* A verb and what it means for the count that was asked about. */
typedef struct found_verb {
    size_t item; /* SIZE_MAX: none */
    int outcome; /* skt_outcome or SKT_NO_OUTCOME */
    bool negated, unreal;
} found_verb;

/* verb_last.c: "12'si Kursk, 5'i Bryansk bölgesinde düşürüldü": where verbs stand last, that behind
 * the last number of a row is told of all of them. */
found_verb verb_of_placed_row(const article *a, size_t i);
/* "iki dronla vuruldu": where verbs stand last, the verb behind the count at `i`, whose case tells
 * that it was done with these drones. */
found_verb verb_behind_means(const article *a, size_t i);
/* cases.c: whether the count at `i` stands in the case of what something is done with. */
bool in_case_of_means(const article *a, size_t i);
/* "Rusya'nın gece 120 İHA fırlattığı": whether the owner, place item `i`, is the subject of a verb
 * that stands as a noun behind it. */
bool acts_as_owner(const article *a, size_t i);
/* verb_last.c: "سه پهپاد انبار را منهدم کردند": whether the words before verb item `i` are, by the
 * marker that ends them, an object of it that is no drones. */
bool has_object_before(const article *a, size_t i);
/* The verb of the row that the count at `i` opens without one of its own. */
found_verb verb_of_row(const article *a, size_t i);
/* verbs.c: the verb of the count at item `i`. */
found_verb verb_of_count(const article *a, size_t i);
/* Whether an object stands beside verb item `i`, so that its subject is the doer. */
bool has_object(const article *a, size_t i);
/* verb_behind.c: the verb that the count at `i` is the subject of. */
found_verb verb_after(const article *a, size_t i);
/* "Three drones, one of them carrying a bomb, crashed": the comma behind an aside of comma item
 * `i` that tells of no outcome, or 0. */
size_t aside_behind(const article *a, size_t i);
/* "Another drone, also shot down, fell into a pond": the verb of what was done to the drones of
 * the count at `i`, between commas behind it; SIZE_MAX if none. */
size_t fate_aside(const article *a, size_t i);
/* The outcome of verb `i` for drones that stand before it as its subject, or SKT_NO_OUTCOME. */
int outcome_of_subject(const article *a, size_t i);
/* "Two drones, one of which exploded, came down": the comma behind the aside that the comma of
 * item `k` opens, or `k`. */
size_t behind_aside(const article *a, size_t k);
/* "one of which", "12 of whom": whether the count at `i` opens a relative clause. */
bool counts_of_which(const article *a, size_t i);
/* Whether the comma of item `k` ends an aside: the verb of its main clause stands behind it. */
bool closes_aside(const article *a, size_t k);
/* Verb item `verb` of a count, as `outcome` where nothing negates it or makes it unreal: sought
 * back to item `from`. */
found_verb verb_judged(const article *a, size_t from, size_t verb, int outcome);
/* verb_first.c: the verb before the count at `i`, behind which its doer stands. */
found_verb verb_in_front(const article *a, size_t i);
/* objects.c: the noun of action whose object the count at `i` is, whatever stands between the
 * two: "the destruction by air defences during the night of 47 drones". */
found_verb verb_of_action(const article *a, size_t i);
/* led.c: before and behind each sentence: what it says of the list that it leads, or whether it
 * is a line of one. */
void led_open(article *a, uint32_t sentence);
void led_close(article *a);
/* What the lead of the list that the count at `i` stands in says of it, or SKT_NO_OUTCOME. */
int led_outcome(const article *a, size_t i);

/* hits.c: whether the sentence names another weapon than drones. */
bool names_weapon(const article *a, uint32_t sentence);
/* The first item of the row of weapons that the count at `i` ends ("with rockets, heavy
 * artillery and drones"); `i` where it stands in none. */
size_t weapons_start(const article *a, size_t i);
/* Whether item `i` is a preposition that stands for "by": "came under fire from". */
bool is_fire_from(const article *a, size_t i);
/* Whether item `i` is a participle that tells what its subject hit: "hitting a refinery". */
bool tells_hit(const article *a, size_t i);
/* "flew into the chimney of a power plant": whether verb item `i`, which only tells that drones
 * were in the air, has a thing behind "into" that they hit. */
bool runs_into_thing(const article *a, size_t i);
/* "flew a drone with a bomb into a school": the same of the drones at `i` that are flown. */
bool flown_into_thing(const article *a, size_t i);
/* "a drone carrying two kilos of heroin was", "a drone with a span of two metres was": whether the
 * number of something else at item `k` only describes the drones at `i`. */
bool belongs_to_subject(const article *a, size_t i, size_t k);
/* "... and one in Ferozepur, and picked up 3.5 kg of heroin": whether verb item `k`, which only
 * something else can do to drones, goes on with the object of another subject. */
bool takes_other_object(const article *a, size_t k);
/* "saw three drones fall": whether what the drones at `i` were seen to do stands behind them. */
bool seen_doing(const article *a, size_t i, found_verb seen);
/* Whether item `i` ends "because of", "due to". */
bool is_because(const article *a, size_t i);
/* drops.c: the verb by which munitions fall from the drones counted at item `i`, whose verb is
 * `verb` ("dropped by a drone", "a drone dropped two bombs"), or SIZE_MAX. */
size_t drops_load(const article *a, size_t i, size_t verb);
/* Whether what verb item `verb` tells the drones at `i` to have dropped is a thing of any kind,
 * so that they did not fall themselves. */
bool drops_thing(const article *a, size_t i, size_t verb);
/* The outcome of drones that the sentence told of before item `i`: "the list of drones
 * destroyed overnight: there were 54". */
found_verb verb_told(const article *a, size_t i);
/* Whether an auxiliary of the passive stands right before item `i`. */
bool has_auxiliary(const article *a, size_t i);
/* Whether the auxiliary of verb item `i` lets the subject stand behind the verb, and none stands
 * before it: "fueron derribados 12 drones". */
bool subject_may_follow(const article *a, size_t i);
/* "abgeschossen wurden", "getroffen worden": the auxiliary stands right behind verb item `i`. */
bool has_auxiliary_behind(const article *a, size_t i);
/* What the clause does "with" or "by" the drones at `i`, which stand before its last verb. */
found_verb bracket_verb(const article *a, size_t i, bool by);
/* "Drohnen haben ein Depot zerstört": whether an object stands between the drones at `i`, which
 * an auxiliary of the perfect follows, and participle `k`. */
bool acts_in_bracket(const article *a, size_t i, size_t k);
/* "hat über A zwei Drohnen beobachtet": whether verb item `k`, right behind the count at `i`, ends
 * what an auxiliary of the perfect before the count began. */
bool closes_perfect(const article *a, size_t i, size_t k);
/* The participle that an auxiliary before item `from` helps, though objects and places stand
 * between: "wurde in der Nacht mit 20 Drohnen angegriffen"; SIZE_MAX where there is none. */
size_t bracket_participle(const article *a, size_t from);
/* Whether verb item `verb` is negated (no further back than item `from`). */
bool is_negated(const article *a, size_t from, size_t verb);
bool is_denied(const article *a, size_t i);
bool is_supposed(const article *a, size_t i);
/* Whether it is a possibility, an intention or a forecast. */
bool is_unreal(const article *a, size_t verb);
/* The next noun of drones of the count `i`, at or behind word *at, which is moved on to where the
 * one after it is to be sought; NULL: there is none. */
const skt_entry *next_drone(const article *a, size_t i, uint32_t *at);
/* Whether the counts at `i` and `k` > `i` stand in one row of drones: "fourteen X and two Y". */
bool in_drone_row(const article *a, size_t i, size_t k);
/* Whether the count at `i` only says what the drone counted before it is: "a drone believed to be
 * an Orlan-10". */
bool names_again(const article *a, size_t i);
/* Whether item `i` is one word that does one of the things `grammar`. */
static inline bool item_does(const article *a, size_t i, unsigned grammar)
{
    const item *it = &a->items.items[i];
    return it->end == it->first + 1 && word_does(&a->scene, it->first, grammar);
}

/* carry.c: whether sentence `told` stands shortly before `sentence`. */
bool in_reach(const article *a, uint32_t told, uint32_t sentence);
/* The latest draft of the sentence, or NO_DRAFT. */
int last_draft(const article *a, uint32_t sentence);
/* Whether the count at `i` has the verb of the hits before it: "and another a bus stop". */
bool leaves_out_verb(const article *a, size_t i);
/* The draft that one without a verb of its own shares its outcome with. */
int fate_in_reach(const article *a, const draft *d);
/* What became of the parts that are all of the count `i`, or SKT_NO_OUTCOME. */
int fate_of_parts(const article *a, size_t i);
/* counted.c: "Two each were recorded over A and B", "and Voronezh saw 14", behind drones shot down:
 * whether *verb only counts the drones of *d. */
bool only_tallies(const article *a, const draft *d, const found_verb *verb);
/* Whether a ministry gives the count `i` without saying that they were shot down. */
bool is_ministry_total(const article *a, const draft *d, size_t i, const found_verb *verb);
/* A repelled attack with a number was launched, and stopped: pushes what was stopped. */
skt_status push_repelled(article *a, const draft *d, size_t i, size_t noun);
/* The latest draft in this sentence or those shortly before. */
int draft_in_reach(const article *a, uint32_t sentence);
/* The draft that the count `it` is a part of. */
int container_of(const article *a, const item *it, uint32_t sentence, int outcome);
/* The group that came, told shortly before: what "all" and "half of them" refer to. */
int group_told(const article *a, uint32_t sentence);
/* Whether "including", "of them" and the like bind the count at `i` to a whole. */
bool inclusion_before(const article *a, size_t i);
/* "the four it had mentioned": whether the text calls the number at `i` old behind it. */
bool corrected_behind(const article *a, size_t i);
/* bare.c: whether the count at `i`, which has no noun, is of people. */
bool counts_people(const article *a, size_t i);
/* Whether the count at `i` can be of drones where it stands. */
bool noun_can_be_carried(const article *a, size_t i, uint32_t sentence);

/* shares.c: the place that a row of places gives to the count at `i` of a row of numbers
 * ("A and B had 23 and 17 respectively"); false if none. */
bool place_of_share(const article *a, size_t i, place_ref *out);

/* The verb behind a list that opens its sentence: "Bryansk 20, Kursk 11: the list of drones
 * destroyed overnight", of the count at `i` in it. */
found_verb verb_of_list(const article *a, size_t i);

/* wholes.c: adds the whole in "52 of the 54 drones that were launched", the count at `i`. */
skt_status push_whole(article *a, const draft *part, size_t i);
/* Whether the whole of "52 of the 54" has been told. */
bool same_group_counted(const article *a, const draft *d);
/* Adds the whole that the parts told up to *last are, where the text says that they are all. */
skt_status push_sum(article *a, draft *last);
/* The word behind which the count at `i` stands as a figure ("put the number at 25 and 32"),
 * or SIZE_MAX. */
size_t figure_before(const article *a, size_t i);
/* What the figure word at item `k` tells of drones ("put the number of drones shot down at"), or
 * SKT_NO_OUTCOME. */
int figure_outcome(const article *a, size_t k);
/* figures.c: whether the count at `i` is a bare figure behind a verb of saying ("reported five");
 * whether its drones were reported at a place and no more is told of them. */
bool reported(const article *a, size_t i);
bool reported_at(const article *a, size_t i);
/* Whether the fates of the drones that the count at `i` counts without a verb follow. */
bool fates_follow(const article *a, size_t i);
/* "Из 55 дронов сбит 41": whether the drones at `i` are the whole of what verb item `verb` behind
 * them tells of a part. */
bool is_group(const article *a, size_t i, size_t verb);
/* "Of the 88 drones that came, 70 were ...": whether the count at `i` is the whole that its
 * clause opens with, and so no subject of the clause. */
bool opens_group(const article *a, size_t i);
/* "76 kills out of 103 drones": whether the count at `i` is the whole of the one before it. */
bool closes_share(const article *a, size_t i);
/* Finds the whole that the count is a part of; it may change the outcome. */
void find_container(article *a, draft *d, const item *it, bool included);
/* "21 Gerans, two Lancets and nine FPV drones": whether the draft `d` of the count at `i` is of
 * another kind in the row of the one before it. */
bool follows_in_row(const article *a, size_t i, const draft *d);
/* The country that the sum `d` of shares, one of them in `share`, is of: what a state has downed
 * is its own, in Crimea and over seas too. */
skt_node country_of_shares(const article *a, const draft *d, skt_node share);
/* "20 over A and 14 over B, 90 in all": the country of the several regions that the sentence
 * has told of, where the figure `d` has room for them; or SKT_NO_NODE. */
skt_node country_of_sum(const article *a, const draft *d);
/* Works out "all", "all but two", "half of them" from the whole. */
void take_whole(article *a, draft *d, const item *it);

/* figures.c: marks among the items of the sentence the numbers that stand apart from what
 * they count, and those that others replace. */
void mark_figures(article *a);
/* "At first they had spoken of 54": whether the text itself calls the figure at `i` old. */
bool told_as_old(const article *a, size_t i);
/* Adds the figures that those of the sentence replace. */
skt_status bind_replaced(article *a, uint32_t sentence);
/* groups.c: the group, told before with what befell it, that "the second" at item `i`, whose
 * draft is *d, is one of: "Two drones hit a clinic. The second exploded ..."; or NO_DRAFT. */
int group_of_ordinal(const article *a, const draft *d, size_t i);
/* What befell the drone that the count at `i` takes out of a group: "the drone that struck the
 * tanker was one of three". */
found_verb verb_of_one(const article *a, size_t i);
/* Makes of "none of the 12" and of "the drone that crashed" what they count; what became of the
 * group, none of which came through, or SKT_NO_OUTCOME. */
int take_up(article *a, size_t i, uint32_t sentence);
/* Whether all that is told of the count at `i` is that it was somewhere: "15 drones were over the
 * region". */
bool tells_presence(const article *a, size_t i);

/* Whether *d, told by verb item `verb`, is all of a group shot down before, of which it is now
 * told where it fell; that place then is the group's. */
bool fell_again(article *a, const draft *d, size_t verb);
/* Whether *d is of a group whose others met their fate here, and flew to another country:
 * "two flew towards Belarus". */
bool flew_off(const article *a, const draft *d);
/* Whether those shot down only fell: "eighteen of them fell in the Belgorod region"; but one
 * that fell on a port has hit it. */
bool fell_shot(const article *a, const draft *d, size_t verb);

/* "all 18 drones that Russia launched", "destroyed 17 drones sent at the kingdom": whether the
 * drones counted at `i` are told to have been launched too; of some of them a place to which they
 * were sent must be told. */
bool relative_launch(const article *a, size_t i);
/* "One of them was carrying a warhead", "the other was empty": whether something else than what
 * became of the drones, or where they were, is told of the count at `i`. */
bool tells_otherwise(const article *a, size_t i);
/* How the verb at item `verb` (SIZE_MAX: none) says that drones were stopped. */
skt_method method_of_verb(const article *a, size_t verb);
/* "He wrote of two more, and at 23:05 of another three": whether the count at `i` is said beside
 * one that is. */
bool goes_on_reporting(const article *a, size_t i, uint32_t sentence);

/* date.c: the period that words of the clause give the count at `i`: "in the first half of the year
 * 1,140 drones", "as in previous attacks". */
skt_period period_told(const article *a, size_t i);

/* pronouns.c: what the sentence tells of the drones told before, where item `i` stands for
 * them ("it was shot down near A"): their fate, and the place of it. */
skt_status bind_pronoun(article *a, size_t i, uint32_t sentence);

/* cases.c: "атакован четырьмя беспилотниками": whether the count at `i` is what was done with, told
 * by its case or by a participle that can have no other object. */
bool is_instrument(const article *a, size_t i, const skt_entry *verb);
/* What verb item `verb` tells of the drones at `i` that it was done with. */
found_verb done_with(const article *a, size_t i, size_t verb);
/* The verb before the count at `i`, or behind it, whose case tells that it was done with them. */
found_verb verb_of_means(const article *a, size_t i);
found_verb verb_of_weapons(const article *a, size_t i);
/* The verb of what drones do before the count at `i`, its subject. */
found_verb verb_inverted(const article *a, size_t i);
/* "о пролетевшем над городом беспилотнике": the participle of the count at `i`, where a phrase of
 * place stands between. */
found_verb verb_attributive(const article *a, size_t i);
/* The noun of action right before the count at `i`, whose case tells that it is of them. */
found_verb verb_of_genitive(const article *a, size_t i);

/* rows.c: "58 - Белгородская область", "по 5 - Тульская и Орловская области": the item of the place
 * that makes a row of a table with the count at `i`, or SIZE_MAX. */
size_t row_headed(const article *a, size_t i);
/* Whether place item `k` makes such a row with the count before it. */
bool place_in_row(const article *a, size_t k);

/* agree.c: "БПЛА упал", "сбит БПЛА": takes the draft of the count at `i`, whose noun has one form
 * for one drone and for several, for one drone where the form of *verb tells so. */
void tell_number(const article *a, draft *d, size_t i, const found_verb *verb);

/* bind.c: widens the evidence to hold the item `i`, while it stays a short passage. */
void hold_item(const article *a, draft *d, size_t i);
/* Notes that item `i` tells the outcome of the draft, and by which rule. */
void told_by(const article *a, draft *d, rule why, size_t i);

/* attack.c: "a drone attack on Odesa", "drone strikes set a depot on fire". */
skt_status bind_attack(article *a, size_t i, uint32_t sentence);
/* debris.c: "Falling debris broke windows in Bryansk", "the wreck of a drone was found". */
skt_status bind_debris(article *a, size_t i, uint32_t sentence);
/* "struck 37 places": the number of places hit belongs to the draft beside it;
 * alone ("hits at 8 locations") it is a claim without a number of drones. */
skt_status bind_sites(article *a, size_t i, uint32_t sentence);

/* damage.c: the item of the damage that the drones counted at `i` did, whose attack is told
 * by item `verb`; SIZE_MAX if none. */
size_t damage_done(const article *a, size_t i, size_t verb);
/* Adds what the damage at item `k` shows: some drones of the attack hit. */
skt_status push_damage(article *a, const draft *attack, size_t k);

/* "fell on a boiler house", "came down onto the roof of a barn": whether what the verb at item
 * `fall` has behind it is a thing hit, and no open ground. */
bool falls_on_thing(const article *a, size_t fall);
/* Whether the drones that the verb at item `fall` tells to have fallen did harm, or fell on a
 * thing and no open ground. */
bool does_harm(const article *a, size_t fall);
/* Adds the hit of drones that verb item `verb` tells to have been stopped, and that fell on
 * something all the same: "was jammed and fell on a dormitory, injuring two". */
skt_status push_fall(article *a, const draft *stopped, size_t verb);

/* The same for the fall at item `fall`, if it hit or damaged anything. */
skt_status push_fallen(article *a, const draft *stopped, size_t fall);

/* The country that stands as the doer before verb item `verb`, or SKT_NO_NODE. */
skt_node doer_before(const article *a, size_t verb);

/* bind.c: reads the items of one sentence and adds its drafts. */
skt_status bind_sentence(article *a, uint32_t sentence);

/* A draft of the count at item `i`, without outcome, place and time. */
draft new_draft(const article *a, size_t i, uint32_t sentence);
/* outcome.c: what became of the drones that the count at `i` counts (`fate`, where that is not
 * SKT_NO_OUTCOME), told by *verb, which it may change; the rule by which it is no claim, or
 * RULE_NONE. */
rule tell_outcome(const article *a, draft *d, size_t i, found_verb *verb, int fate);
/* refused.c: the rule by which the count at `i` is none of drones, or none that happened;
 * RULE_NONE if it may be one. */
rule refusal_of(article *a, size_t i, uint32_t sentence);
/* The rule by which the draft of the count at `i`, with its places, is no claim, or RULE_NONE. */
rule weakness_of(const article *a, const draft *d, size_t i, bool has_verb, bool included);
/* hits.c: adds what a report on drones tells to have been hit without naming them again:
 * "a depot in Reni was hit". */
skt_status bind_hits(article *a, uint32_t sentence);
/* Whether the count at `i` is of strikes ("six hits"), not of drones that strike. */
bool counts_strikes(const article *a, size_t i);
/* Adds the hits that the count at `i` tells of, in a report on drones: how many drones they
 * were is not told. */
skt_status bind_strikes(article *a, size_t i, uint32_t sentence);

/* date.c: the time expression (its index in the scene's, or -1) of the count at item `i`
 * whose verb is item `verb` (or SIZE_MAX): the nearest to the two in the sentence. */
int when_of_count(const article *a, size_t i, size_t verb);
/* Dates the drafts by what their sentences, or those before, tell. */
void date_drafts(article *a);

/* where.c: the places of a count at item `i`, whose outcome verb is item `verb`
 * (or SIZE_MAX). Fills places, others and own_place of *d. */
skt_status bind_places(article *a, draft *d, size_t i, size_t verb);

/* The place of what is hit in the passive, before verb item `verb`: "a clinic in Sumy was
 * hit", "Reni was struck". */
skt_status bind_subject_place(article *a, draft *d, size_t verb);

/* focus.c: takes the town of a dateline for where the text is, if nothing else is told yet. */
skt_status focus_dateline(article *a, uint32_t sentence);
/* Sets the whole of a part that lies elsewhere to their country: the whole's own place was
 * only inferred. */
void widen_whole(article *a, const draft *part);
/* Notes where the sentence at hand, read already, has left the text. */
skt_status focus_sentence(article *a, uint32_t sentence);

/* source.c: who speaks in the sentence at hand; sets a->source and a->spoke. */
void bind_source(article *a, uint32_t sentence);
/* "The mayor said 30 had come, though the ministry counted 23": takes up who speaks at the verb of
 * saying `say`, where another one spoke before in the sentence. */
void next_source(article *a, size_t say);
/* The country that `node` (or SKT_NO_NODE) is or lies in, or SKT_NO_NODE. */
skt_node country_around(const article *a, skt_node node);
/* Whether the node may stand for a state: as a country, or as its capital. */
bool may_be_state(const article *a, skt_node node);
/* country.c: the country, but for `except`, that most toponyms of the article lie in (of two,
 * the one named first), with or without "Russian", "Iranian"; or SKT_NO_NODE. */
skt_node country_most_named(const article *a, skt_node except, bool adjectives);
/* The country that the article is about: the one most named; where the text names nothing but
 * where drones came from and left for, the one at war with the former; or SKT_NO_NODE. */
skt_node country_of_article(const article *a, const skt_issuers *issuers);

/* restated.c: marks what repeats another draft of the article as dropped. */
void drop_restated(article *a);
/* Whether both count over the same places, to the grain of a region. */
bool same_places(const article *a, const draft *x, const draft *y);
/* Whether every place of `inner` lies in, or around, some place of `outer`, to the grain of a
 * region, or to that of a place (`exact`). */
bool covered(const article *a, const draft *inner, const draft *outer, bool exact);
/* Whether the two are of two bulletins: "two over Belgorod" by night, two between 21:25 and
 * 23:00. */
bool hours_apart(const draft *x, const draft *y);

/* arrange.c: order among the drafts of an article: repeated figures, vague
 * restatements, totals and parts, dates. */
skt_status arrange_drafts(article *a);

/* trace.c: notes that by `why` the item `i` of the sentence at hand gives no draft. */
skt_status pass_over(article *a, size_t i, rule why);

/* Whether an item is a count that may be of drones. */
bool counts_drones(const item *it);

/* quarters.c: "the Saltivskyi district ... a drone hit Saltivskyi": gives a bare name the quarter
 * of a city that the text names in full. `toponyms` are those of the scene. */
void name_quarters(article *a, skt_toponym *toponyms);
/* Whether place `inner` lies in `outer` (or is it), as a quarter lies in its city. */
bool place_within(const skt_gazetteer *gazetteer, const place_ref *inner, const place_ref *outer);

#endif
