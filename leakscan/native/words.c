/* Words of text: those that begin with a capital, and those too long to be language. */
#include "kernel.h"

/* Where the next capital of ASCII, or first byte of À to ÿ, stands from `at` on, or `end`. */
static int64_t next_capital(const uint8_t *data, int64_t at, int64_t end) {
#if defined(WIDE)
    for (; at + WIDE <= end; at += WIDE) {
        Wide x = wide_at(data + at);
        uint32_t found = bits_of(either(within(x, 'A', 26), same(x, all_of(0xC3))));
        if (found) return at + __builtin_ctz(found);
    }
#endif
    while (at < end && (uint8_t)(data[at] - 'A') >= 26 && data[at] != 0xC3) at++;
    return at;
}

/* Whether a word at `begin` follows one that ends at `end`, after a space or a particle. */
static int follows_name(const uint8_t *data, int64_t end, int64_t begin) {
    const uint8_t *gap = data + end;
    if (end < 0 || gap[0] != ' ') return 0;
    switch (begin - end) {
    case 1: return 1;
    case 3: return gap[1] == 'd' && gap[2] == '\'';
    case 4: return gap[1] == 'd' && (gap[2] == 'e' || gap[2] == 'u') && gap[3] == ' ';
    default: return 0;
    }
}

/* Words that begin with a capital inside ranges of text, with another one beside them; see
 * `name_pairs._capitalised`.
 *
 * `glue` and `word` (256 entries): bytes before which none begins, and of which they are made.
 * Returns how many there are; only the first `room` are written.
 */
EXPORT int64_t words_capitalised(const uint8_t *data, int64_t size, const int64_t *low,
                                 const int64_t *high, int64_t ranges, const uint8_t *glue,
                                 const uint8_t *word, int64_t *start, int64_t *end,
                                 int64_t room) {
    int64_t found = 0, last_begin = -1, last_end = -1;
    int written = 0;
    for (int64_t range = 0; range < ranges; range++) {
        int64_t at = low[range], stop = high[range];
        while ((at = next_capital(data, at, stop)) < stop) {
            int64_t begin = at++;
            if (data[begin] == 0xC3 && !(begin + 1 < size && data[begin + 1] < 0x9F)) continue;
            if (begin > 0 && glue[data[begin - 1]]) continue;
            int64_t to = begin;
            while (to < size && word[data[to]]) to++;
            int beside = follows_name(data, last_end, begin);
            if (beside && !written) {
                if (found < room) {
                    start[found] = last_begin;
                    end[found] = last_end;
                }
                found++;
            }
            if (beside) {
                if (found < room) {
                    start[found] = begin;
                    end[found] = to;
                }
                found++;
            }
            written = beside;
            last_begin = begin;
            last_end = to;
            if (to > at) at = to;
        }
    }
    return found;
}

/* A table of bytes (256 entries), and the same as a set of bytes of ASCII, where there are
 * instructions that look up many at once: by the lower half of a byte, a bit for each upper half.
 */
typedef struct {
    const uint8_t *table;
#if defined(__AVX2__)
    int is_ascii; /* whether it holds no others */
    Wide uppers, bits;
#endif
} ByteSet;

static ByteSet set_of(const uint8_t *table) {
    ByteSet set = {.table = table};
#if defined(__AVX2__)
    uint8_t uppers[WIDE] = {0}, bits[WIDE];
    set.is_ascii = 1;
    for (int byte = 0; byte < 128; byte++)
        uppers[byte & 15] |= (uint8_t)((table[byte] != 0) << (byte >> 4));
    for (int byte = 128; byte < 256; byte++) set.is_ascii &= !table[byte];
    for (int byte = 0; byte < WIDE; byte++) bits[byte] = (uint8_t)(1 << (byte & 7));
    memcpy(uppers + WIDE / 2, uppers, WIDE / 2);
    set.uppers = wide_at(uppers);
    set.bits = wide_at(bits);
#endif
    return set;
}

