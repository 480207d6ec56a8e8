#include "night_maker.h"

#include <stdio.h>
#include <stdlib.h>

#include "claim_maker.h"
#include "core/str.h"

#define MOD "Russia's Defence Ministry"
#define AIRFORCE "Ukraine's air force"

typedef struct region {
    const char *code;     /* as of made_claim */
    const char *towns[3]; /* in it, with or without a point */
} region;

static const region REGIONS[NIGHT_REGIONS] = {
    {"RU.41", {"RU.41/Lgov@51.66,35.27", "RU.41/!Khalino@51.75,36.3", "RU.41/Rylsk"}},
    {"RU.10", {"RU.10/Klintsy@52.75,32.24", "RU.10/Unecha", "RU.10/!Druzhba pumping station"}},
    {"RU.09", {"RU.09/Shebekino", "RU.09/Belgorod@50.6,36.6", "RU.09/~Kharkiv Hill@50.58,36.58"}},
    {"RU.86", {"RU.86/Borisoglebsk", "RU.86/Voronezh@51.67,39.18", "RU.86/!Baltimor@51.62,39.13"}},
    {"RU.61", {"RU.61/Taganrog", "RU.61/Millerovo", "RU.61/!Morozovsk airbase"}},
    {"RU.38", {"RU.38/Slavyansk", "RU.38/!Ilsky refinery", "RU.38/Krasnodar@45.04,38.98"}},
    {"RU.56", {"RU.56/Orel", "RU.56/Mtsensk", "RU.56/Livny"}},
    {"RU.47", {"RU.47/Podolsk", "RU.47/Ramenskoye", "RU.47/!Domodedovo airport@55.41,37.9"}},
    {"RU.48", {"RU.48/~Tushino@55.84,37.43", "RU.48/!Vnukovo@55.6,37.29", "RU.48/Moscow"}},
    {"UA.11", {"UA.11/Feodosia", "UA.11/Dzhankoi", "UA.11/!Saky airbase"}},
    {"UA.20", {"UA.20/Sevastopol@44.6,33.53", "UA.20/!Belbek@44.69,33.58", "UA.20/~Nakhimov"}},
    {"RU.66", {"RU.66/St Petersburg", "RU.66/~Kronstadt", "RU.66/!Pulkovo"}},
    {"sea:Black Sea", {"sea:Black Sea", "sea:Black Sea", "sea:Black Sea"}},
    {"sea:Sea of Azov", {"sea:Sea of Azov", "sea:Sea of Azov", "sea:Sea of Azov"}},
};
static const char *const DATES[NIGHT_MOST + 1] = {"2025-03-10", "2025-03-11", "2025-03-12",
                                                  "2025-03-13"};

typedef struct maker {
    skt_claim_set *set;
    unsigned state, faults;
    night_truth *truth;
    size_t night;
    skt_number part[NIGHT_REGIONS]; /* of this night; 0: nothing there */
    skt_number extra;               /* downed over regions that no report names */
    char report[32];
    int published;
} maker;

const char *night_region(size_t index)
{
    return REGIONS[index].code;
}

unsigned night_random(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 11) % below;
}

static unsigned pick(maker *m, unsigned below)
{
    return night_random(&m->state, below);
}

static bool chance(maker *m, unsigned percent)
{
    return pick(m, 100) < percent;
}

#define PICK(m, list) (list)[pick(m, sizeof(list) / sizeof *(list))]

/* ------------------------------------------------------------------ faults */

static const char *any_area(maker *m)
{
    static const char *const wide[] = {"RU",
                                       "UA",
                                       "RU.10+RU.41",
                                       "RU.41+RU.09",
                                       "RU.10+RU.41+RU.09",
                                       "sea:Black Sea+UA.11",
                                       "UA.11+UA.20",
                                       "RU.47+RU.48",
                                       "IL.03",
                                       "RU.41/Lgov+RU.41/Rylsk",
                                       "RU.10+RU.41/Lgov",
                                       "UA.12",
                                       "UA.13"};
    const region *r = &REGIONS[pick(m, NIGHT_REGIONS)];
    return chance(m, 40) ? PICK(m, wide) : chance(m, 50) ? r->code : r->towns[pick(m, 3)];
}

