/* The lexical lane: all literals of a vocabulary found at word starts in one pass.
 *
 * A *word* is a row of letters and digits, by the classes of `characters.py`. A literal that
 * begins with a word can only stand where a word of just this length begins the same way, so
 * the first eight bytes of a word and its length are the key under which its literals are
 * found: one look at a bitmap, in the nearest caches, refuses nearly all words of a text.
 * Phrases, whose second word follows after one sign, go by the keys of both words: "de" and
 * "maladie" begin hundreds of them.
 */
#include "kernel.h"

#define BITMAP_BITS 18
#define MAX_LITERAL 256
#define MAX_WORD 56 /* longer words are in no vocabulary */

/* A place in the table of keys, open-addressed: a quarter of a cache line. Sets of bytes go by
 * their last five bits.
 */
typedef struct {
    uint32_t key;     /* odd; 0 where the place is empty */
    int32_t group;    /* first group of the key */
    uint32_t nexts;   /* what follows the key's words in its literals, see `next_of`; none where
                       * the key is only that of a phrase's first word */
    uint32_t seconds; /* with what second words of such phrases begin */
} Slot;

/* Literals of one key and length. */
typedef struct {
    int32_t from;  /* the first of them; the next group's is one after the last */
    int32_t size;  /* of each; 0 ends a key's groups */
    uint32_t next; /* what follows the key's words, as `nexts` of a slot */
} Group;

typedef struct {
    const uint8_t *text;       /* all literals, joined; folded */
    const int64_t *offset;     /* of each literal, and one more; in the order of `number` */
    const int32_t *number;     /* the vocabulary's number of each literal */
    const uint8_t *bounded;    /* whether a letter or digit right after refuses it */
    const Slot *slot;
    int64_t slots;             /* a power of two */
    const Group *group;
    const uint64_t *bitmap;    /* 2^18 bits: which keys there are, by their upper bits */
    const uint8_t *signs;      /* 256: first bytes of literals that begin with no word */
} Literals;

static uint8_t fold[256];

EXPORT void literals_prepare(void) {
    for (int byte = 0; byte < 256; byte++) {
        fold[byte] = (uint8_t)(byte >= 'A' && byte <= 'Z' ? byte | 32 : byte);
        if (byte == '_' || (byte >= 9 && byte <= 13)) fold[byte] = ' ';
    }
}

/* A bit for each byte of a word, then at least 64 zeros; `words` has room for them. */
static void mark_words(const uint8_t *data, int64_t size, uint64_t *words) {
    uint64_t lead = 0;
    uint8_t tail[BLOCK];
    int64_t block = 0;
    for (int64_t at = 0; at < size; at += BLOCK, block++)
        words[block] = parts_of_words(block_of(data + at, size - at, tail), &lead);
    words[block] = words[block + 1] = 0;
}

/* Length of the word that begins at `at`, more than `MAX_WORD` for any longer one. */
static inline int64_t word_length(const uint64_t *words, int64_t at) {
    uint64_t bits;
    memcpy(&bits, (const uint8_t *)words + (at >> 3), 8);
    bits = ~(bits >> (at & 7));
    return bits ? __builtin_ctzll(bits) : 64;
}

#define LOWER 0x2020202020202020u
#define ODD 0x9E3779B97F4A7C15u

/* Spread over all bits, the upper half of them; odd. Words of one key are told apart by comparing. */
static inline uint32_t spread(uint64_t mixed) { return (uint32_t)(mixed * ODD >> 32) | 1; }

/* Of a word's first bytes, without case: the same for words that differ in it only. */
static inline uint32_t key_of(const uint8_t *data, int64_t room, int64_t length) {
    uint64_t first = 0;
    if (room >= 8) memcpy(&first, data, 8);
    else memcpy(&first, data, (size_t)room);
    first &= ~(uint64_t)0 >> (64 - 8 * (length < 8 ? length : 8));
    return spread((first | LOWER) + (uint64_t)length * 0xD6E8FEB86659FD93u);
}

static inline int is_word_at(const uint64_t *words, int64_t at) {
    return words[at >> 6] >> (at & 63) & 1;
}

/* The key of a phrase, from that of its first word, which ends at `end`; 0 when it is none.
 * `end` then is that of its second word.
 */
static inline uint32_t phrase_key(uint32_t first, const uint8_t *data, int64_t size,
                                  const uint64_t *words, int64_t *end) {
    int64_t at = *end + 1;
    if (at >= size || !is_word_at(words, at)) return 0;
    int64_t length = word_length(words, at);
    *end = at + length;
    return spread((uint64_t)first << 32 ^ key_of(data + at, size - at, length));
}

/* Which last five bits the byte after a key's words must have; all, where a literal ends there. */
static inline uint32_t next_of(const uint8_t *literal, int64_t size, int64_t end) {
    return end < size ? (uint32_t)1 << (literal[end] & 31) : ~(uint32_t)0;
}

/* The key of each literal, that of its first word, what must follow the words of its key, and how
 * its second word begins, as a bit, where two words make its key.
 */
EXPORT void literals_keys(const uint8_t *text, const int64_t *offset, int64_t count,
                          uint64_t *scratch, uint32_t *keys, uint32_t *first_keys,
                          uint32_t *nexts, uint32_t *seconds) {
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *literal = text + offset[i];
        int64_t size = offset[i + 1] - offset[i];
        mark_words(literal, size, scratch);
        int64_t length = word_length(scratch, 0), end = length ? length : size;
        first_keys[i] = key_of(literal, size, length ? length : 1);
        uint32_t key = length ? phrase_key(first_keys[i], literal, size, scratch, &end) : 0;
        keys[i] = key ? key : first_keys[i];
        seconds[i] = key ? (uint32_t)1 << (literal[length + 1] & 31) : 0;
        nexts[i] = next_of(literal, size, end);
    }
}