#if defined(__AVX2__)
static inline int are_in(const uint8_t *data, const ByteSet *set) {
    Wide x = wide_at(data), upper = both(ON_BYTES(srli_epi16)(x, 4), all_of(15));
    Wide bit = ON_BYTES(shuffle_epi8)(set->bits, upper);
    return !bits_of(same(both(ON_BYTES(shuffle_epi8)(set->uppers, x), bit), all_of(0)));
}
#endif

/* Where the next `least` bytes of a set in a row begin; no byte of it stands before `from`. Beyond
 * the last place where they could when there are none.
 */
static inline int64_t next_long(const uint8_t *data, int64_t size, const ByteSet *set,
                                int64_t least, int64_t from) {
    const uint8_t *table = set->table;
    while (from + least <= size) {
#if defined(__AVX2__)
        /* Such a row holds as many bytes as are looked at together, from one of these places on. */
        int64_t step = least - WIDE + 1;
        if (set->is_ascii && step > 0) {
            int64_t first = from;
            while (from + WIDE <= size && !are_in(data + from, set)) from += step;
            if (from + WIDE > size) return size;
            while (from > first && table[data[from - 1]]) from--;
            if (from + least > size) break;
        }
#endif
        int64_t at = from + least - 1;
        while (at >= from && table[data[at]]) at--;
        if (at < from) break;
        from = at + 1;
    }
    return from;
}

/* Words of bytes of a table (256 entries), at least `least` and less than `most` long. Returns
 * how many there are; only the first `room` are written.
 */
EXPORT int64_t words_long(const uint8_t *data, int64_t size, const uint8_t *table, int64_t least,
                          int64_t most, int64_t *start, int64_t *end, int64_t room) {
    const ByteSet set = set_of(table);
    int64_t found = 0, from = 0;
    while ((from = next_long(data, size, &set, least, from)) + least <= size) {
        int64_t to = from + least;
        while (to < size && table[data[to]]) to++;
        if (to - from < most) {
            if (found < room) {
                start[found] = from;
                end[found] = to;
            }
            found++;
        }
        from = to + 1;
    }
    return found;
}

/* Where the last word of at least `least` bytes of a table (256 entries) ends that is more than a
 * ruled line: some byte of it is more than 1 there; 0 without such a word. `edges`: how many bytes
 * of the table the text begins and ends with.
 */
EXPORT int64_t words_last_long(const uint8_t *data, int64_t size, const uint8_t *table,
                               int64_t least, int64_t *edges) {
    int64_t lead = 0, tail = 0, last = 0;
    while (lead < size && table[data[lead]]) lead++;
    while (tail < size && table[data[size - 1 - tail]]) tail++;
    edges[0] = lead;
    edges[1] = tail;
    const ByteSet set = set_of(table);
    int64_t from = 0;
    while ((from = next_long(data, size, &set, least, from)) + least <= size) {
        int64_t to = from;
        int ruled = 1;
        for (; to < size && table[data[to]]; to++) ruled &= table[data[to]] == 1;
        if (!ruled) last = to;
        from = to + 1;
    }
    return last;
}

/* Keys of names; see `name_lexicon._keys`. `fold` and `accent` (256 entries) give the letter of
 * an ASCII byte and of a byte after C3, 0 for none.
 */
EXPORT void words_name_keys(const uint8_t *data, const int64_t *start, const int64_t *end,
                            int64_t count, const uint8_t *fold, const uint8_t *accent,
                            uint64_t *out) {
    enum { LOOKED_AT = 32, LETTERS_KEPT = 16 };
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    for (int64_t i = 0; i < count; i++) {
        int64_t from = start[i], to = end[i];
        if (to - from > LOOKED_AT) to = from + LOOKED_AT;
        uint64_t word[2] = {0, 0}, size = 0;
        for (int64_t at = from; at < to; at++) {
            uint8_t sign = data[at], letter = fold[sign];
            if (sign >= 0x80 && at > from && data[at - 1] == 0xC3) letter = accent[sign];
            if (!letter) continue;
            if (size < LETTERS_KEPT) word[size >> 3] |= (uint64_t)letter << 8 * (size & 7);
            size++;
        }
        uint64_t mixed = word[0] * odd + word[1];
        out[i] = size ? (mixed ^ mixed >> 29) * odd + size : 0;
    }
}

