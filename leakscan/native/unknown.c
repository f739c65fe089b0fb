/* Words of text that were not met lately; the twin stands in `unknown_words.UnknownWords`. */
#include "kernel.h"

enum { LEAST_BYTES = 3, MOST_BYTES = 28, SLOT_SHIFT = 48 };

/* Eight bytes of a text, zeros beyond its end. */
static inline uint64_t eight_within(const uint8_t *data, int64_t at, int64_t size) {
    uint64_t word = 0;
    if (at + 8 <= size) memcpy(&word, data + at, 8);
    else memcpy(&word, data + at, (size_t)(size - at));
    return word;
}

/* A key with eight more bytes. Products alone leave a last letter in the last bits. */
static inline uint64_t stirred(uint64_t key, uint64_t word, uint64_t factor) {
    return ((key ^ key >> 32) + word) * factor;
}

/* See `unknown_words._keys`. `factors`: four. */
static inline uint64_t unknown_key(const uint8_t *data, int64_t first, int64_t end, int64_t size,
                                   const uint64_t *factors) {
    int64_t length = end - first;
    uint64_t word = eight_within(data, first, size);
    if (length < 8) return (word & (((uint64_t)1 << (8 * length)) - 1)) * factors[0];
    uint64_t key = stirred(word * factors[0], eight_within(data, end - 8, size), factors[1]);
    if (length > 16) key = stirred(key, eight_within(data, first + 8, size), factors[2]);
    if (length > 24) key = stirred(key, eight_within(data, first + 16, size), factors[3]);
    return key + (uint64_t)length;
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
            uint8_t tail[BLOCK];
            /* What follows the range in the text is left out by its bits: copied only at its end. */
            int64_t left = high[range] - at;
            uint64_t word = parts_of_words(block_of(data + at, size - at, tail), &lead);
            if (left < BLOCK) word &= ((uint64_t)1 << left) - 1;
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
