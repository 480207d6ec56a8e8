#include "export/theme.h"

#include <math.h>
#include <stdlib.h>

#include "core/json.h"
#include "core/vec.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    unsigned outcomes;
    const char *label;
} kinds[SKT_THEMES] = {
    [SKT_THEME_MET] = {1u << SKT_INTERCEPTED | 1u << SKT_IMPACTED, "intercepted and impacted"},
    [SKT_THEME_LAUNCHED] = {1u << SKT_LAUNCHED, "launched"},
    [SKT_THEME_SIGHTED] = {1u << SKT_SIGHTED, "sighted"},
    [SKT_THEME_LOST] = {1u << SKT_LOST, "lost"},
};

skt_theme skt_theme_of(skt_theme_kind kind)
{
    return (skt_theme){.kind = kind,
                       .outcomes = kinds[kind].outcomes,
                       .label = kinds[kind].label,
                       .least = NAN,
                       .most = NAN};
}

/* ---------------------------------------------------------------- figures */

skt_number skt_theme_count(const skt_theme *theme, const skt_tally_record *record)
{
    skt_number sum = SKT_NULL;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_number best = record->cells[i].best;
        if ((theme->outcomes & 1u << i) != 0 && best != SKT_NULL) {
            sum = sum == SKT_NULL ? best : sum + best;
        }
    }
    return sum;
}

double skt_theme_density(const skt_theme *theme, const skt_tally_record *record)
{
    const skt_number count = skt_theme_count(theme, record);
    return count == SKT_NULL || !(record->area_km2 > 0)
               ? (double)NAN
               : (double)count / record->area_km2 * 10000.0;
}

/* Whether a list of outcomes with spaces between has `outcome`. */
static bool names(skt_str list, skt_outcome outcome)
{
    skt_str name;
    while (skt_str_split(&name, &list, ' ')) {
        if (skt_str_is(name, skt_outcome_name(outcome))) {
            return true;
        }
    }
    return false;
}

skt_theme_caveat skt_theme_caveat_of(const skt_theme *theme, const skt_tally_record *record)
{
    skt_theme_caveat caveat = SKT_CAVEAT_NONE;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_tally_cell *cell = &record->cells[i];
        if ((theme->outcomes & 1u << i) == 0) {
            continue;
        }
        if (names(record->withheld, (skt_outcome)i)) {
            return SKT_CAVEAT_WITHHELD;
        }
        if (names(record->unnumbered, (skt_outcome)i) ||
            (cell->best != SKT_NULL && cell->high == SKT_NULL)) {
            caveat = SKT_CAVEAT_FLOOR;
        }
    }
    return caveat;
}

/* ---------------------------------------------------------------- classes */

typedef SKT_VEC(double) numbers;

