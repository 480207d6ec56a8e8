/* How maps show areas: which figure, in which classes and colours, how large its circle, and
 * what must not be taken for a whole figure. The styles for QGIS and the picture for print
 * take it from here, so that they look alike. */
#ifndef SKT_EXPORT_THEME_H
#define SKT_EXPORT_THEME_H

#include "export/layers.h"

typedef enum skt_theme_kind {
    SKT_THEME_MET, /* intercepted and impacted: where drones met their fate */
    SKT_THEME_LAUNCHED,
    SKT_THEME_SIGHTED,
    SKT_THEME_LOST,
    SKT_THEMES
} skt_theme_kind;

enum { SKT_THEME_CLASSES = 5 }; /* at most */

typedef struct skt_theme {
    skt_theme_kind kind;
    unsigned outcomes; /* 1 << skt_outcome of those whose best estimates are added */
    const char *label; /* "intercepted and impacted" */
    /* Lower ends of the classes after the first, in drones per 10 000 km2: 1, 2 or 5 times a
     * power of ten. No class is empty of the records that it was made for. */
    double breaks[SKT_THEME_CLASSES - 1];
    size_t n_breaks;
    double least, most; /* densities; NAN where no record has one */
    double greatest;    /* number of drones of a record; 0 where none has one */
} skt_theme;

/* The theme of a kind, without classes. */
skt_theme skt_theme_of(skt_theme_kind kind);
/* The first kind that any of the layer's records with a shape has a number above 0 of (the
 * first of all where none has), with classes for these records. SKT_E_NOMEM. */
skt_status skt_theme_choose(skt_theme *out, const skt_layer *layer);

/* The number of drones that the theme shows of a record, or SKT_NULL. */
skt_number skt_theme_count(const skt_theme *theme, const skt_tally_record *record);
/* The same per 10 000 km2; NAN without a number or an area (a sea has none in the tables). */
double skt_theme_density(const skt_theme *theme, const skt_tally_record *record);

/* How an area is filled. */
typedef enum skt_theme_fill {
    SKT_FILL_CLASS,     /* in the colour of its class */
    SKT_FILL_NO_AREA,   /* a number, but no area to spread it over */
    SKT_FILL_NO_NUMBER, /* reported, without a number that the theme shows */
} skt_theme_fill;

/* *index is the class, from 0, where the fill is one's. */
skt_theme_fill skt_theme_fill_of(size_t *index, const skt_theme *theme,
                                 const skt_tally_record *record);

/* "under 5", "5 to under 20", "20 and more": densities. */
void skt_theme_add_class_label(skt_buf *out, const skt_theme *theme, size_t index);

/* What keeps a record's number from being the whole figure. */
typedef enum skt_theme_caveat {
    SKT_CAVEAT_NONE,
    SKT_CAVEAT_FLOOR,   /* a lower bound: "at least", or more was reported without a number */
    SKT_CAVEAT_WITHHELD /* an issuer keeps a number back */
} skt_theme_caveat;

skt_theme_caveat skt_theme_caveat_of(const skt_theme *theme, const skt_tally_record *record);

/* -------------------------------------------------------------- colours */

typedef struct skt_colour {
    unsigned char r, g, b;
} skt_colour;

/* Colour of class `index` of those the theme has: from C. Brewer's YlOrRd, fit for the
 * colour-blind; few classes take colours from the whole ramp. */
skt_colour skt_theme_colour(const skt_theme *theme, size_t index);
extern const skt_colour skt_theme_no_area_colour;
extern const skt_colour skt_theme_circle_colour;
/* Okabe and Ito's, told apart by the colour-blind. */
skt_colour skt_outcome_colour(skt_outcome outcome);

/* -------------------------------------------------------------- circles */

/* Diameters in millimetres; the area of a circle, not its width, follows the number. Of a
 * theme's number: the greatest one's is SKT_THEME_CIRCLE_MM. 0 where there is none to draw. */
#define SKT_THEME_CIRCLE_MM 14.0
double skt_theme_circle_mm(const skt_theme *theme, skt_number count);
/* Of an incident's best estimate; one without a number is drawn as one drone. */
#define SKT_INCIDENT_CIRCLE_MM 14.0 /* at most */
double skt_incident_circle_mm(skt_number best);

#endif
