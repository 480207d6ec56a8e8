/* Forms of a word by the rules of inflections.tsv: shared by what looks them up as
 * they are and what looks them up in Latin letters. */
#ifndef SKT_GAZETTEER_FORMS_H
#define SKT_GAZETTEER_FORMS_H

#include "gazetteer/mention.h"

enum { SKT_GAZ_MAX_FORMS = 64, SKT_GAZ_MAX_FORM_BYTES = 64 };

/* Forms of one word, each once. */
typedef struct skt_gaz_forms {
    char text[SKT_GAZ_MAX_FORMS][SKT_GAZ_MAX_FORM_BYTES];
    size_t length[SKT_GAZ_MAX_FORMS];
    size_t n;
} skt_gaz_forms;

static inline skt_str skt_gaz_form(const skt_gaz_forms *forms, size_t i)
{
    return (skt_str){forms->text[i], forms->length[i]};
}

/* Adds `stem` + `ending`, unless there is no room or it is there. */
void skt_gaz_add_form(skt_gaz_forms *list, skt_str stem, skt_str ending);
/* Sets the list to the folded `word` and its base forms. */
void skt_gaz_base_forms(skt_gaz_forms *list, const skt_gazetteer *gazetteer, skt_str word);
/* Adds the towns that a district of the adjective `word` may be named after. */
void skt_gaz_add_town_forms(skt_gaz_forms *list, const skt_gazetteer *gazetteer, skt_str word);
/* Adds options for each form of `word` that is a name, or for each pair with one of `before`
 * (NULL: none) in front; the first form, or pair, is the name as it stands. */
skt_status skt_gaz_add_named(skt_gaz_finder *f, skt_gaz_mention *mention,
                             const skt_gaz_forms *before, const skt_gaz_forms *word);
/* Adds the readings of the mention's Cyrillic name by its Latin form that lie in `area`. */
skt_status skt_gaz_romanise_within(skt_gaz_finder *f, skt_gaz_mention *mention, skt_node area);
/* Whether the folded word is in Cyrillic letters. */
bool skt_gaz_is_cyrillic(skt_str word);

#endif
