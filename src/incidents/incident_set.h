/* The result of reconciling in memory. Private to the module. */
#ifndef SKT_INCIDENTS_INCIDENT_SET_H
#define SKT_INCIDENTS_INCIDENT_SET_H

#include "incidents/incidents.h"
#include "incidents/model.h"

typedef struct skt_incident_full {
    skt_incident incident;
    skt_incident_detail detail;
    skt_str area; /* key */
    size_t made;  /* number in the order of making */
    size_t first_decision, n_decisions;
} skt_incident_full;

struct skt_incident_set {
    skt_arena arena;
    SKT_VEC(skt_incident_full) all;
    SKT_VEC(skt_link) links;
    SKT_VEC(skt_decision) decisions; /* one incident's behind another's */
    size_t *reports;                 /* by claim: its report's number, replicas under their lead */
    size_t n_claims;
};

/* Adds the group's figures as incidents; their parents are numbers in the order
 * of making until skt_incident_set_finish. `lead` as of skt_replicas_find. */
skt_status skt_incident_set_add(skt_incident_set *set, const skt_model *model,
                                const skt_group *group, const size_t *lead);
/* decisions.c: adds the steps behind the group's `figure`; `base` is what was made before the
 * group. Incidents are numbered in the order of making until skt_incident_set_finish. */
bool skt_decisions_add(skt_incident_set *set, const skt_model *model, const skt_group *group,
                       const skt_figure *figure, const size_t *lead, size_t base);
/* `now` is the final number of each incident by that of making. */
void skt_decisions_renumber(skt_incident_set *set, const size_t *now);
/* Puts all in the final order. */
skt_status skt_incident_set_finish(skt_incident_set *set);

#endif