static void spoil_words(maker *m, made_claim *c)
{
    static const char *const sources[] = {
        MOD,         AIRFORCE, "the governor", "the mayor",    "TASS news agency",
        "residents", NULL,     "the ministry", "the operator", "Hezbollah"};
    static const char *const windows[] = {NULL,   "night",      "day", "20-23", "23-7", "7-12",
                                          "21-2", "night 18-8", "0-8", "3-4",   "9-18"};
    static const char *const attackers[] = {NULL, "UA", "RU", "hezbollah"};
    switch (pick(m, 5)) {
    case 0: c->source = PICK(m, sources); break;
    case 1: c->window = PICK(m, windows); break;
    case 2: c->attacker = PICK(m, attackers); break;
    case 3: c->area = any_area(m); break;
    default: c->date = chance(m, 20) ? NULL : PICK(m, DATES); break;
    }
}

static void spoil_number(maker *m, made_claim *c)
{
    switch (pick(m, 9)) {
    case 0: c->value = 1 + pick(m, 60); break;
    case 1: c->value = SKT_NULL; break;
    case 2: c->bound = (skt_bound)pick(m, SKT_VAGUE); break;
    case 3: c->superseded = true; break;
    case 4: c->added = true; break;
    case 5: c->subset = !c->subset; break;
    case 6: c->withheld = true; break;
    case 7: c->method = (skt_method)pick(m, SKT_METHOD_MIXED); break;
    default: c->sites = 1 + pick(m, 9); break;
    }
}

static void spoil_shape(maker *m, made_claim *c, char *id, size_t size)
{
    switch (pick(m, 5)) {
    case 0: c->role = (skt_role)pick(m, 3); break;
    case 1: c->outcome = (skt_outcome)pick(m, SKT_OUTCOMES); break;
    case 2: c->approach = !c->approach; break;
    case 3: c->published = (int)pick(m, 5) - 1; break;
    default:
        if (skt_claim_set_count(m->set) > 0) {
            (void)snprintf(id, size, "%s:%u", c->report,
                           pick(m, (unsigned)skt_claim_set_count(m->set)));
            c->part_of = id;
        }
    }
}

static void say(maker *m, made_claim c)
{
    char id[48];
    c.report = m->report;
    c.published += m->published;
    while (chance(m, m->faults)) {
        switch (pick(m, 3)) {
        case 0: spoil_words(m, &c); break;
        case 1: spoil_number(m, &c); break;
        default: spoil_shape(m, &c, id, sizeof id); break;
        }
    }
    claim_make(m->set, &c);
}

/* ----------------------------------------------------------------- reports */

static void start(maker *m, const char *kind, int published)
{
    (void)snprintf(m->report, sizeof m->report, "%s-%zu", kind, m->night);
    m->published = published;
}

static const char *day_of(const maker *m)
{
    return DATES[m->night];
}

static skt_number sum_of(const maker *m)
{
    skt_number sum = m->extra;
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        sum += m->part[i];
    }
    return sum;
}

/* The ministry's bulletin: a total, and a table of all that is told by region. */
static void bulletin(maker *m, const char *window, int earlier)
{
    char whole[48];
    (void)snprintf(whole, sizeof whole, "%s:%zu", m->report, skt_claim_set_count(m->set));
    const char *date = DATES[m->night - (size_t)earlier];
    const bool stated = chance(m, 50);
    say(m, (made_claim){.source = MOD,
                        .area = "RU",
                        .date = date,
                        .outcome = SKT_INTERCEPTED,
                        .value = sum_of(m),
                        .role = SKT_TOTAL,
                        .window = window});
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        if (m->part[i] > 0) {
            say(m, (made_claim){.source = MOD,
                                .area = REGIONS[i].code,
                                .date = date,
                                .outcome = SKT_INTERCEPTED,
                                .value = m->part[i],
                                .role = SKT_PART,
                                .part_of = stated ? whole : NULL,
                                .window = window});
        }
    }
}

/* What others make of the total: again, rounded, as a bound, of several regions at once. */
static void echo(maker *m)
{
    const skt_number sum = sum_of(m);
    start(m, "wire", (int)pick(m, 2));
    say(m, (made_claim){.source = chance(m, 70) ? MOD : "TASS news agency",
                        .area = "RU",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = sum});
    if (chance(m, 40)) {
        say(m, (made_claim){.source = MOD,
                            .area = "RU.41+RU.10+RU.09",
                            .date = day_of(m),
                            .outcome = SKT_INTERCEPTED,
                            .value = m->part[0] + m->part[1] + m->part[2],
                            .role = SKT_PART});
    }
    start(m, "paper", 1);
    say(m, (made_claim){.area = "RU",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = sum / 10 * 10 + (sum % 10 > 0),
                        .bound = SKT_AT_LEAST,
                        .window = chance(m, 50) ? "night" : NULL});
}