static inline int holds_digit(const uint8_t *data, int64_t low, int64_t high) {
    while (low < high && !is_digit(data[low])) low++;
    return low < high;
}

/* Whether a digit stands near each word: `before` and `after` it, at most, given by its group (-1
 * for none, whose words pass), and within `low` and `high`. Words of groups with no reach pass.
 */
EXPORT void words_near_digits(const uint8_t *data, const int64_t *start, const int64_t *end,
                              const int64_t *low, const int64_t *high, const int32_t *group,
                              int64_t count, const int64_t *before, const int64_t *after,
                              uint8_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t back = group[i] < 0 ? 0 : before[group[i]];
        int64_t ahead_by = group[i] < 0 ? 0 : after[group[i]];
        int64_t from = start[i] - back, to = end[i] + ahead_by;
        if (from < low[i]) from = low[i];
        if (to > high[i]) to = high[i];
        out[i] = (uint8_t)(!(back || ahead_by) || holds_digit(data, from, start[i]) ||
                           holds_digit(data, end[i], to));
    }
}

/* Whether each word is written as the row of `spellings` says that it goes by, -1 for any: `width`
 * bytes each, zeros behind them.
 */
EXPORT void words_spelled(const uint8_t *data, int64_t size, const int64_t *start,
                          const int32_t *spelling, int64_t count, const uint8_t *spellings,
                          int64_t width, uint8_t *out) {
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *wanted = spellings + (spelling[i] < 0 ? 0 : spelling[i] * width);
        int64_t at = 0;
        if (spelling[i] >= 0)
            while (at < width && wanted[at] && start[i] + at < size &&
                   data[start[i] + at] == wanted[at])
                at++;
        out[i] = spelling[i] < 0 || at == width || !wanted[at];
    }
}

/* Runs of two digits or more right after the two capitals of a country (a table of 65,536 bits of
 * bytes, by the first and the second), which stand alone; see `iban_lane._openings`. Returns how
 * many there are; `at` becomes where the capitals begin.
 */
EXPORT int64_t words_country_codes(const uint8_t *data, const int64_t *start,
                                   const int64_t *length, int64_t count, const uint8_t *countries,
                                   int64_t *at) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t code = start[i] - 2;
        if (length[i] < 2 || code < 0 || !countries[data[code] << 8 | data[code + 1]]) continue;
        if (code == 0 || !is_alnum(data[code - 1])) at[found++] = code;
    }
    return found;
}

/* Whether a byte of a table (256 entries) stands in each span. */
EXPORT void words_hold(const uint8_t *data, const int64_t *start, const int64_t *end,
                       int64_t count, const uint8_t *table, uint8_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t at = start[i];
        while (at < end[i] && !table[data[at]]) at++;
        out[i] = at < end[i];
    }
}

/* Spans of text one after the other, a sign after each. */
EXPORT void words_join(const uint8_t *data, const int64_t *start, const int64_t *end,
                       int64_t count, uint8_t sign, uint8_t *out) {
    for (int64_t i = 0; i < count; i++) {
        size_t size = (size_t)(end[i] - start[i]);
        memcpy(out, data + start[i], size);
        out[size] = sign;
        out += size + 1;
    }
}

/* Where `count` lines of one width, line end included and from `least` to `most` bytes, first
 * follow each other from `at` on, their bytes but the last two being of a table (256 entries);
 * `width` tells theirs. `size` and 0 when nowhere.
 */
