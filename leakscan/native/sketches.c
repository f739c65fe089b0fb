/* Sampled hashes, kept in order: what is new is merged in; see `model/sketch.py`. */
#include "kernel.h"

static inline uint16_t greater16(uint64_t one, uint64_t other, int shift) {
    uint16_t a = (uint16_t)(one >> shift), b = (uint16_t)(other >> shift);
    return a > b ? a : b;
}

/* The greater of each of four numbers of 16 bits. */
static inline uint64_t greater_of_four(uint64_t one, uint64_t other) {
    uint64_t result = 0;
    for (int shift = 0; shift < 64; shift += 16)
        result |= (uint64_t)greater16(one, other, shift) << shift;
    return result;
}

/* Merges hashes, both ascending, into the `room` smallest distinct ones. Returns how many. */
EXPORT int64_t sketches_merge(const uint64_t *kept, int64_t held, const uint64_t *added,
                              int64_t count, uint64_t *out, int64_t room) {
    int64_t i = 0, j = 0, n = 0;
    while (i < held || j < count) {
        uint64_t next;
        if (j == count || (i < held && kept[i] <= added[j])) next = kept[i++];
        else next = added[j++];
        if (n && out[n - 1] == next) continue;
        if (n == room) break;
        out[n++] = next;
    }
    return n;
}

/* The same with four numbers of 16 bits for each hash, of which the greatest are kept; `order`
 * tells the order of what is added.
 */
EXPORT int64_t sketches_merge_known(const uint64_t *kept, const uint64_t *known, int64_t held,
                                    const uint64_t *added, const uint64_t *told,
                                    const int64_t *order, int64_t count, uint64_t *out,
                                    uint64_t *out_known, int64_t room) {
    int64_t i = 0, j = 0, n = 0;
    while (i < held || j < count) {
        uint64_t next, what;
        if (j == count || (i < held && kept[i] <= added[order[j]])) {
            next = kept[i];
            what = known[i++];
        } else {
            next = added[order[j]];
            what = told[order[j++]];
        }
        if (n && out[n - 1] == next) {
            out_known[n - 1] = greater_of_four(out_known[n - 1], what);
            continue;
        }
        if (n == room) break;
        out[n] = next;
        out_known[n++] = what;
    }
    return n;
}

typedef struct {
    const uint64_t *order, *least, *greatest;
} Links;

static inline int precedes(const Links *a, int64_t i, const Links *b, int64_t j) {
    if (a->order[i] != b->order[j]) return a->order[i] < b->order[j];
    if (a->least[i] != b->least[j]) return a->least[i] < b->least[j];
    return a->greatest[i] < b->greatest[j];
}

/* The same of links, three numbers each that decide together; see `model/links.py`. `order` tells
 * the order of the first of them only.
 */
EXPORT int64_t sketches_merge_links(const uint64_t *kept, int64_t held, const uint64_t *added,
                                    int64_t *order, int64_t count, uint64_t *out, int64_t room) {
    Links old = {kept, kept + held, kept + 2 * held};
    Links new = {added, added + count, added + 2 * count};
    Links to = {out, out + room, out + 2 * room};
    int64_t i = 0, j = 0, n = 0;
    for (int64_t at = 1; at < count; at++) {
        int64_t moved = order[at], place = at;
        for (; place && precedes(&new, moved, &new, order[place - 1]); place--)
            order[place] = order[place - 1];
        order[place] = moved;
    }
    while (i < held || j < count) {
        const Links *from = &new;
        int64_t at;
        if (j == count || (i < held && !precedes(&new, order[j], &old, i))) {
            from = &old;
            at = i++;
        } else {
            at = order[j++];
        }
        if (n && !precedes(&to, n - 1, from, at)) continue;
        if (n == room) break;
        out[n] = from->order[at];
        out[room + n] = from->least[at];
        out[2 * room + n++] = from->greatest[at];
    }
    return n;
}

/* Which links come early enough to be kept, and the number by which they are ordered: of 40 bits of
 * their group and 24 of their own.
 */
EXPORT int64_t sketches_links(const uint64_t *group, const uint64_t *one, const uint64_t *other,
                              int64_t count, uint64_t limit, uint64_t *order, uint64_t *least,
                              uint64_t *greatest) {
    const uint64_t odd = 0x9E3779B97F4A7C15u, group_bits = 0xFFFFFFFFFF000000u;
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        uint64_t low = one[i] < other[i] ? one[i] : other[i];
        uint64_t high = one[i] < other[i] ? other[i] : one[i];
        order[found] = (group[i] & group_bits) | ((low + high * odd) * odd) >> 40;
        least[found] = low;
        greatest[found] = high;
        found += order[found] <= limit;
    }
    return found;
}
