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
    while (i < held && j < count && n < room) {
        /* Which comes next is not to be foreseen, so it is computed, not branched on. */
        uint64_t old = kept[i], new = added[j];
        int64_t is_old = old <= new;
        uint64_t next = is_old ? old : new;
        i += is_old;
        j += !is_old;
        out[n] = next;
        n += !n || out[n - 1] != next;
    }
    for (; i < held && n < room; i++)
        if (!n || out[n - 1] != kept[i]) out[n++] = kept[i];
    for (; j < count && n < room; j++)
        if (!n || out[n - 1] != added[j]) out[n++] = added[j];
    return n;
}

/* Sorts numbers of hashes by these, where many are alike in their first bits.
 *
 * Source: Williams, "Algorithm 232: Heapsort", CACM 1964.
 */
static void sort_heap(const uint64_t *hash, int64_t *order, int64_t count) {
    for (int64_t root = count / 2, end = count; end > 1;) {
        if (root > 0) root--;
        else {
            int64_t last = order[--end];
            order[end] = order[0];
            order[0] = last;
        }
        int64_t at = root, moved = order[root];
        for (int64_t child; (child = 2 * at + 1) < end; at = child) {
            child += child + 1 < end && hash[order[child + 1]] > hash[order[child]];
            if (hash[order[child]] <= hash[moved]) break;
            order[at] = order[child];
        }
        order[at] = moved;
    }
}

static void sort_few(const uint64_t *hash, int64_t *order, int64_t count) {
    for (int64_t i = 1; i < count; i++) {
        int64_t moved = order[i], place = i;
        for (; place && hash[order[place - 1]] > hash[moved]; place--)
            order[place] = order[place - 1];
        order[place] = moved;
    }
}

enum { DIGIT_BITS = 11, FEW = 24 };

/* Where the hashes of each digit begin, from how many there are of each. */
static inline void starts_of(uint32_t *low_at, uint32_t *high_at) {
    for (uint32_t i = 0, low = 0, high = 0; i < 1 << DIGIT_BITS; i++) {
        uint32_t lows = low_at[i], highs = high_at[i];
        low_at[i] = low;
        high_at[i] = high;
        low += lows;
        high += highs;
    }
}

/* The order of hashes, which are spread evenly up to the greatest of them: by the first two digits
 * of eleven bits, then the few that share both. `scratch` has room for twice as many.
 */
EXPORT void sketches_order(const uint64_t *hash, int64_t count, int64_t *order,
                           uint64_t *scratch) {
    uint32_t low_at[1 << DIGIT_BITS] = {0}, high_at[1 << DIGIT_BITS] = {0};
    uint64_t greatest = 1, *packed = scratch, *by_low = scratch + count;
    const uint32_t digit = (1 << DIGIT_BITS) - 1;
    for (int64_t i = 0; i < count; i++) greatest |= hash[i];
    int unused = __builtin_clzll(greatest);
    for (int64_t i = 0; i < count; i++) {
        uint32_t first = (uint32_t)(hash[i] << unused >> (64 - 2 * DIGIT_BITS));
        packed[i] = (uint64_t)first << 32 | (uint64_t)i;
        low_at[first & digit]++;
        high_at[first >> DIGIT_BITS]++;
    }
    starts_of(low_at, high_at);
    for (int64_t i = 0; i < count; i++) by_low[low_at[packed[i] >> 32 & digit]++] = packed[i];
    for (int64_t i = 0; i < count; i++)
        packed[high_at[by_low[i] >> (32 + DIGIT_BITS)]++] = by_low[i];
    for (int64_t i = 0; i < count; i++) order[i] = (int64_t)(packed[i] & 0xFFFFFFFFu);
    for (int64_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && packed[end] >> 32 == packed[i] >> 32; end++) {}
        if (end - i > FEW) sort_heap(hash, order + i, end - i);
        else if (end - i > 1) sort_few(hash, order + i, end - i);
    }
}

/* Sorts hashes, which are spread evenly up to the greatest of them, into `out`: by the first two
 * digits, then the few that share both. `scratch` has room for as many. 0 when many share them, and
 * are left as they came.
 */
EXPORT int sketches_sort(const uint64_t *hash, int64_t count, uint64_t *out, uint64_t *scratch) {
    uint32_t low_at[1 << DIGIT_BITS] = {0}, high_at[1 << DIGIT_BITS] = {0};
    uint64_t greatest = 1;
    const uint32_t digit = (1 << DIGIT_BITS) - 1;
    for (int64_t i = 0; i < count; i++) greatest |= hash[i];
    int unused = __builtin_clzll(greatest);
    for (int64_t i = 0; i < count; i++) {
        uint32_t first = (uint32_t)(hash[i] << unused >> (64 - 2 * DIGIT_BITS));
        low_at[first & digit]++;
        high_at[first >> DIGIT_BITS]++;
    }
    starts_of(low_at, high_at);
    for (int64_t i = 0; i < count; i++)
        scratch[low_at[hash[i] << unused >> (64 - 2 * DIGIT_BITS) & digit]++] = hash[i];
    for (int64_t i = 0; i < count; i++)
        out[high_at[scratch[i] << unused >> (64 - DIGIT_BITS)]++] = scratch[i];
    for (int64_t i = 1; i < count; i++) {
        uint64_t moved = out[i];
        int64_t place = i, last = i > FEW ? i - FEW : 0;
        for (; place > last && out[place - 1] > moved; place--) out[place] = out[place - 1];
        out[place] = moved;
        if (place == last && place && out[place - 1] > moved) return 0;
    }
    return 1;
}