typedef struct {
    const uint8_t *data;
    int64_t size;
    const uint64_t *words;
    int64_t *literal, *end;
    int64_t room, found;
} Search;

/* The bitmap goes by the upper bits, the slots by the lower ones. */
static inline int may_be_key(const Literals *all, uint32_t key) {
    uint32_t bit = key >> (32 - BITMAP_BITS);
    return all->bitmap[bit >> 6] >> (bit & 63) & 1;
}

/* The slot of a key that may be one, NULL when there is none. */
static inline const Slot *slot_of(const Literals *all, uint32_t key) {
    uint32_t mask = (uint32_t)all->slots - 1;
    for (uint32_t at = key >> 1 & mask;; at = (at + 1) & mask) {
        const Slot *slot = all->slot + at;
        if (slot->key == key) return slot;
        if (!slot->key) return NULL;
    }
}

/* The literals of a slot that stand at `at`; the words of their key end at `words_end`. */
static void look_up(const Literals *all, int64_t at, int64_t words_end, const Slot *slot,
                    Search *search) {
    const uint8_t *data = search->data;
    uint32_t next = words_end < search->size ? fold[data[words_end]] & 31 : 0;
    if (!(slot->nexts >> next & 1)) return;
    uint8_t folded[MAX_LITERAL];
    int64_t have = 0;
    for (const Group *group = all->group + slot->group; group->size; group++) {
        int64_t length = group->size;
        if (at + length > search->size) return;
        if (!(group->next >> next & 1)) continue;
        int glued = is_word_at(search->words, at + length);
        int64_t low = group->from, high = group[1].from;
        if (glued && high - low == 1 && all->bounded[low]) continue;
        for (; have < length; have++) folded[have] = fold[data[at + have]];
        while (low < high) {
            int64_t middle = (low + high) / 2;
            int order = memcmp(folded, all->text + all->offset[middle], (size_t)length);
            if (!order) {
                if (!glued || !all->bounded[middle]) {
                    if (search->found < search->room) {
                        search->literal[search->found] = all->number[middle];
                        search->end[search->found] = at + length;
                    }
                    search->found++;
                }
                break;
            }
            if (order < 0) high = middle;
            else low = middle + 1;
        }
    }
}

/* Words looked at together: enough to hide how long the bitmap takes to answer. */
#define BATCH 1024
#define AHEAD 8 /* so many words on, the table is fetched into the caches */

/* Where words of a text begin that may be in the vocabulary, their keys, and where they end. */
typedef struct {
    int64_t at[BATCH], end[BATCH];
    uint32_t key[BATCH];
    int count;
} Batch;

/* Adds the words of a block of 64 bytes, of which at most 32 begin there. Nothing branches on
 * what a word is: whether it may be in the vocabulary cannot be foreseen.
 */
static inline void add_words(const Literals *all, const Search *search, int64_t block,
                             uint64_t starts, Batch *batch) {
    int count = batch->count;
    for (; starts; starts &= starts - 1) {
        int64_t at = block * 64 + __builtin_ctzll(starts);
        int64_t length = word_length(search->words, at);
        uint32_t key = key_of(search->data + at, search->size - at, length);
        batch->at[count] = at;
        batch->end[count] = at + length;
        batch->key[count] = key;
        count += may_be_key(all, key) & (length <= MAX_WORD);
    }
    batch->count = count;
}

static void look_up_all(const Literals *all, Search *search, Batch *batch) {
    uint32_t mask = (uint32_t)all->slots - 1;
    for (int i = 0; i < batch->count; i++) {
#if defined(__GNUC__)
        if (i + AHEAD < batch->count) __builtin_prefetch(all->slot + (batch->key[i + AHEAD] >> 1 & mask));
#endif
        uint32_t key = batch->key[i];
        const Slot *slot = slot_of(all, key);
        if (!slot) continue;
        int64_t at = batch->at[i], end = batch->end[i];
        look_up(all, at, end, slot, search);
        if (end + 1 >= search->size || !(slot->seconds >> (search->data[end + 1] & 31) & 1)) continue;
        key = phrase_key(key, search->data, search->size, search->words, &end);
        slot = key && may_be_key(all, key) ? slot_of(all, key) : NULL;
        if (slot) look_up(all, at, end, slot, search);
    }
    batch->count = 0;
}

/* `scratch` has room for a bit per byte and 128 more. Returns how many literals there are; only
 * the first `room` are written.
 */
EXPORT int64_t literals_find(const Literals *all, const uint8_t *data, int64_t size,
                             uint64_t *scratch, int64_t *literal, int64_t *end, int64_t room) {
    Search search = {data, size, scratch, literal, end, room, 0};
    mark_words(data, size, scratch);
    Batch batch = {.count = 0};
    uint64_t before = 0;
    for (int64_t block = 0; block * 64 < size; block++) {
        uint64_t words = scratch[block];
        if (batch.count > BATCH - 32) look_up_all(all, &search, &batch);
        add_words(all, &search, block, words & ~(words << 1 | before), &batch);
        before = words >> 63;
    }
    look_up_all(all, &search, &batch);
    for (int sign = 0; sign < 256; sign++) {
        if (!all->signs[sign]) continue;
        for (const uint8_t *next = data; next < data + size; next++) {
            next = memchr(next, sign, (size_t)(data + size - next));
            if (!next) break;
            uint32_t key = key_of(next, data + size - next, 1);
            const Slot *slot = may_be_key(all, key) ? slot_of(all, key) : NULL;
            if (slot) look_up(all, next - data, next - data + 1, slot, &search);
        }
    }
    return search.found;
}
