// The places that a text names, from C++: objects close themselves, errors are exceptions.
//
//     places TEXT [COUNTRY]
#include <skytally.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

struct Close {
    void operator()(skt_gazetteer *gazetteer) const
    {
        skt_gazetteer_close(gazetteer);
    }
    void operator()(skt_diag *diag) const
    {
        skt_diag_free(diag);
    }
};
using Gazetteer = std::unique_ptr<skt_gazetteer, Close>;
using Diag = std::unique_ptr<skt_diag, Close>;

struct Found {
    std::string words;
    skt_node node;
};

void check(skt_status status, const skt_diag *diag)
{
    if (status == SKT_OK) {
        return;
    }
    const size_t count = diag == nullptr ? 0 : skt_diag_count(diag);
    throw std::runtime_error(count > 0 ? skt_diag_at(diag, count - 1)->message
                                       : skt_status_text(status));
}

Gazetteer open_gazetteer()
{
    skt_diag *diag = nullptr;
    skt_gazetteer *gazetteer = nullptr;
    check(skt_diag_new(&diag), nullptr);
    const Diag messages(diag);
    check(skt_gazetteer_open(&gazetteer, nullptr, diag), diag);
    return Gazetteer(gazetteer);
}

// No exception passes through the library, which is C.
skt_status keep(void *user, const skt_mention *mention)
{
    try {
        const std::string words(mention->words.ptr, mention->words.len);
        static_cast<std::vector<Found> *>(user)->push_back(Found{words, mention->node});
        return SKT_OK;
    } catch (const std::bad_alloc &) {
        return SKT_E_NOMEM;
    }
}

void print_places(const skt_gazetteer *gazetteer, const char *text, const char *country)
{
    std::vector<Found> found;
    check(skt_find_places(gazetteer, skt_str_from(text), skt_str_from(country), keep, &found),
          nullptr);
    for (const Found &place : found) {
        const skt_node_info info = skt_gazetteer_node(gazetteer, place.node);
        std::printf("%s: %.*s, %s, %.*s\n", place.words.c_str(), SKT_FMT(info.name),
                    skt_level_name(info.level), SKT_FMT(info.country));
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 3) {
        std::fprintf(stderr, "usage: %s TEXT [COUNTRY]\n", argv[0]);
        return 2;
    }
    try {
        print_places(open_gazetteer().get(), argv[1], argc > 2 ? argv[2] : nullptr);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 1;
    }
    return 0;
}
