/* Pages that stand in for what was asked: puzzles for people, refusals with status 200. */
#include "core/buf.h"
#include "ingest/readers.h"
#include "text/text.h"

static const struct {
    const char *words;
    bool alone; /* no news says so: in a short text they tell. Else the title begins with them */
} marks[] = {
    {"just a moment...", false},
    {"attention required", false},
    {"access denied", false},
    {"captcha", false},
    {"request blocked", false},
    {"request unsuccessful", false},
    {"403 forbidden", false},
    {"forbidden", false},
    {"service unavailable", false},
    {"доступ ограничен", false},
    {"доступ запрещен", false},
    {"доступ заборонено", false},
    {"доступ обмежено", false},
    {"access to this page has been denied", true},
    {"are you a robot", true},
    {"you are not a robot", true},
    {"i am not a robot", true},
    {"you are human", true},
    {"are you human", true},
    {"solve the captcha", true},
    {"complete the captcha", true},
    {"checking your browser", true},
    {"checking if the site connection is secure", true},
    {"enable javascript and cookies to continue", true},
    {"ddos protection by", true},
    {"you have been blocked", true},
    {"unusual traffic from your", true},
    {"проверка браузера", true},
    {"перевірка браузера", true},
    {"вы не робот", true},
    {"ви не робот", true},
    {"запросы похожи на автоматические", true},
};

static bool tells(size_t mark, skt_str title, skt_str text)
{
    skt_buf phrase = SKT_BUF_INIT;
    skt_fold(&phrase, skt_str_from(marks[mark].words));
    const skt_str words = skt_buf_str(&phrase);
    const bool found =
        !phrase.failed && (skt_str_starts(title, words) ||
                           (marks[mark].alone && skt_str_find(text, words, 0) != SIZE_MAX));
    skt_buf_dispose(&phrase);
    return found;
}

const char *skt_block_words(skt_str title, skt_str text)
{
    enum { SHORT = 1200 }; /* bytes of an article that says no more than a block page */
    skt_buf folded_title = SKT_BUF_INIT;
    skt_buf folded = SKT_BUF_INIT;
    const char *found = NULL;
    if (text.len < SHORT) {
        skt_fold(&folded_title, skt_str_cut(skt_str_trim(title), SHORT));
        skt_fold(&folded, text);
        for (size_t i = 0; i < sizeof marks / sizeof *marks && found == NULL; i++) {
            const bool told = tells(i, skt_buf_str(&folded_title), skt_buf_str(&folded));
            found = told ? marks[i].words : NULL;
        }
    }
    skt_buf_dispose(&folded_title);
    skt_buf_dispose(&folded);
    return found;
}
