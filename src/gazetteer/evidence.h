/* What the mentions of a text say for each other's readings. Inside the gazetteer
 * module, for ranking. */
#ifndef SKT_GAZETTEER_EVIDENCE_H
#define SKT_GAZETTEER_EVIDENCE_H

#include "gazetteer/mention.h"

/* What ranking wants to know of a node, worked out once a text. Two spots are one
 * node if and only if they are one object. */
struct skt_gaz_spot {
    skt_node node;
    skt_node country, region; /* what it is or lies in, or SKT_NO_NODE */
    uint32_t number;          /* from 0 without gaps */
    skt_level level;
    bool has_point; /* and is no region: near that is everything in it */
    double at[3];   /* on the sphere of radius 1 */
};

/* A mention as its neighbours hear it: few bytes, for each reads hundreds. */
typedef struct skt_gaz_speaker {
    const skt_gaz_spot *place; /* as it is read now; NULL if it has nothing to say */
    uint32_t key, sentence, first;
} skt_gaz_speaker;

/* A place that speakers around a mention name, once for all of them. */
typedef struct skt_gaz_voice {
    const skt_gaz_spot *place;
    skt_node node, country, region; /* the place's */
    uint32_t speakers;
    unsigned flags; /* what holds for one of them: of evidence.c */
} skt_gaz_voice;

/* Voices that are weighed alike. */
typedef struct skt_gaz_choir {
    skt_gaz_voice *voices;
    size_t count;
} skt_gaz_choir;

typedef struct skt_gaz_hearing {
    const skt_gaz_finder *finder;
    skt_gaz_speaker *speakers; /* by mention */
    /* Around the mention that is heard for. */
    skt_gaz_choir countries, regions, places;
    uint32_t *voice_of; /* by spot: index of its voice, if that is the spot's */
} skt_gaz_hearing;

/* What speaks for one reading; weights in units of the prior. */
typedef struct skt_gaz_evidence {
    float country, region, near;
    unsigned countries; /* mentions of the country */
    bool beside;        /* its region is named in the sentence */
} skt_gaz_evidence;

/* Finds the spots of all options and makes all mentions speakers. Everything lies in the
 * finder's arena; to be called again when options were added. */
skt_status skt_gaz_hearing_open(skt_gaz_hearing *out, skt_gaz_finder *f);
/* After the options of mention `index` were put in another order. */
void skt_gaz_hearing_update(skt_gaz_hearing *h, size_t index);
/* Gathers the voices around mention `index`. */
void skt_gaz_hearing_turn(skt_gaz_hearing *h, size_t index);
/* What they say for a reading of that mention. */
skt_gaz_evidence skt_gaz_hearing_weigh(const skt_gaz_hearing *h, const skt_gaz_spot *reading);

/* Words between the two, 0 where they touch or overlap. */
uint32_t skt_gaz_gap_words(const skt_gaz_mention *a, const skt_gaz_mention *b);
/* "Alexandria, Ukraine": whether `n` stands right behind `m` and a comma. */
bool skt_gaz_stands_behind(const skt_gaz_finder *f, const skt_gaz_mention *m,
                           const skt_gaz_mention *n);

#endif
