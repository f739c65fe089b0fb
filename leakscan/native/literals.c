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

/* A place in the table of keys, open-addressed: a quarter of a cache line. Sets of bytes go by
 * their last five bits.
 */
typedef struct {
    uint32_t key;     /* odd; 0 where the place is empty */
    uint32_t group;   /* first group of the key; `DISPLACED`: a key whose place this is stands
                       * further on */
    uint32_t nexts;   /* what follows the key's words in its literals, see `next_of`; none where
                       * the key is only that of a phrase's first word */
    uint32_t seconds; /* with what second words of such phrases begin */
} Slot;

#define DISPLACED 0x80000000u

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

/* By length of a word: which of its first eight bytes are its own, and what tells its length. */
static struct {
    uint64_t own[2 * BLOCK], tag[2 * BLOCK];
} lengths;

EXPORT void literals_prepare(void) {
    for (uint64_t length = 0; length < 2 * BLOCK; length++) {
        lengths.own[length] = length < 8 ? ((uint64_t)1 << 8 * length) - 1 : ~(uint64_t)0;
        lengths.tag[length] = length * 0xD6E8FEB86659FD93u;
    }
    for (int byte = 0; byte < 256; byte++) {
        fold[byte] = (uint8_t)(byte >= 'A' && byte <= 'Z' ? byte | 32 : byte);
        if (byte == '_' || (byte >= 9 && byte <= 13)) fold[byte] = ' ';
    }
}

/* Blocks of a stretch of text, small enough for the nearest caches, and those after it into which
 * its literals may reach.
 */
enum { STRETCH = 512, BEYOND = 8, STRETCH_BYTES = STRETCH * BLOCK };

typedef struct {
    const uint8_t *data;
    int64_t size;
    int64_t begin;                    /* of the stretch */
    uint64_t words[STRETCH + BEYOND]; /* a bit for each byte from there on: is it a word's */
    int64_t *literal, *end;
    int64_t room, found;
} Search;

/* Turn to the stretch that begins at `begin`. `lead`: as of `parts_of_words`, for the next one. */
static void turn_to(Search *search, int64_t begin, uint64_t *lead) {
    uint64_t carried = *lead;
    uint8_t tail[BLOCK];
    int block = 0;
    search->begin = begin;
    for (int64_t at = begin; at < search->size && block < STRETCH + BEYOND; at += BLOCK, block++) {
        const uint8_t *from = block_of(search->data + at, search->size - at, tail);
        search->words[block] = parts_of_words(from, &carried);
        if (block == STRETCH - 1) *lead = carried;
    }
    /* The length of a word at the end is read from as many bits as any other's. */
    for (int more = 0; more < 2 && block < STRETCH + BEYOND; more++) search->words[block++] = 0;
}

static inline int is_word_at(const Search *search, int64_t at) {
    at -= search->begin;
    return search->words[at >> 6] >> (at & 63) & 1;
}

/* Length of the word that begins at a bit, up to 56, as no word of a literal is longer
 * (`_MAX_WORD`); 57 or more for any longer one.
 */
static inline int length_at(const uint8_t *words, int64_t at) {
    uint64_t bits;
    memcpy(&bits, words + (at >> 3), 8);
    return __builtin_ctzll(~(bits >> (at & 7)) | (uint64_t)1 << 63);
}

static inline int64_t word_length(const Search *search, int64_t at) {
    return length_at((const uint8_t *)search->words, at - search->begin);
}

#define LOWER 0x2020202020202020u
#define ODD 0x9E3779B97F4A7C15u

/* Spread over all bits, the upper half of them; odd. Words of one key are told apart by comparing. */
static inline uint32_t spread(uint64_t mixed) { return (uint32_t)(mixed * ODD >> 32) | 1; }

/* Eight bytes from `data` on, or as many as there are. */
static inline uint64_t first_bytes(const uint8_t *data, int64_t room) {
    uint64_t bytes = 0;
    if (room >= 8) memcpy(&bytes, data, 8);
    else memcpy(&bytes, data, (size_t)room);
    return bytes;
}

/* Of a word's first bytes and length, without case: the same for words that differ in it only. */
static inline uint32_t key_of(uint64_t bytes, int64_t length) {
    return spread(((bytes & lengths.own[length]) | LOWER) + lengths.tag[length]);
}

