#include "claims/lexicon_forms.h"

#include "core/vec.h"

/* ---------------------------------------------------------------- paradigms */

/* Reads a group, "num=sg:-|а|у" or "-|а|у", behind the *n cells in `cells`. */
static bool read_group(skt_form_cell *cells, size_t *n, skt_str group, skt_buf *wrong)
{
    skt_str key = SKT_STR_NONE;
    skt_str value = group;
    skt_str endings = group;
    const bool says = skt_str_find(group, SKT_LIT(":"), 0) != SIZE_MAX;
    if (says) {
        (void)skt_str_split(&value, &endings, ':');
        skt_str rest = value;
        (void)skt_str_split(&key, &rest, '=');
        value = rest;
        if (key.len == 0 || value.len == 0) {
            skt_buf_format(wrong, "\"%.*s\": a group begins with feature=value:, or with its cells",
                           SKT_FMT(group));
            return false;
        }
    }
    skt_str cell;
    while (skt_str_split(&cell, &endings, '|')) {
        if (cell.len == 0) {
            skt_buf_format(wrong, "\"%.*s\": an empty cell: write - for no ending", SKT_FMT(group));
            return false;
        }
        cells[(*n)++] = (skt_form_cell){cell, key, says ? value : SKT_STR_NONE};
    }
    return true;
}

static bool is_name(skt_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9' && i > 0) && c != '_') {
            return false;
        }
    }
    return name.len > 0;
}

skt_status skt_paradigm_read(skt_paradigm **out, skt_arena *arena, skt_str name, skt_str groups,
                             skt_buf *wrong)
{
    *out = NULL;
    if (!is_name(name)) {
        skt_buf_format(wrong, "\"%.*s\" is no name: write small letters, digits and _",
                       SKT_FMT(name));
        return SKT_OK;
    }
    skt_paradigm *made = skt_arena_alloc(arena, sizeof *made);
    skt_str kept;
    if (made == NULL || skt_arena_str(&made->name, arena, name) != SKT_OK ||
        skt_arena_str(&kept, arena, groups) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    made->cells = skt_arena_array(arena, kept.len + 1, sizeof *made->cells);
    if (made->cells == NULL) {
        return SKT_E_NOMEM;
    }
    skt_str group;
    while (skt_str_split(&group, &kept, ' ')) {
        if (group.len > 0 && !read_group(made->cells, &made->n_cells, group, wrong)) {
            return SKT_OK;
        }
    }
    if (made->n_cells == 0) {
        skt_buf_format(wrong, "paradigm \"%.*s\" has no endings", SKT_FMT(name));
        return SKT_OK;
    }
    *out = made;
    return SKT_OK;
}

const skt_paradigm *skt_paradigm_named(const skt_paradigm *known, skt_str name)
{
    while (known != NULL && !skt_str_eq(known->name, name)) {
        known = known->next;
    }
    return known;
}

/* ------------------------------------------------------------------ phrases */

/* One of the words that may stand at a place of a phrase. */
typedef struct choice {
    size_t place;
    skt_str stem; /* the word, where it has no paradigm */
    const skt_paradigm *paradigm;
    bool agrees; /* with the others: ~ and not ~~ */
} choice;

typedef struct forms {
    SKT_VEC(choice) choices; /* by place */
    size_t n_places;
    const skt_paradigm *agreed; /* of the first word that agrees with others, or NULL */
    size_t cell;                /* of this paradigm: the one in turn */
    skt_buf made;
    skt_form_fn *take;
    void *user;
} forms;

bool skt_forms_many(skt_str phrase)
{
    for (size_t i = 0; i < phrase.len; i++) {
        if (phrase.len > 1 && (phrase.ptr[i] == '/' || phrase.ptr[i] == '~')) {
            return true;
        }
    }
    return false;
}

/* Whether words of both can agree: the same groups with as many cells. */
static bool alike(const skt_paradigm *a, const skt_paradigm *b)
{
    for (size_t i = 0; i < a->n_cells && i < b->n_cells; i++) {
        if (!skt_str_eq(a->cells[i].key, b->cells[i].key) ||
            !skt_str_eq(a->cells[i].value, b->cells[i].value)) {
            return false;
        }
    }
    return a->n_cells == b->n_cells;
}

/* Splits "дрон~masc"; a mistake is said in `wrong`. */
static choice read_choice(forms *f, const skt_paradigm *known, skt_str word, skt_buf *wrong)
{
    choice made = {.place = f->n_places, .stem = word};
    skt_str name = word;
    if (word.len < 2 || skt_str_find(word, SKT_LIT("~"), 0) == SIZE_MAX) {
        made.stem = skt_str_is(word, "-") ? SKT_LIT("") : word;
        return made;
    }
    (void)skt_str_split(&made.stem, &name, '~');
    made.agrees = name.len == 0 || name.ptr[0] != '~';
    name = made.agrees ? name : skt_str_sub(name, 1, name.len - 1);
    made.paradigm = skt_paradigm_named(known, name);
    if (made.stem.len == 0) {
        skt_buf_format(wrong, "\"%.*s\": the stem is missing before ~", SKT_FMT(word));
    } else if (made.paradigm == NULL) {
        skt_buf_format(wrong, "\"%.*s\": no paradigm \"%.*s\" stands before this line",
                       SKT_FMT(word), SKT_FMT(name));
    } else if (made.agrees && f->agreed == NULL) {
        f->agreed = made.paradigm;
    } else if (made.agrees && !alike(f->agreed, made.paradigm)) {
        skt_buf_format(wrong,
                       "\"%.*s\": %.*s (%zu cells) and %.*s (%zu cells) do not agree: give both "
                       "the same groups and cells, or write ~~ for a word that stands in any form",
                       SKT_FMT(word), SKT_FMT(f->agreed->name), f->agreed->n_cells, SKT_FMT(name),
                       made.paradigm->n_cells);
    }
    return made;
}

/* Splits the phrase into the words of each place. */
static bool read_places(forms *f, const skt_paradigm *known, skt_str phrase, skt_buf *wrong)
{
    skt_str place;
    while (wrong->len == 0 && skt_str_split(&place, &phrase, ' ')) {
        skt_str rest = place;
        skt_str word;
        const bool one = place.len < 2; /* "/" alone */
        while (place.len > 0 && wrong->len == 0 && skt_str_split(&word, &rest, one ? ' ' : '/')) {
            if (word.len == 0) {
                skt_buf_format(wrong, "\"%.*s\": an empty alternative: write - for no word",
                               SKT_FMT(place));
            } else if (!skt_vec_push(&f->choices, read_choice(f, known, word, wrong))) {
                return false;
            }
        }
        f->n_places += place.len > 0;
    }
    return true;
}

/* Adds a word; "+" in it is a space. */
static void put_word(skt_buf *made, skt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        skt_buf_add_char(made, word.len > 1 && word.ptr[i] == '+' ? ' ' : word.ptr[i]);
    }
}

