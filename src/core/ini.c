#include "core/ini.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* `text` up to a comment behind a blank. */
static skt_str without_comment(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ';' && (i == 0 || is_blank(text.ptr[i - 1]))) {
            return skt_str_sub(text, 0, i);
        }
    }
    return text;
}

static skt_str trim(skt_str text)
{
    return text.len == 0 ? (skt_str){"", 0} : skt_str_trim(text);
}

static void read_section(skt_ini_line *out, skt_ini *ini, skt_str line)
{
    const char *end = memchr(line.ptr, ']', line.len);
    const size_t length = end == NULL ? 0 : (size_t)(end - line.ptr);
    const skt_str behind =
        end == NULL ? line : skt_str_sub(line, length + 1, line.len - length - 1);
    if (end == NULL || trim(without_comment(behind)).len > 0) {
        return;
    }
    out->kind = SKT_INI_SECTION;
    out->name = out->section = ini->section = trim(skt_str_sub(line, 1, length - 1));
}

static void read_value(skt_ini_line *out, skt_str line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] != '=' && line.ptr[at] != ':') {
        at++;
    }
    if (at == 0 || at == line.len) {
        return;
    }
    out->kind = SKT_INI_VALUE;
    out->name = trim(skt_str_sub(line, 0, at));
    out->value = trim(without_comment(skt_str_sub(line, at + 1, line.len - at - 1)));
}

void skt_ini_next(skt_ini_line *out, skt_ini *ini)
{
    const skt_str mark = SKT_LIT("\xEF\xBB\xBF");
    skt_str line;
    while (skt_str_split(&line, &ini->rest, '\n')) {
        ini->line++;
        if (ini->line == 1 && skt_str_starts(line, mark)) {
            line = skt_str_sub(line, mark.len, line.len - mark.len);
        }
        line = trim(line);
        if (line.len == 0 || line.ptr[0] == ';' || line.ptr[0] == '#') {
            continue;
        }
        *out = (skt_ini_line){SKT_INI_WRONG, ini->section, line, SKT_STR_NONE, ini->line};
        if (line.ptr[0] == '[') {
            read_section(out, ini, line);
        } else {
            read_value(out, line);
        }
        return;
    }
    *out = (skt_ini_line){.kind = SKT_INI_END, .section = ini->section, .line = ini->line};
}
