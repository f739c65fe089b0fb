/* Keyed fingerprints; see `evidence/keyed.py`, whose NumPy functions these are the twins of. */
#include "kernel.h"

#define ROTATE(x, bits) ((x) << (bits) | (x) >> (64 - (bits)))
#define ROUND                                                                                \
    do {                                                                                     \
        v0 += v1; v1 = ROTATE(v1, 13); v1 ^= v0; v0 = ROTATE(v0, 32);                        \
        v2 += v3; v3 = ROTATE(v3, 16); v3 ^= v2;                                             \
        v0 += v3; v3 = ROTATE(v3, 21); v3 ^= v0;                                             \
        v2 += v1; v1 = ROTATE(v1, 17); v1 ^= v2; v2 = ROTATE(v2, 32);                        \
    } while (0)

/* SipHash-1-3 of each value as an eight-byte little-endian message. */
EXPORT void keyed_numbers(const uint64_t *values, int64_t count, uint64_t low, uint64_t high,
                          uint64_t *out) {
    const uint64_t length_block = (uint64_t)8 << 56;
    for (int64_t i = 0; i < count; i++) {
        uint64_t v0 = 0x736F6D6570736575u ^ low, v1 = 0x646F72616E646F6Du ^ high;
        uint64_t v2 = 0x6C7967656E657261u ^ low, v3 = 0x7465646279746573u ^ high;
        v3 ^= values[i]; ROUND; v0 ^= values[i];
        v3 ^= length_block; ROUND; v0 ^= length_block;
        v2 ^= 0xFF;
        ROUND; ROUND; ROUND;
        out[i] = v0 ^ v1 ^ v2 ^ v3;
    }
}

static inline uint64_t mixed(uint64_t word, uint64_t coefficient) {
    uint64_t product = word * coefficient;
    return product ^ product >> 32;
}

/* The bytes of a word whose high bits are set in `counts`, one behind the other from the lowest. */
static inline uint64_t packed(uint64_t word, uint64_t counts) {
#if defined(__BMI2__)
    return _pext_u64(word, (counts >> 7) * 0xFF);
#else
    uint64_t result = 0;
    if (counts == HIGH) return word;
    for (int bits = 0; counts; counts &= counts - 1, bits += 8)
        result |= (word >> (__builtin_ctzll(counts) - 7) & 0xFF) << bits;
    return result;
#endif
}

/* A multilinear hash of signs that come by and by: those that make no whole word yet wait in `word`. */
typedef struct {
    const uint64_t *coefficient;
    uint64_t total, word;
    int bits;
} Sum;

/* Adds up to eight signs, zeros behind them. */
static inline void add_signs(Sum *sum, uint64_t signs, int count) {
    sum->word |= signs << sum->bits;
    int bits = sum->bits + 8 * count;
    if (bits >= 64) {
        sum->total += mixed(sum->word, *sum->coefficient++);
        /* In two steps: a shift by all 64 bits is none. */
        sum->word = signs >> 1 >> (63 - sum->bits);
        bits -= 64;
    }
    sum->bits = bits;
}

/* A secret number for each span; `fold` gives the byte that counts, 0 for none. */
EXPORT void keyed_texts(const uint8_t *data, const int64_t *start, const int64_t *end,
                        int64_t count, const uint8_t *fold, const uint64_t *coefficient,
                        int64_t max_text, uint64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t from = start[i], to = end[i];
        if (to - from > max_text) to = from + max_text;
        Sum sum = {coefficient, 0, 0, 0};
        for (int64_t at = from; at < to;) {
            int64_t left = to - at < 8 ? to - at : 8;
            uint64_t signs, kept = ~(uint64_t)0 >> (64 - 8 * left);
            if (left == 8) memcpy(&signs, data + at, 8);
            else if (to >= 8) {
                memcpy(&signs, data + to - 8, 8);
                signs >>= 64 - 8 * left;
            } else {
                signs = 0;
                memcpy(&signs, data + at, (size_t)left);
            }
            uint64_t high = signs & kept & HIGH, low = signs & ~HIGH, lower = low | ONES * 0x20;
            uint64_t letter = at_least(lower, 'a') & ~at_least(lower, 'z' + 1);
            uint64_t digit = at_least(low, '0') & ~at_least(low, '9' + 1);
            uint64_t counts = (letter | digit) & HIGH & kept & ~signs;
            signs |= (letter & HIGH & ~signs) >> 2;
            for (; high; high &= high - 1) {
                /* See `keyed._folded`: a continuation byte is a letter only after C3. */
                int bit = __builtin_ctzll(high) - 7;
                int64_t here = at + bit / 8;
                uint64_t sign = here && data[here - 1] == 0xC3 ? fold[data[here]] : 0;
                signs = (signs & ~((uint64_t)0xFF << bit)) | sign << bit;
                counts |= (uint64_t)(sign != 0) << (bit + 7);
            }
            add_signs(&sum, packed(signs, counts), __builtin_popcountll(counts));
            at += left;
        }
        out[i] = sum.bits ? sum.total + mixed(sum.word, *sum.coefficient) : sum.total;
    }
}

/* A secret number for the letters of each span, whatever their order: the sum of their weights, of
 * which that of no letter is 0.
 */
EXPORT void keyed_letters(const uint8_t *data, const int64_t *start, const int64_t *end,
                          int64_t count, const uint8_t *fold, const uint64_t *weight,
                          int64_t max_text, uint64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t to = end[i] - start[i] > max_text ? start[i] + max_text : end[i];
        uint64_t sum = 0;
        for (int64_t at = start[i]; at < to; at++) {
            /* See `keyed._folded`: a continuation byte is a letter only after C3. */
            int letter = data[at] < 0x80 || (at && data[at - 1] == 0xC3);
            sum += letter ? weight[fold[data[at]]] : 0;
        }
        out[i] = sum;
    }
}