EXPORT int64_t words_block(const uint8_t *data, int64_t size, int64_t at, int64_t least,
                           int64_t most, int64_t count, const uint8_t *table, int64_t *width) {
    int64_t same = 0, last = 0;
    while (at < size) {
        const uint8_t *next = memchr(data + at, '\n', (size_t)(size - at));
        if (!next) break;
        int64_t wide = next - (data + at) + 1;
        if (wide == last) same++;
        else same = 1;
        last = wide;
        at += wide;
        if (wide < least || wide > most || same < count) continue;
        int64_t begin = at - count * wide;
        int good = 1;
        for (int64_t line = begin; good && line < at; line += wide)
            for (int64_t n = 0; good && n < wide - 2; n++) good = table[data[line + n]];
        if (good) {
            *width = wide;
            return begin;
        }
    }
    *width = 0;
    return size;
}

/* Where a sign first stands in each span, its end without. */
EXPORT void words_first(const uint8_t *data, const int64_t *start, const int64_t *end,
                        int64_t count, uint8_t sign, int64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t at = start[i];
        while (at < end[i] && data[at] != sign) at++;
        out[i] = at;
    }
}

/* Where a sign stands. Returns how often; only the first `room` places are written. */
EXPORT int64_t words_places(const uint8_t *data, int64_t size, uint8_t sign, int64_t *at,
                            int64_t room) {
    int64_t found = 0;
    for (const uint8_t *next = data; next < data + size; next++) {
        next = memchr(next, sign, (size_t)(data + size - next));
        if (!next) break;
        if (found < room) at[found] = next - data;
        found++;
    }
    return found;
}

/* Whether some bytes stand in a text, the last of which is rare there. */
EXPORT int64_t words_contain(const uint8_t *data, int64_t size, const uint8_t *sought,
                             int64_t length) {
    int64_t before = length - 1;
    for (int64_t at = before; at < size; at++) {
        const uint8_t *next = memchr(data + at, sought[before], (size_t)(size - at));
        if (!next) return 0;
        at = next - data;
        if (!memcmp(next - before, sought, (size_t)before)) return 1;
    }
    return 0;
}

static inline int is_hex(uint8_t byte) {
    return is_digit(byte) || (uint8_t)((byte | 32) - 'a') < 6;
}

/* Whether a percent sign at `at` stands for the @ between the parts of a mailbox, for a slash
 * between digits, as in a date, or for the plus that begins a telephone number.
 */
static int is_between(const uint8_t *data, int64_t at, int64_t size) {
    if (at == 0) return 0;
    if (data[at + 1] == '4' && data[at + 2] == '0')
        return is_alnum(data[at - 1]) && (at + 3 == size || is_alnum(data[at + 3]));
    if (data[at + 1] != '2') return 0;
    if ((data[at + 2] | 32) == 'b')
        return data[at - 1] == '=' && at + 4 < size && is_digit(data[at + 3]) && is_digit(data[at + 4]);
    if ((data[at + 2] | 32) != 'f') return 0;
    return is_digit(data[at - 1]) && at + 3 < size && is_digit(data[at + 3]);
}

/* The places from `word` up to `found`, which are one word's, when they are many, or else those
 * that stand between the parts of a mailbox or a date. Returns how many places there are then.
 */
static int64_t end_word(const uint8_t *data, int64_t size, int64_t least, int64_t *start,
                        int64_t word, int64_t found) {
    if (found - word >= least) return found;
    int64_t kept = word;
    for (; word < found; word++)
        if (is_between(data, start[word], size)) start[kept++] = start[word];
    return kept;
}

/* Where a percent sign stands before two hexadecimal digits, in words with at least `least` of them
 * or for the @ of a mailbox, a slash of a date or a telephone's plus; bytes of a table (256 entries) part words. There
 * is room for one place in three bytes. Returns how many there are.
 */