/* A governor or a mayor has his own region's number, and what fell in a town of it. */
static void local(maker *m, size_t i)
{
    const region *r = &REGIONS[i];
    const char *who = i == 8 || i == 10 || i == 11 ? "the mayor" : "the governor";
    char kind[24];
    if (r->code[0] == 's') {
        return;
    }
    (void)snprintf(kind, sizeof kind, "local%zu", i);
    start(m, kind, (int)pick(m, 2));
    if (chance(m, 60)) {
        say(m, (made_claim){.source = who,
                            .area = r->code,
                            .date = day_of(m),
                            .outcome = SKT_INTERCEPTED,
                            .value = m->part[i]});
    }
    if (chance(m, 50)) {
        say(m, (made_claim){.source = who,
                            .area = r->towns[pick(m, 3)],
                            .date = day_of(m),
                            .outcome = SKT_INTERCEPTED,
                            .value = SKT_NULL});
    }
    if (chance(m, 30)) {
        say(m, (made_claim){.source = who,
                            .area = r->towns[pick(m, 3)],
                            .date = day_of(m),
                            .outcome = SKT_INTERCEPTED,
                            .value = 1 + pick(m, (unsigned)m->part[i])});
    }
    if (chance(m, 50)) {
        say(m, (made_claim){.source = who,
                            .area = r->towns[pick(m, 3)],
                            .date = day_of(m),
                            .outcome = SKT_IMPACTED,
                            .value = chance(m, 50) ? 1 + pick(m, 4) : SKT_NULL,
                            .debris = chance(m, 50),
                            .withheld = chance(m, 20)});
    }
}

/* An earlier figure of the ministry, and the report that replaces it. */
static void correction(maker *m)
{
    const skt_number wrong = sum_of(m) + 2;
    start(m, "early", 0);
    say(m, (made_claim){.source = MOD,
                        .area = "RU",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = wrong});
    start(m, "corrected", 1);
    say(m, (made_claim){.source = MOD,
                        .area = "RU",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = wrong,
                        .superseded = true});
    say(m, (made_claim){.source = MOD,
                        .area = "RU",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = sum_of(m)});
}

/* The other direction: what was sent against Ukraine and what became of it. */
static void other_side(maker *m)
{
    const skt_number sent = 20 + pick(m, 90);
    const skt_number down = 1 + pick(m, (unsigned)sent - 1);
    char whole[48];
    start(m, "airforce", 0);
    (void)snprintf(whole, sizeof whole, "%s:%zu", m->report, skt_claim_set_count(m->set));
    say(m, (made_claim){.source = AIRFORCE,
                        .area = "UA",
                        .date = day_of(m),
                        .outcome = SKT_LAUNCHED,
                        .value = sent,
                        .role = SKT_TOTAL,
                        .window = "night",
                        .attacker = "RU"});
    say(m, (made_claim){.source = AIRFORCE,
                        .area = "UA",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = down,
                        .role = SKT_PART,
                        .part_of = whole,
                        .window = "night"});
    say(m, (made_claim){.source = AIRFORCE,
                        .area = "UA",
                        .date = day_of(m),
                        .outcome = SKT_LOST,
                        .value = sent - down,
                        .role = SKT_PART,
                        .part_of = whole,
                        .window = "night"});
    start(m, "odesa", 0);
    say(m, (made_claim){.source = "the governor",
                        .area = "UA.17",
                        .date = day_of(m),
                        .outcome = SKT_INTERCEPTED,
                        .value = 1 + pick(m, (unsigned)down)});
    say(m, (made_claim){.source = "the governor",
                        .area = "UA.17/Odesa@46.48,30.73",
                        .date = day_of(m),
                        .outcome = SKT_IMPACTED,
                        .value = SKT_NULL,
                        .sites = pick(m, 4)});
}

static void deal(maker *m)
{
    m->extra = chance(m, 40) ? pick(m, 30) : 0;
    bool any = false;
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        m->part[i] = chance(m, 35) ? 1 + pick(m, 40) : 0;
        any = any || m->part[i] > 0;
    }
    m->part[0] = any ? m->part[0] : 7;
}

static void book(maker *m)
{
    m->truth->total += sum_of(m);
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        skt_number *row = &m->truth->region[i];
        if (m->part[i] > 0) {
            *row = (*row == SKT_NULL ? 0 : *row) + m->part[i];
        }
    }
}

