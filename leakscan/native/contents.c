/* Keyed sums of whole blocks; see `evidence/contents.py`, whose NumPy function is the twin. */
#include "kernel.h"

#define BLOCK_WORDS 1024
#define SHIFT 4

/* NH (RFC 4418) of each block of 4 KiB under two keys, one SHIFT words further than the other. */
EXPORT void contents_sums(const uint8_t *data, int64_t blocks, const uint32_t *key,
                          uint64_t *out) {
    for (int64_t block = 0; block < blocks; block++, data += BLOCK_WORDS * 4) {
        uint64_t first = 0, second = 0;
        for (int i = 0; i < BLOCK_WORDS; i += 2) {
            uint32_t pair[2];
            memcpy(pair, data + 4 * i, sizeof pair);
            first += (uint64_t)(uint32_t)(pair[0] + key[i]) * (uint32_t)(pair[1] + key[i + 1]);
            second += (uint64_t)(uint32_t)(pair[0] + key[i + SHIFT]) *
                      (uint32_t)(pair[1] + key[i + SHIFT + 1]);
        }
        out[2 * block] = first;
        out[2 * block + 1] = second;
    }
}