static skt_status put_place(forms *f, size_t first);

/* Goes on behind each ending of a cell. */
static skt_status put_cell(forms *f, size_t behind, const choice *c, const skt_form_cell *cell)
{
    const size_t length = f->made.len;
    skt_str endings = cell->endings;
    skt_str ending;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&ending, &endings, '/')) {
        f->made.len = length;
        put_word(&f->made, c->stem);
        skt_buf_add(&f->made, skt_str_is(ending, "-") ? SKT_LIT("") : ending);
        status = put_place(f, behind);
    }
    return status;
}

/* Puts each word of the place that begins with choice `first`, and goes on behind each. */
static skt_status put_place(forms *f, size_t first)
{
    const size_t length = f->made.len;
    size_t behind = first;
    skt_status status = SKT_OK;
    if (first == f->choices.count) {
        static const skt_form_cell none = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
        const skt_form_cell *cell = f->agreed == NULL ? &none : &f->agreed->cells[f->cell];
        return f->made.failed ? SKT_E_NOMEM : f->take(f->user, skt_buf_str(&f->made), cell);
    }
    while (behind < f->choices.count &&
           f->choices.items[behind].place == f->choices.items[first].place) {
        behind++;
    }
    for (size_t i = first; i < behind && status == SKT_OK; i++) {
        const choice *c = &f->choices.items[i];
        f->made.len = length;
        skt_buf_add_text(&f->made, length > 0 && c->stem.len > 0 ? " " : "");
        const size_t from = f->made.len;
        if (c->paradigm == NULL) {
            put_word(&f->made, c->stem);
            status = put_place(f, behind);
        } else if (c->agrees) {
            status = put_cell(f, behind, c, &c->paradigm->cells[f->cell]);
        }
        for (size_t k = 0; !c->agrees && c->paradigm != NULL && k < c->paradigm->n_cells; k++) {
            f->made.len = from;
            status = status == SKT_OK ? put_cell(f, behind, c, &c->paradigm->cells[k]) : status;
        }
    }
    return status;
}

skt_status skt_forms_each(const skt_paradigm *known, skt_str phrase, skt_buf *wrong,
                          skt_form_fn *take, void *user)
{
    forms f = {.take = take, .user = user};
    skt_status status = read_places(&f, known, phrase, wrong) ? SKT_OK : SKT_E_NOMEM;
    const size_t n = f.agreed == NULL ? 1 : f.agreed->n_cells;
    for (f.cell = 0; f.cell < n && status == SKT_OK && wrong->len == 0; f.cell++) {
        f.made.len = 0;
        status = put_place(&f, 0);
    }
    skt_vec_dispose(&f.choices);
    skt_buf_dispose(&f.made);
    return status;
}
