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

/* A secret number for each span; `fold` gives the byte that counts, 0 for none. */
EXPORT void keyed_texts(const uint8_t *data, const int64_t *start, const int64_t *end,
                        int64_t count, const uint8_t *fold, const uint64_t *coefficient,
                        int64_t max_text, uint64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t from = start[i], to = end[i];
        if (to - from > max_text) to = from + max_text;
        uint64_t sum = 0, word = 0;
        int bits = 0, words = 0;
        int64_t at = from;
        /* Letters and digits of ASCII eight at a time, until something else comes. */
        while (at < to && (to - at >= 8 || to >= 8)) {
            int64_t left = to - at < 8 ? to - at : 8;
            uint64_t signs;
            if (left == 8) memcpy(&signs, data + at, 8);
            else {
                memcpy(&signs, data + to - 8, 8);
                signs >>= 64 - 8 * left;
            }
            uint64_t kept = ~(uint64_t)0 >> (64 - 8 * left);
            uint64_t low = signs & ~HIGH, lower = low | ONES * 0x20;
            uint64_t letter = at_least(lower, 'a') & ~at_least(lower, 'z' + 1) & HIGH;
            uint64_t digit = at_least(low, '0') & ~at_least(low, '9' + 1) & HIGH;
            if (((letter | digit) & ~signs & kept) != (HIGH & kept)) break;
            sum += mixed((signs | (letter >> 2)) & kept, coefficient[words++]);
            at += left;
        }
        for (; at < to; at++) {
            uint8_t sign = fold[data[at]];
            if (!sign) continue;
            /* See `keyed._folded`: a continuation byte is a letter only after C3. */
            if (data[at] >= 0x80 && (at ? data[at - 1] : data[0]) != 0xC3) continue;
            word |= (uint64_t)sign << bits;
            bits += 8;
            if (bits == 64) {
                sum += mixed(word, coefficient[words++]);
                word = 0;
                bits = 0;
            }
        }
        if (bits) sum += mixed(word, coefficient[words]);
        out[i] = sum;
    }
}
