/* The sentences that bear the claims, from the reports' texts. */
#include <stdlib.h>

#include "explain/explain_private.h"
#include "text/text.h"

static int by_document(const void *a, const void *b)
{
    const skt_quoted *x = a;
    const skt_quoted *y = b;
    const int order = skt_str_cmp(x->doc, y->doc);
    return order != 0 ? order : skt_str_cmp(x->item, y->item);
}

void skt_tell_documents(skt_explanation *e)
{
    if (e->told.count > 0) {
        qsort(e->told.items, e->told.count, sizeof *e->told.items, by_document);
    }
}

/* The first that is not before the report. */
static size_t first_of(const skt_explanation *e, const skt_report *report)
{
    const skt_quoted wanted = {report->doc, report->item, NULL};
    size_t low = 0;
    size_t high = e->told.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (by_document(&e->told.items[middle], &wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_of(const skt_claim *claim, const skt_report *report)
{
    return claim->evidence.len > 0 && claim->offset <= report->text.len &&
           claim->evidence.len <= report->text.len - claim->offset &&
           memcmp(report->text.ptr + claim->offset, claim->evidence.ptr, claim->evidence.len) == 0;
}

/* In one line: what breaks lines in the text becomes a blank. */
static skt_status in_a_line(skt_str *out, skt_arena *arena, skt_str text)
{
    const skt_status status = skt_arena_str(out, arena, skt_str_trim(text));
    for (size_t i = 0; status == SKT_OK && i < out->len; i++) {
        const unsigned char c = (unsigned char)out->ptr[i];
        ((char *)out->ptr)[i] = c < ' ' ? ' ' : (char)c;
    }
    return status;
}

skt_status skt_explain_sentences(skt_explanation *explanation, const skt_report *report)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_text text = {0};
    bool split = false;
    skt_status status = SKT_OK;
    for (size_t i = first_of(explanation, report);
         status == SKT_OK && i < explanation->told.count &&
         skt_str_eq(explanation->told.items[i].doc, report->doc) &&
         skt_str_eq(explanation->told.items[i].item, report->item);
         i++) {
        skt_told_claim *told = explanation->told.items[i].claim;
        const skt_claim *claim = skt_claim_set_at(explanation->claims, told->claim);
        if (told->sentence.len > 0 || !is_of(claim, report)) {
            continue;
        }
        if (!split) {
            status = skt_text_split(&text, report->text, &arena);
            split = true;
        }
        if (status == SKT_OK) {
            status = in_a_line(
                &told->sentence, &explanation->arena,
                skt_sentence_around(&text, claim->offset, claim->offset + claim->evidence.len));
        }
    }
    skt_arena_dispose(&arena);
    return status;
}
