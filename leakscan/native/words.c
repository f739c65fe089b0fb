/* Words of text: those that begin with a capital, and those too long to be language. */
#include "kernel.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Where the next capital of ASCII, or first byte of À to ÿ, stands from `at` on, or `end`. */
static int64_t next_capital(const uint8_t *data, int64_t at, int64_t end) {
#if defined(__SSE2__)
    for (; at + 16 <= end; at += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(data + at));
        __m128i letter = _mm_sub_epi8(x, _mm_set1_epi8('A'));
        __m128i hit = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
        hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xC3)));
        int found = _mm_movemask_epi8(hit);
        if (found) return at + __builtin_ctz((unsigned)found);
    }
#endif
    while (at < end && (uint8_t)(data[at] - 'A') >= 26 && data[at] != 0xC3) at++;
    return at;
}

/* Words that begin with a capital inside ranges of text; see `name_pairs._capitalised`.
 *
 * `glue` and `word` (256 entries): bytes before which none begins, and of which they are made.
 * Returns how many there are; only the first `room` are written.
 */
EXPORT int64_t words_capitalised(const uint8_t *data, int64_t size, const int64_t *low,
                                 const int64_t *high, int64_t ranges, const uint8_t *glue,
                                 const uint8_t *word, int64_t *start, int64_t *end,
                                 int64_t room) {
    int64_t found = 0;
    for (int64_t range = 0; range < ranges; range++) {
        int64_t at = low[range], stop = high[range];
        while ((at = next_capital(data, at, stop)) < stop) {
            int64_t begin = at++;
            if (data[begin] == 0xC3 && !(begin + 1 < size && data[begin + 1] < 0x9F)) continue;
            if (begin > 0 && glue[data[begin - 1]]) continue;
            int64_t to = begin;
            while (to < size && word[data[to]]) to++;
            if (found < room) {
                start[found] = begin;
                end[found] = to;
            }
            found++;
            if (to > at) at = to;
        }
    }
    return found;
}

/* Words of bytes of a table (256 entries), at least `least` and less than `most` long. Returns
 * how many there are; only the first `room` are written.
 */
EXPORT int64_t words_long(const uint8_t *data, int64_t size, const uint8_t *table, int64_t least,
                          int64_t most, int64_t *start, int64_t *end, int64_t room) {
    int64_t found = 0, step = least / 2 > 0 ? least / 2 : 1;
    for (int64_t at = 0; at < size; at += step) {
        if (!table[data[at]]) continue;
        /* A word of this length holds two places a step apart. */
        if (at + step < size && !table[data[at + step]] &&
            (at < step || !table[data[at - step]]))
            continue;
        int64_t from = at, to = at;
        while (from > 0 && table[data[from - 1]]) from--;
        while (to < size && table[data[to]]) to++;
        if (to - from >= least && to - from < most) {
            if (found < room) {
                start[found] = from;
                end[found] = to;
            }
            found++;
        }
        /* Go on behind it, at the next of the places. */
        at += (to - at) / step * step;
    }
    return found;
}
