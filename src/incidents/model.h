/* What reconciling works on, from claims to incidents. Private to the module.
 *
 * item      one event claim with its area, speaker, attacker and night
 * account   all that one report says, by one issuer, of one outcome, area and
 *           window, made one figure
 * figure    what the accounts of one area and window come to: an incident to be
 * node      the figures of one area in one night, a node of the tree of areas
 */
#ifndef SKT_INCIDENTS_MODEL_H
#define SKT_INCIDENTS_MODEL_H

#include "claims/issuers.h"
#include "core/arena.h"
#include "core/map.h"
#include "core/str.h"
#include "core/vec.h"
#include "gazetteer/gazetteer.h"

#define SKT_NONE SIZE_MAX

typedef enum skt_area_kind {
    SKT_AREA_LOCAL, /* inside one region: settlement, facility, district, or several of them */
    SKT_AREA_REGION,
    SKT_AREA_SEA,
    SKT_AREA_SET, /* over several regions, seas or countries */
    SKT_AREA_COUNTRY,
    SKT_AREA_NOWHERE /* not resolved */
} skt_area_kind;

typedef struct skt_area {
    skt_str key; /* the same in every run: not from node numbers */
    skt_area_kind kind;
    skt_level level;       /* of a local area */
    skt_str country;       /* by ISO 3166; none for a sea and for what lies in several */
    skt_str shown_country; /* by the boundaries that were chosen */
    skt_str admin1;        /* of a region and a local area */
    skt_str *members;      /* keys of a set's members, in order */
    size_t n_members;
    double lat, lon;
    bool quarter; /* a local area that is a quarter of a city, not a district around it */
} skt_area;

typedef enum skt_timing {
    SKT_TIMING_NONE,
    SKT_TIMING_DAY,
    SKT_TIMING_NIGHT, /* a night without hours */
    SKT_TIMING_HOURS  /* a window that the text states */
} skt_timing;

typedef struct skt_item {
    size_t index; /* of the claim in the set */
    const skt_claim *claim;
    size_t report; /* 0.. in the order of report keys */
    size_t area;
    size_t speaker; /* index into the model's speakers */
    uint8_t rank;   /* of the speaker for this outcome; 1 is nearest */
    skt_str attacker;
    bool attacker_inferred;
    skt_timing timing;
    skt_time start, end;
    skt_day night;  /* what it is grouped by: the day, or the night's morning */
    size_t part_of; /* item that this is a part of, or SKT_NONE */
    bool subset;    /* not to be added to its siblings */
    bool beyond;    /* a part over and above its total */
    bool superseded;
    bool disputed;    /* a party's word on drones whose fate a state tells otherwise */
    bool approach;    /* downed on the way to its place */
    skt_ground use;   /* what its account makes of it */
    size_t bulletin;  /* 0, or which of several bulletins without hours: from their totals */
    bool taken;       /* while copies are told apart */
    bool copy;        /* says what an item of the report says that its own repeats */
    size_t next_copy; /* of the one repeated: a list of items; SKT_NONE ends it */
} skt_item;

typedef struct skt_account {
    size_t *items; /* of the model */
    size_t n_items;
    size_t lead; /* the item that its figure rests on */
    size_t report, speaker, area;
    uint8_t rank;
    skt_day published;
    skt_bound bound;
    skt_method method;
    skt_estimate estimate; /* best SKT_NULL: no number */
    skt_number sites;
    bool debris, withheld, superseded, approach;
    skt_timing timing;
    skt_time start, end;
    size_t bulletin;
    size_t slot;       /* window that it shares with others; 0: the whole night or day */
    skt_ground yields; /* to figures of other windows: why; 0: not to such */
} skt_account;

typedef struct skt_figure {
    size_t node, slot;
    size_t *accounts; /* of the group; the chosen one first */
    size_t n_accounts;
    skt_estimate estimate;
    skt_bound bound;
    size_t parent;      /* figure, or SKT_NONE */
    size_t first_in;    /* the figure that was put into it last, or SKT_NONE */
    size_t next_in;     /* the one that was put into the parent before it, or SKT_NONE */
    skt_number left;    /* of the best figure, what no inner one has taken */
    skt_number inner;   /* what the counted inner ones come to */
    skt_number lent;    /* of that, what those in another window of the area have taken */
    skt_number yielded; /* of the best figure, what it has left to a set that crosses it */
    bool absorbed;      /* lies in a figure of another area and has no row of its own */
    bool counted;       /* its drones are not counted elsewhere */
    bool part;          /* said by the outer figure's own text to be a part of it */
    skt_number excess;  /* of one that is not counted: what it has beyond the figure around it */
    skt_number spill;   /* what of the estimate's high is that of inner ones not counted */
    skt_ground nested;  /* how it lies in its parent; 0: it has none */
    skt_number raised;  /* by how much its inner ones have raised it */
    size_t crosses;     /* figure of the set that it has left something to, or SKT_NONE */
    bool beside;        /* told beside the figure of the area around it */
    bool moved;         /* replaced by the figure of an area near by */
} skt_figure;