/* A night in one bulletin with its echoes, or an evening's and a morning's that add up. */
static void tell(maker *m)
{
    deal(m);
    book(m);
    if (chance(m, 25)) {
        start(m, "evening", 0);
        bulletin(m, "20-23", 1);
        deal(m);
        book(m);
        start(m, chance(m, 50) ? "evening" : "morning", 0);
        bulletin(m, "23-7", 1);
        return;
    }
    start(m, "mod", 0);
    bulletin(m, chance(m, 60) ? "night" : NULL, 0);
    if (chance(m, 60)) {
        echo(m);
    }
    if (chance(m, 25)) {
        correction(m);
    }
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        if (m->part[i] > 0 && chance(m, 40)) {
            local(m, i);
        }
    }
}

skt_claim_set *night_make(night_truth *truth, unsigned seed, unsigned faults)
{
    maker m = {.state = seed * 2654435761u + 7, .faults = faults, .truth = truth};
    *truth = (night_truth){0};
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        truth->region[i] = SKT_NULL;
    }
    if (skt_claim_set_new(&m.set) != SKT_OK) {
        abort();
    }
    const size_t nights = 1 + pick(&m, NIGHT_MOST);
    for (m.night = 1; m.night <= nights; m.night++) {
        tell(&m);
        if (chance(&m, 40)) {
            other_side(&m);
        }
    }
    return m.set;
}

/* -------------------------------------------------------------------- sets */

/* "mod-1:3" under another report's name: "AS:mod-1:3". */
static skt_str renamed(skt_buf *buf, skt_str id, const char *as)
{
    skt_buf_clear(buf);
    if (id.len == 0) {
        return id;
    }
    skt_buf_format(buf, "%s:%.*s", as, SKT_FMT(id));
    return skt_buf_str(buf);
}

void claims_copy(skt_claim_set *to, const skt_claim_set *set, const char *report, bool whether,
                 const char *as, int days)
{
    skt_buf id = SKT_BUF_INIT;
    skt_buf part_of = SKT_BUF_INIT;
    for (size_t i = 0; i < skt_claim_set_count(set); i++) {
        skt_claim claim = *skt_claim_set_at(set, i);
        if (report != NULL && skt_str_is(claim.report, report) != whether) {
            continue;
        }
        if (as != NULL) {
            claim.id = renamed(&id, claim.id, as);
            claim.part_of = renamed(&part_of, claim.part_of, as);
            claim.report = claim.doc = skt_str_from(as);
        }
        claim.published += claim.published == SKT_NO_DAY ? 0 : days;
        if (skt_claim_set_add(to, &claim) != SKT_OK) {
            abort();
        }
    }
    skt_buf_dispose(&id);
    skt_buf_dispose(&part_of);
}

static void print_window(skt_buf *out, const skt_window *w, skt_day date)
{
    skt_buf_format(out, " %s", skt_time_precision_name(w->precision));
    if (w->start != SKT_NO_TIME) {
        skt_buf_format(out, " %lld..%lld h", (long long)(w->start - (skt_time)date * 86400) / 3600,
                       (long long)(w->end - (skt_time)date * 86400) / 3600);
    }
}

void claims_print(skt_buf *out, const skt_claim_set *set)
{
    for (size_t i = 0; i < skt_claim_set_count(set); i++) {
        const skt_claim *c = skt_claim_set_at(set, i);
        char date[11];
        char published[11];
        skt_day_format(date, c->date);
        skt_day_format(published, c->published);
        skt_buf_format(out, "  %.*s [%.*s] ", SKT_FMT(c->id), SKT_FMT(c->source));
        for (size_t k = 0; k < c->n_places; k++) {
            skt_buf_format(out, "%s%.*s%.*s/%.*s", k == 0 ? "" : "+", SKT_FMT(c->places[k].country),
                           SKT_FMT(c->places[k].admin1), SKT_FMT(c->places[k].name));
        }
        skt_buf_format(out, " %s (%s) %s", date, published, skt_outcome_name(c->outcome));
        if (c->value != SKT_NULL) {
            skt_buf_format(out, " %lld", (long long)c->value);
        }
        skt_buf_format(out, " %s %s %s", skt_bound_name(c->bound), skt_role_name(c->role),
                       skt_method_name(c->method));
        print_window(out, &c->window, c->date);
        skt_buf_format(out, "%s%.*s%s%s%s%s%s by %.*s\n", c->part_of.len > 0 ? " of " : "",
                       SKT_FMT(c->part_of), c->subset ? " subset" : "", c->added ? " added" : "",
                       c->superseded ? " superseded" : "", c->withheld ? " withheld" : "",
                       c->n_other_places > 0 ? " approach" : "", SKT_FMT(c->attacker));
    }
}
