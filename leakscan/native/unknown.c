/* Words of text that were not met lately; the twin stands in `unknown_words.UnknownWords`. */
#include "kernel.h"

enum { BLOCK = 64, LEAST_BYTES = 3, MOST_BYTES = 28, SLOT_SHIFT = 48 };

/* Eight bytes of a text, zeros beyond its end. */
static inline uint64_t eight_within(const uint8_t *data, int64_t at, int64_t size) {
    uint64_t word = 0;
    if (at + 8 <= size) memcpy(&word, data + at, 8);
    else memcpy(&word, data + at, (size_t)(size - at));
    return word;
}

/* See `unknown_words._keys`. `factors`: four. */
static inline uint64_t unknown_key(const uint8_t *data, int64_t first, int64_t end, int64_t size,
                              const uint64_t *factors) {
    int64_t length = end - first;
    uint64_t word = eight_within(data, first, size);
    if (length < 8) return (word & (((uint64_t)1 << (8 * length)) - 1)) * factors[0];
    uint64_t key = word * factors[0] + eight_within(data, end - 8, size) * factors[1];
    if (length > 16) key += eight_within(data, first + 8, size) * factors[2];
    if (length > 24) key += eight_within(data, first + 16, size) * factors[3];
    return key + (uint64_t)length;
}

/* Which of 64 bytes are parts of words: letters and digits of ASCII, Latin letters of two bytes and
 * accents that stand alone. `lead`: whether the byte before was the first of such a letter.
 */
static inline uint64_t parts_of_words(const uint8_t *at, uint64_t *lead) {
    uint64_t plain = 0, leads = 0, others = 0;
#if defined(__SSE2__)
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(at + i));
        __m128i letter = within(_mm_or_si128(x, _mm_set1_epi8(32)), 'a', 26);
        __m128i first = _mm_or_si128(within(x, (char)0xC3, 7), within(x, (char)0xCC, 2));
        __m128i other = within(x, (char)0x80, 64);
        plain |= (uint64_t)_mm_movemask_epi8(_mm_or_si128(letter, within(x, '0', 10))) << i;
        leads |= (uint64_t)_mm_movemask_epi8(first) << i;
        others |= (uint64_t)_mm_movemask_epi8(other) << i;
    }
#else
    for (int i = 0; i < BLOCK; i++) {
        uint64_t bit = (uint64_t)1 << i;
        if (is_alnum(at[i])) plain |= bit;
        else if ((uint8_t)(at[i] - 0xC3) < 7 || (uint8_t)(at[i] - 0xCC) < 2) leads |= bit;
        else if ((uint8_t)(at[i] - 0x80) < 64) others |= bit;
    }
#endif
    uint64_t word = plain | leads | (others & (leads << 1 | *lead));
    *lead = leads >> 63;
    return word;
}

typedef struct {
    const uint8_t *data;
    int64_t size;
    const uint64_t *factors, *met;
    int64_t *start, *end;
    uint64_t *key;
    int64_t found, room;
} Unknown;

static inline void take_word(Unknown *words, int64_t first, int64_t end) {
    if (end - first < LEAST_BYTES || end - first > MOST_BYTES) return;
    if (is_digit(words->data[first]) && is_digit(words->data[end - 1])) return;
    uint64_t key = unknown_key(words->data, first, end, words->size, words->factors);
    if (words->met[key >> SLOT_SHIFT] == key) return;
    if (words->found < words->room) {
        words->start[words->found] = first;
        words->end[words->found] = end;
        words->key[words->found] = key;
    }
    words->found++;
}

/* Words inside ranges of text whose keys are not among those `met` (65,536 slots). Returns how many
 * there are; only the first `room` are written.
 */
EXPORT int64_t unknown_words(const uint8_t *data, int64_t size, const int64_t *low,
                             const int64_t *high, int64_t ranges, const uint64_t *factors,
                             const uint64_t *met, int64_t *start, int64_t *end, uint64_t *key,
                             int64_t room) {
    Unknown words = {data, size, factors, met, start, end, key, 0, room};
    for (int64_t range = 0; range < ranges; range++) {
        int64_t first = -1;
        uint64_t lead = 0, inside = 0;
        for (int64_t at = low[range]; at < high[range]; at += BLOCK) {
            uint8_t last[BLOCK] = {0};
            const uint8_t *block = data + at;
            if (high[range] - at < BLOCK) {
                memcpy(last, block, (size_t)(high[range] - at));
                block = last;
            }
            uint64_t word = parts_of_words(block, &lead);
            uint64_t edges = word ^ (word << 1 | inside);
            inside = word >> 63;
            for (; edges; edges &= edges - 1) {
                int64_t place = at + __builtin_ctzll(edges);
                if (first >= 0) take_word(&words, first, place);
                first = first < 0 ? place : -1;
            }
        }
        if (first >= 0) take_word(&words, first, high[range]);
    }
    return words.found;
}
