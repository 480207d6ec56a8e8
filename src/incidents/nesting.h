/* Between tree.c, which finds the area around each area of a group, and nesting.c, which counts
 * what lies in what. Inside the incidents module. */
#ifndef SKT_INCIDENTS_NESTING_H
#define SKT_INCIDENTS_NESTING_H

#include "incidents/model.h"

struct skt_place_in; /* tree.c */

typedef struct skt_nesting {
    skt_group *group;
    skt_model *model;
    struct skt_place_in *places; /* of all nodes, sorted */
} skt_nesting;

static inline skt_area_node *node_at(const skt_nesting *w, size_t node)
{
    return &w->group->nodes.items[node];
}

static inline const skt_area *area_at(const skt_nesting *w, size_t node)
{
    return &w->model->areas.items[node_at(w, node)->area];
}

static inline skt_figure *figure_at(const skt_nesting *w, size_t figure)
{
    return &w->group->figures.items[figure];
}

static inline const skt_account *chosen(const skt_nesting *w, const skt_figure *figure)
{
    return &w->group->accounts[figure->accounts[0]];
}

static inline const skt_speaker *speaker_of(const skt_nesting *w, const skt_figure *figure)
{
    return &w->model->speakers.items[chosen(w, figure)->speaker];
}

/* What a node's figures come to; SKT_NULL: no number. */
skt_number skt_nesting_best(const skt_nesting *w, size_t node);
/* The node of the region ('R'), sea or country of that code, or SKT_NONE. */
size_t skt_nesting_coded(const skt_nesting *w, char kind, skt_str code);
/* The node of the total that the figure's own text makes it a part of, or SKT_NONE. */
size_t skt_nesting_stated(const skt_nesting *w, size_t node);
/* "Six hit the city, one a quarter of it": fates of one attack, told beside one another. */
bool skt_nesting_are_fates(const skt_nesting *w, const skt_item *x, const skt_item *y);
/* Gives each node the one around it and its depth. SKT_E_NOMEM. */
skt_status skt_nesting_find_parents(skt_nesting *w);

#endif