/* The key of a phrase, from that of its first word, which ends at `end`; 0 when it is none.
 * `end` then is that of its second word.
 */
static inline uint32_t phrase_key(uint32_t first, const Search *search, int64_t *end) {
    int64_t at = *end + 1;
    if (at >= search->size || !is_word_at(search, at)) return 0;
    int64_t length = word_length(search, at);
    *end = at + length;
    uint64_t bytes = first_bytes(search->data + at, search->size - at);
    return spread((uint64_t)first << 32 ^ key_of(bytes, length));
}

/* Which last five bits the byte after a key's words must have; all, where a literal ends there. */
static inline uint32_t next_of(const uint8_t *literal, int64_t size, int64_t end) {
    return end < size ? (uint32_t)1 << (literal[end] & 31) : ~(uint32_t)0;
}

/* The key of each literal, that of its first word, what must follow the words of its key, and how
 * its second word begins, as a bit, where two words make its key.
 */
EXPORT void literals_keys(const uint8_t *text, const int64_t *offset, int64_t count, uint32_t *keys,
                          uint32_t *first_keys, uint32_t *nexts, uint32_t *seconds) {
    Search search;
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *literal = search.data = text + offset[i];
        int64_t size = search.size = offset[i + 1] - offset[i];
        uint64_t lead = 0;
        turn_to(&search, 0, &lead);
        int64_t length = word_length(&search, 0), end = length ? length : size;
        first_keys[i] = key_of(first_bytes(literal, size), length ? length : 1);
        uint32_t key = length ? phrase_key(first_keys[i], &search, &end) : 0;
        keys[i] = key ? key : first_keys[i];
        seconds[i] = key ? (uint32_t)1 << (literal[length + 1] & 31) : 0;
        nexts[i] = next_of(literal, size, end);
    }
}

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
    for (const Group *group = all->group + (slot->group & ~DISPLACED); group->size; group++) {
        int64_t length = group->size;
        if (at + length > search->size) return;
        if (!(group->next >> next & 1)) continue;
        int glued = is_word_at(search, at + length);
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

/* Where words of a text begin that may be in the vocabulary, their lengths and keys. */
typedef struct {
    int32_t at[BATCH]; /* from the beginning of the stretch on */
    uint8_t length[BATCH];
    uint32_t key[BATCH + AHEAD];
    int count;
} Batch;

/* Adds the word that begins `at` so many bytes behind `from`, if it may be in the vocabulary, as
 * the last of `count`; how many there are then.
 */
static inline int64_t add_word(const Literals *all, int64_t from, int64_t at, int64_t length,
                               uint64_t bytes, int64_t count, Batch *batch) {
    uint32_t key = key_of(bytes, length);
    batch->at[count] = (int32_t)(from + at);
    batch->length[count] = (uint8_t)length;
    batch->key[count] = key;
    return count + may_be_key(all, key);
}

/* Adds the words that begin in a block of the stretch, 32 at most. `open`: whether one goes on
 * from the block before; becomes whether one goes on behind this. Nothing branches on what a word
 * is: whether it may be in the vocabulary cannot be foreseen. `inner`: eight bytes can be read of
 * each.
 */
static inline void add_words(const Literals *all, const Search *search, int block, int inner,
                             uint64_t *open, Batch *batch) {
    const uint8_t *data = search->data + search->begin + block * BLOCK;
    int64_t left = search->size - search->begin - block * BLOCK;
    uint64_t words = search->words[block], next = ~search->words[block + 1];
    uint64_t before = words << 1 | *open, starts = words & ~before, ends = before & ~words;
    ends &= ends - *open;
    *open = words >> 63;
    int64_t count = batch->count, from = block * BLOCK;
    for (; ends; starts &= starts - 1, ends &= ends - 1) {
        int64_t at = __builtin_ctzll(starts), length = __builtin_ctzll(ends) - at;
        uint64_t bytes = first_bytes(data + at, inner ? 8 : left - at);
        count = add_word(all, from, at, length, bytes, count, batch);
    }
    if (starts) {
        /* This one ends in the next block, or is too long for a literal. */
        int64_t at = __builtin_ctzll(starts);
        int64_t length = BLOCK + (next ? __builtin_ctzll(next) : BLOCK - 1) - at;
        uint64_t bytes = first_bytes(data + at, inner ? 8 : left - at);
        count = add_word(all, from, at, length, bytes, count, batch);
    }
    batch->count = (int)count;
}

/* Keeps those words of a batch whose key is in the vocabulary, if what follows them may be in a
 * literal; without branches, as nothing of it can be foreseen. `inner`: two bytes can be read
 * behind each.
 */
static inline void sift(const Literals *all, const Search *search, int inner, Batch *batch) {
    const uint8_t *data = search->data + search->begin;
    int64_t left = search->size - search->begin;
    uint32_t mask = (uint32_t)all->slots - 1;
    int64_t kept = 0;
    memset(batch->key + batch->count, 0, AHEAD * sizeof *batch->key);
    for (int64_t i = 0, count = batch->count; i < count; i++) {
#if defined(__GNUC__)
        __builtin_prefetch(all->slot + (batch->key[i + AHEAD] >> 1 & mask));
#endif
        int32_t at = batch->at[i], end = at + batch->length[i];
        uint32_t key = batch->key[i];
        const Slot *slot = all->slot + (key >> 1 & mask);
        uint32_t after = inner || end < left ? fold[data[end]] & 31 : 0;
        uint32_t second = inner || end + 1 < left ? data[end + 1] & 31 : 0;
        uint32_t may = slot->nexts >> after | slot->seconds >> second;
        /* Another key stands here: ours may be at one of the next places. */
        int other = slot->key != key;
        batch->at[kept] = at;
        batch->length[kept] = (uint8_t)(end - at);
        batch->key[kept] = key;
        kept += (may & 1 & ~other) | (other & slot->group >> 31);
    }
    batch->count = (int)kept;
}

static void look_up_all(const Literals *all, Search *search, Batch *batch) {
    int inner = search->size - search->begin >= STRETCH_BYTES + 2 * BLOCK;
    if (inner) sift(all, search, 1, batch);
    else sift(all, search, 0, batch);
    for (int i = 0; i < batch->count; i++) {
        uint32_t key = batch->key[i];
        const Slot *slot = slot_of(all, key);
        if (!slot) continue;
        int64_t at = search->begin + batch->at[i], end = at + batch->length[i];
        look_up(all, at, end, slot, search);
        if (end + 1 >= search->size) continue;
        if (!(slot->seconds >> (search->data[end + 1] & 31) & 1)) continue;
        key = phrase_key(key, search, &end);
        slot = key && may_be_key(all, key) ? slot_of(all, key) : NULL;
        if (slot) look_up(all, at, end, slot, search);
    }
    batch->count = 0;
}

/* Literals that begin with no word, from `begin` up to `end`. */
static void look_up_signs(const Literals *all, Search *search, int64_t begin, int64_t end) {
    const uint8_t *data = search->data;
    for (int sign = 0; sign < 256; sign++) {
        if (!all->signs[sign]) continue;
        /* Nothing but the sign tells its key. */
        const Slot *slot = slot_of(all, key_of((uint64_t)sign, 1));
        for (int64_t at = begin; slot && at < end; at++) {
            const uint8_t *next = memchr(data + at, sign, (size_t)(end - at));
            if (!next) break;
            at = next - data;
            look_up(all, at, at + 1, slot, search);
        }
    }
}

/* Returns how many literals there are; only the first `room` are written. */
EXPORT int64_t literals_find(const Literals *all, const uint8_t *data, int64_t size,
                             int64_t *literal, int64_t *end, int64_t room) {
    Search search = {.data = data, .size = size, .literal = literal, .end = end, .room = room};
    Batch batch;
    uint64_t lead = 0, open = 0;
    batch.count = 0;
    for (int64_t begin = 0; begin < size; begin += STRETCH_BYTES) {
        int64_t left = size - begin, stretch = left < STRETCH_BYTES ? left : STRETCH_BYTES;
        turn_to(&search, begin, &lead);
        for (int block = 0; block * BLOCK < stretch; block++) {
            if (batch.count > BATCH - 32) look_up_all(all, &search, &batch);
            int inner = left - block * BLOCK >= BLOCK + 8;
            if (inner) add_words(all, &search, block, 1, &open, &batch);
            else add_words(all, &search, block, 0, &open, &batch);
        }
        look_up_all(all, &search, &batch);
        look_up_signs(all, &search, begin, begin + stretch);
    }
    return search.found;
}