/* Densities of the records on the map, and the greatest number of them. */
static skt_status densities(numbers *out, double *greatest, const skt_layer *layer,
                            const skt_theme *theme)
{
    skt_vec_clear(out);
    *greatest = 0.0;
    for (size_t i = 0; i < layer->n_records; i++) {
        const skt_tally_record *record = skt_layer_record(layer, i);
        const skt_number count = skt_theme_count(theme, record);
        if (count == SKT_NULL || skt_shape_is_null(&layer->shapes[i])) {
            continue;
        }
        *greatest = fmax(*greatest, (double)count);
        const double density = skt_theme_density(theme, record);
        if (!isnan(density) && !skt_vec_push(out, density)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The nearest of 1, 2 and 5 times a power of ten at or below `value` > 0. */
static double round_down(double value)
{
    const double power = pow(10.0, floor(log10(value)));
    const double lead = value / power;
    return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
}

/* Whether a value lies in [from, to). */
static bool any_between(const numbers *values, double from, double to)
{
    for (size_t i = 0; i < values->count; i++) {
        if (values->items[i] >= from && values->items[i] < to) {
            return true;
        }
    }
    return false;
}

/* Quantiles, rounded to numbers that people read. What falls together is one class. */
static void set_breaks(skt_theme *theme, numbers *values)
{
    if (values->count == 0) {
        return;
    }
    qsort(values->items, values->count, sizeof *values->items, by_value);
    theme->least = values->items[0];
    theme->most = values->items[values->count - 1];
    size_t zeros = 0;
    while (zeros < values->count && !(values->items[zeros] > 0)) {
        zeros++; /* many of them would leave all others one class */
    }
    double from = 0.0;
    for (size_t i = 1; i < SKT_THEME_CLASSES && zeros < values->count; i++) {
        const size_t n = values->count - zeros;
        const double at = round_down(values->items[zeros + n * i / SKT_THEME_CLASSES]);
        if (at > from && any_between(values, from, at)) {
            theme->breaks[theme->n_breaks++] = at;
            from = at;
        }
    }
}

skt_status skt_theme_choose(skt_theme *out, const skt_layer *layer)
{
    numbers values = {0};
    skt_status status = SKT_OK;
    *out = skt_theme_of(SKT_THEME_MET);
    for (int i = 0; i < SKT_THEMES && status == SKT_OK && out->greatest < 1.0; i++) {
        const skt_theme theme = skt_theme_of((skt_theme_kind)i);
        double greatest;
        status = densities(&values, &greatest, layer, &theme);
        if (greatest >= 1.0) {
            *out = theme;
            out->greatest = greatest;
        }
    }
    if (status == SKT_OK && out->greatest >= 1.0) {
        set_breaks(out, &values);
    }
    skt_vec_dispose(&values);
    return status;
}

skt_theme_fill skt_theme_fill_of(size_t *index, const skt_theme *theme,
                                 const skt_tally_record *record)
{
    *index = 0;
    if (skt_theme_count(theme, record) == SKT_NULL) {
        return SKT_FILL_NO_NUMBER;
    }
    const double density = skt_theme_density(theme, record);
    if (isnan(density)) {
        return SKT_FILL_NO_AREA;
    }
    while (*index < theme->n_breaks && density >= theme->breaks[*index]) {
        ++*index;
    }
    return SKT_FILL_CLASS;
}

void skt_theme_add_class_label(skt_buf *out, const skt_theme *theme, size_t index)
{
    const size_t n = theme->n_breaks;
    if (n == 0) {
        /* One class: what the records have, rounded down as breaks are. */
        skt_buf_add_real(out, theme->least > 0 ? round_down(theme->least) : 0.0, 6);
        skt_buf_add_text(out, " and more");
    } else if (index == 0) {
        skt_buf_add_text(out, "under ");
        skt_buf_add_real(out, theme->breaks[0], 6);
    } else {
        skt_buf_add_real(out, theme->breaks[index - 1], 6);
        skt_buf_add_text(out, index < n ? " to under " : " and more");
        if (index < n) {
            skt_buf_add_real(out, theme->breaks[index], 6);
        }
    }
}

/* ---------------------------------------------------------------- colours */

skt_colour skt_theme_colour(const skt_theme *theme, size_t index)
{
    static const skt_colour ramp[SKT_THEME_CLASSES] = {
        {255, 255, 178}, {254, 204, 92}, {253, 141, 60}, {240, 59, 32}, {189, 0, 38}};
    const size_t n = theme->n_breaks;
    const size_t at = n == 0 ? SKT_THEME_CLASSES / 2 : index * (SKT_THEME_CLASSES - 1) / n;
    return ramp[at < COUNT(ramp) ? at : COUNT(ramp) - 1];
}

const skt_colour skt_theme_no_area_colour = {222, 235, 247};
const skt_colour skt_theme_circle_colour = {37, 52, 148};

skt_colour skt_outcome_colour(skt_outcome outcome)
{
    static const skt_colour colours[SKT_OUTCOMES] = {
        [SKT_LAUNCHED] = {230, 159, 0}, [SKT_INTERCEPTED] = {0, 114, 178},
        [SKT_LOST] = {204, 121, 167},   [SKT_IMPACTED] = {213, 94, 0},
        [SKT_SIGHTED] = {0, 158, 115},
    };
    return colours[outcome];
}

/* ---------------------------------------------------------------- circles */

double skt_theme_circle_mm(const skt_theme *theme, skt_number count)
{
    return count == SKT_NULL || count <= 0 || !(theme->greatest > 0)
               ? 0.0
               : SKT_THEME_CIRCLE_MM * sqrt((double)count / theme->greatest);
}

double skt_incident_circle_mm(skt_number best)
{
    const double number = best == SKT_NULL ? 1.0 : fmax((double)best, 0.0);
    return fmin(SKT_INCIDENT_CIRCLE_MM, 2.0 + 1.5 * sqrt(number));
}
