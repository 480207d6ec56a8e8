/* Why something that tells of an area is not in its row of the tally. */
#ifndef SKT_TALLY_GAP_H
#define SKT_TALLY_GAP_H

typedef enum skt_gap_kind {
    SKT_GAP_ABSORBED,   /* an incident: counted in another area's figure */
    SKT_GAP_SET,        /* an incident: one number for several areas, this among them */
    SKT_GAP_COUNTRY,    /* an incident: a figure of the country, a part of which is not placed */
    SKT_GAP_SIDE,       /* an incident: in the country, and sent against another */
    SKT_GAP_CUT,        /* an incident: the country or attacker asked for is another */
    SKT_GAP_UNDATED,    /* an incident: no date, and days were asked for */
    SKT_GAP_COPY,       /* a claim: the same claim again */
    SKT_GAP_DISPUTED,   /* a claim: another fate of the same drones, told by no state */
    SKT_GAP_CUMULATIVE, /* a claim: a sum over more than two days */
    SKT_GAP_BACKGROUND, /* a claim: an earlier event recalled */
    SKT_GAP_OTHER_DAY,  /* an incident, where the cell is empty: of other days */
    SKT_GAP_OTHER_FATE, /* an incident, where the cell is empty: of another outcome */
    SKT_GAP_SILENCE,    /* nothing that was read tells of the area */
    SKT_GAPS
} skt_gap_kind;

/* The name and the rule of docs/method.md that a gap follows from, and what it says in plain
 * English; static storage. */
const char *skt_gap_name(skt_gap_kind kind);
int skt_gap_rule(skt_gap_kind kind);
const char *skt_gap_text(skt_gap_kind kind);

#endif