EXPORT int64_t words_encoded(const uint8_t *data, int64_t size, const uint8_t *table,
                             int64_t least, int64_t *start) {
    int64_t found = 0, word = 0, last = 0;
    for (int64_t at = 0; at + 2 < size; at++) {
        const uint8_t *next = memchr(data + at, '%', (size_t)(size - 2 - at));
        if (!next) break;
        at = next - data;
        if (!is_hex(next[1]) || !is_hex(next[2])) continue;
        while (last < at && !table[data[last]]) last++;
        if (last < at) word = found = end_word(data, size, least, start, word, found);
        start[found++] = last = at;
    }
    return end_word(data, size, least, start, word, found);
}

/* What a word begins with: its first letters and digits of ASCII, without case; shorter ones are
 * whole. Returns where that ends; `key` is 0 when another byte stands among them.
 */
static inline int64_t beginning_of(const uint8_t *data, int64_t at, int64_t end, uint64_t *key) {
    enum { LETTERS = 5 };
    int64_t begin = at;
    *key = 0;
    for (; at < end && at - begin < LETTERS && is_alnum(data[at]); at++)
        *key = *key << 8 | data[at] | 32;
    if (at < end && at - begin < LETTERS && data[at] >= 0x80) *key = 0;
    return at;
}

#define SET_BITS 12

static inline int64_t set_bit(uint64_t key) {
    return (int64_t)(key * 0x9E3779B97F4A7C15u >> (64 - SET_BITS));
}

/* Which bit of a set each word is, -1 for what is no word of ASCII. */
EXPORT void words_set_bits(const uint8_t *data, const int64_t *start, const int64_t *end,
                           int64_t count, int64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        uint64_t key;
        beginning_of(data, start[i], end[i], &key);
        out[i] = key ? set_bit(key) : -1;
    }
}

/* Whether in each range of text a word may begin that is in a set, given by its number. `sets` has
 * 4096 bits for each. Words with bytes beyond ASCII may be anything.
 */
EXPORT void words_may_begin(const uint8_t *data, int64_t size, const int64_t *low,
                            const int64_t *high, const int32_t *set, int64_t count,
                            const uint64_t *sets, uint8_t *out) {
    for (int64_t i = 0; i < count; i++) {
        const uint64_t *bits = sets + ((int64_t)set[i] << (SET_BITS - 6));
        int may = 0;
        for (int64_t at = low[i]; at < high[i] && !may;) {
            uint64_t key;
            if (!is_alnum(data[at])) {
                may = data[at++] >= 0x80;
                continue;
            }
            at = beginning_of(data, at, size, &key);
            int64_t bit = set_bit(key);
            may = !key || bits[bit >> 6] >> (bit & 63) & 1;
            while (at < high[i] && is_alnum(data[at])) at++;
        }
        out[i] = (uint8_t)may;
    }
}

static inline int ends_parted(const uint8_t *data, int64_t at, int64_t end) {
    if (data[at] == 0xAD) return 1;
    return data[at] == '-' && at + 1 < end && (data[at + 1] == '\n' || data[at + 1] == '\r') &&
           at > 0 && (is_letter(data[at - 1]) || data[at - 1] >= 0x80);
}

/* Whether a word may be parted between two places: by a hyphen after a letter at the end of a line,
 * or by the second byte of a soft hyphen.
 */
EXPORT int words_parted(const uint8_t *data, int64_t low, int64_t high) {
    int64_t at = low;
#if defined(WIDE)
    for (; at + WIDE < high; at += WIDE) {
        Wide x = wide_at(data + at), next = wide_at(data + at + 1);
        Wide ends = either(same(next, all_of('\n')), same(next, all_of('\r')));
        Wide hit = either(both(same(x, all_of('-')), ends), same(x, all_of(0xAD)));
        for (uint32_t found = bits_of(hit); found; found &= found - 1)
            if (ends_parted(data, at + __builtin_ctz(found), high)) return 1;
    }
#endif
    while (at < high && !ends_parted(data, at, high)) at++;
    return at < high;
}