typedef struct skt_area_node {
    size_t area;
    size_t first, n; /* figures */
    size_t parent;   /* node, or SKT_NONE */
    size_t depth;
    size_t numbered; /* of the figures, those with a number */
} skt_area_node;

/* All accounts that can tell of the same drones: one outcome, night, attacker. */
typedef struct skt_group {
    skt_outcome outcome;
    skt_account *accounts;
    size_t n_accounts;
    SKT_VEC(skt_figure) figures;
    SKT_VEC(skt_area_node) nodes;
} skt_group;

typedef struct skt_model {
    const skt_claim_set *claims;
    const skt_gazetteer *gazetteer;
    const skt_issuers *issuers;
    skt_arena arena; /* gone after reconciling */
    skt_item *items;
    size_t n_items;
    size_t n_reports;
    size_t *report_first; /* first item of each report; one more at the end */
    SKT_VEC(skt_area) areas;
    skt_map area_index;
    SKT_VEC(skt_speaker) speakers;
    skt_map speaker_index;
    SKT_VEC(skt_link) links; /* to what reconcile gives */
} skt_model;

static inline const skt_area *skt_item_area(const skt_model *model, const skt_item *item)
{
    return &model->areas.items[item->area];
}

/* Notes a link; false when memory is out. `reason` is static. */
bool skt_model_link(skt_model *model, size_t from, size_t to, skt_link_type type,
                    const char *reason);

/* items.c: event claims in a fixed order, without exact copies. */
skt_status skt_items_collect(skt_model *model);
/* areas.c: the number of the area that the claim counts over. */
skt_status skt_area_of_claim(size_t *out, skt_model *model, const skt_claim *claim);
/* Whether `inner` lies in `outer` (and is not the same). */
bool skt_area_inside(const skt_area *inner, const skt_area *outer);
/* sides.c: speakers, then attackers (rule 2). */
skt_status skt_items_identify(skt_model *model);
/* replicas.c (rule 1): `lead[report]` is the report that it repeats, or itself; what only
 * repeats is marked as a copy. */
skt_status skt_replicas_find(skt_model *model, size_t *lead);
/* parts.c: who is part of whom within a report. */
skt_status skt_parts_infer(skt_model *model);
/* bulletins.c (rule 4): tells an issuer's bulletins in several reports apart. */
skt_status skt_bulletins_tell(skt_model *model);
/* nights.c: gives a night that is told without hours those of the issuer's table. */
skt_status skt_nights_begin(skt_model *model);
/* nights.c: keeps an evening with the whole day that contains it. */
skt_status skt_nights_settle(skt_model *model);
/* disputes.c: marks what is disputed. */
skt_status skt_disputes_find(skt_model *model);
/* accounts.c (rule 0): accounts of the items `ids`, all of one group. */
skt_status skt_accounts_make(skt_group *group, skt_model *model, const size_t *ids, size_t n);
/* choose.c (rule 3): puts the chosen account first and gives the estimate; false when memory
 * is out. */
bool skt_accounts_choose(skt_figure *figure, const skt_group *group);
/* Whether the round figure `a` may be a restatement of the exact number `exact`. */
bool skt_restates(const skt_account *a, skt_number exact);
/* Fills out[figure->n_accounts] with why each yields to the first; false when memory is out. */
bool skt_accounts_grounds(skt_ground *out, const skt_figure *figure, const skt_group *group);
/* Links what was not chosen to what was; false when memory is out. */
bool skt_accounts_link(const skt_figure *figure, skt_model *model, const skt_group *group);
/* windows.c (rule 4): figures and nodes of the group. */
skt_status skt_windows_settle(skt_group *group, skt_model *model);
/* nesting.c (rules 5, 6): parents and nets. */
skt_status skt_nesting_settle(skt_group *group, skt_model *model);

#endif