/* The same as `sketches_merge` with four numbers of 16 bits for each hash, of which the greatest are
 * kept.
 */
EXPORT int64_t sketches_merge_known(const uint64_t *kept, const uint64_t *known, int64_t held,
                                    const uint64_t *added, const uint64_t *told, int64_t count,
                                    uint64_t *out, uint64_t *out_known, int64_t room) {
    int64_t i = 0, j = 0, n = 0;
    while (i < held || j < count) {
        int64_t is_old = j == count || (i < held && kept[i] <= added[j]);
        const uint64_t *from = is_old ? kept + i : added + j;
        const uint64_t *what = is_old ? known + i : told + j;
        i += is_old;
        j += !is_old;
        if (n && out[n - 1] == *from) {
            out_known[n - 1] = greater_of_four(out_known[n - 1], *what);
            continue;
        }
        if (n == room) break;
        out[n] = *from;
        out_known[n++] = *what;
    }
    return n;
}

typedef struct {
    uint64_t order, least, greatest;
} Link;

/* A link of three rows of numbers, of `width` each. */
static inline Link link_at(const uint64_t *rows, int64_t width, int64_t at) {
    Link link = {rows[at], rows[width + at], rows[2 * width + at]};
    return link;
}

static inline void put_link(uint64_t *rows, int64_t width, int64_t at, Link link) {
    rows[at] = link.order;
    rows[width + at] = link.least;
    rows[2 * width + at] = link.greatest;
}

static inline int precedes(Link one, Link other) {
    if (one.order != other.order) return one.order < other.order;
    if (one.least != other.least) return one.least < other.least;
    return one.greatest < other.greatest;
}

/* The same of links, three numbers each that decide together; see `model/links.py`. What is added
 * ascends by the first of them, and is put into the order of all three.
 */
EXPORT int64_t sketches_merge_links(const uint64_t *kept, int64_t held, uint64_t *added,
                                    int64_t count, uint64_t *out, int64_t room) {
    int64_t i = 0, j = 0, n = 0;
    for (int64_t at = 1; at < count; at++) {
        if (added[at] != added[at - 1]) continue;
        Link moved = link_at(added, count, at);
        int64_t place = at;
        for (; place && precedes(moved, link_at(added, count, place - 1)); place--)
            put_link(added, count, place, link_at(added, count, place - 1));
        put_link(added, count, place, moved);
    }
    while (i < held || j < count) {
        int64_t is_old = j == count;
        if (i < held && j < count) {
            is_old = kept[i] < added[j];
            if (kept[i] == added[j])
                is_old = !precedes(link_at(added, count, j), link_at(kept, held, i));
        }
        const uint64_t *from = is_old ? kept + i : added + j;
        int64_t width = is_old ? held : count;
        i += is_old;
        j += !is_old;
        uint64_t first = from[0], second = from[width], third = from[2 * width];
        if (n && out[n - 1] == first && out[room + n - 1] == second &&
            out[2 * room + n - 1] == third)
            continue;
        if (n == room) break;
        out[n] = first;
        out[room + n] = second;
        out[2 * room + n++] = third;
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

/* Nodes of a graph by their names, and for each another one of its component, or itself. */
typedef struct {
    uint32_t *table; /* Where a name's hash leads: the number of its node, and one. */
    uint64_t *names;
    uint32_t *toward;
    uint32_t count, mask;
    int shift;
} Graph;

static uint32_t node_of(Graph *graph, uint64_t name) {
    /* Hashes are spread already; the factor is for those that tests and other keys bring.
     *
     * Source: Knuth, The Art of Computer Programming, volume 3, 6.4: Fibonacci hashing.
     */
    uint32_t at = (uint32_t)(name * 0x9E3779B97F4A7C15u >> graph->shift);
    for (; graph->table[at]; at = (at + 1) & graph->mask)
        if (graph->names[graph->table[at] - 1] == name) return graph->table[at] - 1;
    uint32_t node = graph->count++;
    graph->names[node] = name;
    graph->toward[node] = node;
    graph->table[at] = node + 1;
    return node;
}

/* Source: Tarjan and van Leeuwen, "Worst-case analysis of set union algorithms", 1984: halving. */
static uint32_t root_of(uint32_t *toward, uint32_t node) {
    while (toward[node] != node) node = toward[node] = toward[toward[node]];
    return node;
}

/* The number of components of a graph, given by links of two names, or of one with itself.
 *
 * `table` is zeroed and has 2 to the power of `bits` places, more than there are names; `names` and
 * `toward` have room for all names, which are fewer than 2 to the power of 31.
 */
EXPORT int64_t sketches_components(const uint64_t *ones, const uint64_t *others, int64_t count,
                                   int bits, uint32_t *table, uint64_t *names,
                                   uint32_t *toward) {
    Graph graph = {table, names, toward, 0, (uint32_t)((1u << bits) - 1), 64 - bits};
    int64_t joined = 0;
    for (int64_t i = 0; i < count; i++) {
        uint32_t one = node_of(&graph, ones[i]);
        if (others[i] == ones[i]) continue;
        one = root_of(toward, one);
        uint32_t other = root_of(toward, node_of(&graph, others[i]));
        /* Toward the first of them, whatever the order in which a link names them. */
        toward[one > other ? one : other] = one > other ? other : one;
        joined += one != other;
    }
    return graph.count - joined;
}
