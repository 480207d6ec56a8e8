/* Names written otherwise than the gazetteer has them: first by the skeleton that
 * spellings in different transliterations share, then by a letter or two (near.c). */
#include "gazetteer/forms.h"

enum {
    MIN_LETTERS = 5, /* of a name whose skeleton is tried, or that one letter may be wrong in */
    MIN_EDIT2_LETTERS = 9, /* two letters */
};

static const float SKELETON_PENALTY = 1.0F;
static const float EDIT_PENALTY = 1.5F; /* for each letter */

static size_t letters_of(skt_str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++) {
        (void)skt_utf8_next(text, &at);
    }
    return n;
}

static bool leads_into(const skt_gazetteer *gazetteer, skt_gaz_hit hit, skt_node area)
{
    for (size_t i = 0; i < hit.count; i++) {
        if (skt_gazetteer_within(gazetteer, skt_gaz_value_node(hit.values[i]), area)) {
            return true;
        }
    }
    return false;
}

/* `area` limits what is added, unless it is SKT_NO_NODE. */
static skt_status try_skeleton(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str name,
                               skt_node area)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    const skt_gazetteer *gazetteer = f->gazetteer;
    skt_buf skeleton = SKT_BUF_INIT;
    skt_gaz_skeleton_of(&skeleton, name);
    if (skeleton.failed || skeleton.len == 0) {
        const skt_status status = skeleton.failed ? SKT_E_NOMEM : SKT_OK;
        skt_buf_dispose(&skeleton);
        return status;
    }
    const skt_gaz_dict *names = &gazetteer->names;
    const uint64_t hash = skt_word_hash(skt_buf_str(&skeleton));
    skt_buf other = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    size_t count;
    const uint32_t *entries = skt_gaz_index_range(&count, &gazetteer->skeletons, hash);
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        uint32_t number;
        if (!skt_gaz_index_key(&number, names, entries[i], hash)) {
            continue;
        }
        skt_buf_clear(&other);
        skt_gaz_skeleton_of(&other, skt_gaz_key_text(key, names, number));
        if (other.failed) {
            status = SKT_E_NOMEM;
        } else if (skt_str_eq(skt_buf_str(&other), skt_buf_str(&skeleton))) {
            const skt_gaz_hit hit = skt_gaz_name_hit(gazetteer, number);
            if (area == SKT_NO_NODE || leads_into(gazetteer, hit, area)) {
                status = skt_gaz_add_options(f, mention, hit, SKELETON_PENALTY,
                                             "the name in another transliteration");
            }
        }
    }
    for (size_t own = names->n; own < skt_gaz_name_end(gazetteer) && status == SKT_OK; own++) {
        const skt_gaz_hit hit = skt_gaz_name_hit(gazetteer, (uint32_t)own);
        if (skt_gaz_has_skeleton(gazetteer, (uint32_t)own, skt_buf_str(&skeleton)) &&
            (area == SKT_NO_NODE || leads_into(gazetteer, hit, area))) {
            status = skt_gaz_add_options(f, mention, hit, SKELETON_PENALTY,
                                         "the name in another transliteration");
        }
    }
    skt_buf_dispose(&skeleton);
    skt_buf_dispose(&other);
    return status;
}

/* Names one letter off, two only where that finds nothing. */
static skt_status try_edits(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str key,
                            size_t letters)
{
    skt_gaz_guesses found;
    skt_status status = SKT_OK;
    skt_gaz_guess_key(&found, f->gazetteer, key, 1);
    if (found.n == 0 && mention->n_options == 0 && letters >= MIN_EDIT2_LETTERS) {
        skt_gaz_guess_key(&found, f->gazetteer, key, 2);
    }
    for (size_t i = 0; i < found.n && status == SKT_OK; i++) {
        const skt_gaz_hit hit = skt_gaz_name_hit(f->gazetteer, found.items[i].key);
        /* One Cyrillic adjective is hardly another, misspelt: "Есманській", "іспанській". */
        if (hit.count > 0 && (skt_gaz_value_flags(hit.values[0]) & SKT_GAZ_ADJECTIVE) != 0 &&
            skt_gaz_is_cyrillic(key)) {
            continue;
        }
        status = skt_gaz_add_options(f, mention, hit, EDIT_PENALTY * (float)found.items[i].distance,
                                     "a likely misspelling of the name");
    }
    return status;
}

skt_status skt_gaz_guess(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str key)
{
    const size_t letters = letters_of(key);
    if (letters < MIN_LETTERS || skt_gaz_is_forbidden(f->gazetteer, key)) {
        return SKT_OK;
    }
    skt_status status = try_skeleton(f, mention, key, SKT_NO_NODE);
    if (status == SKT_OK) {
        status = try_edits(f, mention, key, letters);
    }
    mention->flags |= mention->n_options > 0 ? SKT_GAZ_M_GUESSED : 0;
    return status;
}

skt_status skt_gaz_guess_spelling(skt_gaz_finder *f, skt_gaz_mention *mention)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    const skt_str name = skt_gaz_join(key, f->text, mention->name_first, mention->name_end);
    const bool may_be = letters_of(name) >= MIN_LETTERS && !skt_gaz_is_cyrillic(name) &&
                        !skt_gaz_is_forbidden(f->gazetteer, name);
    const skt_status status = may_be ? try_skeleton(f, mention, name, SKT_NO_NODE) : SKT_OK;
    mention->flags |= mention->n_options > 0 ? SKT_GAZ_M_GUESSED : 0;
    return status;
}

skt_status skt_gaz_guess_within(skt_gaz_finder *f, skt_gaz_mention *mention, skt_node area)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    const skt_str name = skt_gaz_join(key, f->text, mention->name_first, mention->name_end);
    return skt_gaz_is_cyrillic(name) ? skt_gaz_romanise_within(f, mention, area)
                                     : try_skeleton(f, mention, name, area);
}
