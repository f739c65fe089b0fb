/* Text made plain, and its words and signs by their numbers in a word list; the twins stand in
 * `folding.plain` and `tokens.WordList`.
 */
#include "kernel.h"

enum { GONE = 0xFF, STRANGE = 0x1A, FIRST_LEAD = 0xC2, LAST_LEAD = 0xDF };
enum { IN_WORD = 1, IN_NUMBER = 2, A_SIGN = 4, A_BLANK = 8 };

typedef struct {
    const uint8_t *ascii;   /* 256: plain form of a byte, `GONE` for none */
    const uint8_t *single;  /* of characters of two bytes, by code from U+0080 on */
    const uint8_t *paired;  /* the second letter of ligatures, else 0 */
    const uint8_t *symbols; /* 64 x 64: of E2 xx yy, by the lower six bits of both */
    const uint8_t *kind;    /* 256: bits of what a plain byte is */
    const uint8_t *maybe;   /* 32768: whether the list holds a word of this sketch */
    const uint64_t *keys;   /* of the list's words, ascending; their numbers count from 1 */
    int64_t count;
    const uint64_t *factors; /* four */
} WordTables;

/* The plain form of a text: a byte a character, and where each comes from. Returns its size. */
static int64_t make_plain(const WordTables *tables, const uint8_t *data, int64_t size,
                          uint8_t *plain, uint32_t *origin) {
    int64_t made = 0, pair_at = -1;
    uint8_t pair = 0;
    for (int64_t at = 0; at < size; at++) {
        uint8_t byte = data[at], out = tables->ascii[byte];
        if (byte >= FIRST_LEAD) {
            uint8_t second = data[at + 1 < size ? at + 1 : at];
            if (byte <= LAST_LEAD) {
                int code = (byte - FIRST_LEAD) << 6 | (second & 0x3F);
                out = tables->single[code];
                if (tables->paired[code]) {
                    pair = tables->paired[code];
                    pair_at = at + 1 < size ? at + 1 : at;
                }
            } else if (byte == 0xE2 && at + 2 < size) {
                out = tables->symbols[(second & 0x3F) << 6 | (data[at + 2] & 0x3F)];
            } else {
                out = STRANGE;
            }
        }
        if (at == pair_at) out = pair;
        plain[made] = out;
        origin[made] = (uint32_t)at;
        made += out != GONE;
    }
    return made;
}

typedef struct {
    const WordTables *tables;
    const uint8_t *plain; /* eight zeros follow it */
    int64_t size;
} PlainText;

static inline int kind_at(const PlainText *text, int64_t at) {
    return text->tables->kind[text->plain[at]];
}

/* Whether the byte is part of a word: a full stop or a comma between digits is. */
static inline int is_in_word(const PlainText *text, int64_t at) {
    if (kind_at(text, at) & IN_WORD) return 1;
    if (text->plain[at] != '.' && text->plain[at] != ',') return 0;
    return at > 0 && at < text->size - 1 && kind_at(text, at - 1) & kind_at(text, at + 1) & IN_NUMBER;
}

/* Whether a byte that is in no word counts: not a full stop inside an abbreviation, nor a hyphen
 * inside a word.
 */
static inline int is_sign_at(const PlainText *text, int64_t at) {
    if (!(kind_at(text, at) & A_SIGN)) return 0;
    if (text->plain[at] == '.')
        return at == text->size - 1 || kind_at(text, at + 1) & A_BLANK;
    if (text->plain[at] != '-' || at == 0 || !(kind_at(text, at - 1) & IN_WORD)) return 1;
    return at == text->size - 1 || !(kind_at(text, at + 1) & IN_WORD);
}

static inline uint64_t eight_bytes(const uint8_t *from) {
    uint64_t word;
    memcpy(&word, from, 8);
    return word;
}

/* See `tokens._keys`. */
static uint64_t word_key(const PlainText *text, int64_t first, int64_t end) {
    const uint64_t *factors = text->tables->factors;
    int64_t size = end - first;
    uint64_t word = eight_bytes(text->plain + first);
    if (size < 8) word &= ((uint64_t)1 << (8 * size)) - 1;
    uint64_t key = word * factors[0];
    key ^= key >> 29;
    key += (uint64_t)size * factors[3];
    if (size > 8) key += eight_bytes(text->plain + end - 8) * factors[1];
    if (size > 16) key += eight_bytes(text->plain + first + 8) * factors[2];
    key ^= key >> 29;
    return key * factors[1];
}

/* The number of a word or sign in the list, 0 when it is not in it. */
static int32_t word_number(const PlainText *text, int64_t first, int64_t end) {
    const WordTables *tables = text->tables;
    int64_t size = end - first;
    uint32_t sketch = (uint32_t)(text->plain[first] & 31) << 10 | (uint32_t)(size < 31 ? size : 31);
    if (size > 1) sketch |= (uint32_t)(text->plain[first + 1] & 31) << 5;
    if (!tables->maybe[sketch]) return 0;
    uint64_t key = word_key(text, first, end);
    int64_t place = place_of(tables->keys, tables->count, key);
    return place < tables->count && tables->keys[place] == key ? (int32_t)place + 1 : 0;
}

/* Words and signs of a text: spans, the byte of each sign (1 for a number, 0 for a word), and
 * their numbers. `plain` and `origin` have room for the text and eight more. Returns how many
 * there are; -1 when there are more than `room`.
 */
EXPORT int64_t tokens_find(const WordTables *tables, const uint8_t *data, int64_t size,
                           uint8_t *plain, uint32_t *origin, int64_t *start, int64_t *end,
                           uint8_t *sign, int32_t *number, int64_t room) {
    PlainText text = {tables, plain, make_plain(tables, data, size, plain, origin)};
    memset(plain + text.size, 0, 8);
    origin[text.size] = (uint32_t)size;
    int64_t found = 0;
    for (int64_t at = 0; at < text.size;) {
        int64_t to = at;
        while (to < text.size && is_in_word(&text, to)) to++;
        int is_word = to > at;
        if (!is_word && !is_sign_at(&text, to++)) {
            at = to;
            continue;
        }
        if (found == room) return -1;
        start[found] = origin[at];
        end[found] = origin[to];
        int kind = kind_at(&text, at);
        sign[found] = kind & A_SIGN ? plain[at] : (kind & IN_NUMBER) != 0;
        number[found] = word_number(&text, at, to);
        found++;
        at = to;
    }
    return found;
}
