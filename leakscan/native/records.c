/* What stands in each record; see `evidence/records.py`, `evidence/places.py`. */
#include "kernel.h"

/* The last of `start`, ascending, that is not beyond a place; -1 where all are. Places that follow
 * each other are found from one another, in any order: those up to `*known` were not beyond the one
 * before, 0 at first.
 */
static inline int64_t last_before(const int64_t *start, int64_t count, int64_t place,
                                  int64_t *known) {
    int64_t low = *known, high, step = 1;
    if (low && start[low - 1] > place) {
        high = low - 1;
        low = 0;
    } else {
        while (low + step <= count && start[low + step - 1] <= place) {
            low += step;
            step *= 2;
        }
        high = low + step - 1 < count ? low + step - 1 : count;
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (start[middle] <= place) low = middle + 1;
        else high = middle;
    }
    *known = low;
    return low - 1;
}

/* See there, for each place. */
EXPORT void records_index(const int64_t *start, int64_t count, const int64_t *place, int64_t places,
                          int64_t *out) {
    int64_t known = 0;
    for (int64_t i = 0; i < places; i++) out[i] = last_before(start, count, place[i], &known);
}

/* The field, of fields that ascend, in which each span from `low` to `high` lies; -1 for none. */
EXPORT void records_inside(const int64_t *start, const int64_t *end, int64_t count,
                           const int64_t *low, const int64_t *high, int64_t spans, int64_t *out) {
    int64_t known = 0;
    for (int64_t i = 0; i < spans; i++) {
        int64_t field = last_before(start, count, low[i], &known);
        out[i] = field >= 0 && high[i] <= end[field] ? field : -1;
    }
}

/* Moves spans on by the `shift` of the piece in which each begins; the first begins at 0. */
EXPORT void records_shift(const int64_t *piece, const int64_t *shift, int64_t count,
                          const int64_t *low, const int64_t *high, int64_t spans,
                          int64_t *moved_low, int64_t *moved_high) {
    int64_t known = 0;
    for (int64_t i = 0; i < spans; i++) {
        int64_t at = last_before(piece, count, low[i], &known), by = at < 0 ? 0 : shift[at];
        moved_low[i] = low[i] + by;
        moved_high[i] = high[i] + by;
    }
}

/* What `of_column` says of the column of each field, `none` where that is beyond its `columns`, and
 * for a field that is negative.
 */
EXPORT void records_roles(const int64_t *field, int64_t count, const int32_t *column,
                          int64_t fields, const int16_t *of_column, int64_t columns, int16_t none,
                          int16_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t at = field[i] >= 0 && field[i] < fields ? column[field[i]] : -1;
        out[i] = at >= 0 && at < columns ? of_column[at] : none;
    }
}

/* Start and end of each field; 0 and `size` for one that is negative. */
EXPORT void records_bounds(const int64_t *field, int64_t count, const int64_t *start,
                           const int64_t *end, int64_t fields, int64_t size, int64_t *low,
                           int64_t *high) {
    for (int64_t i = 0; i < count; i++) {
        int inside = field[i] >= 0 && field[i] < fields;
        low[i] = inside ? start[field[i]] : 0;
        high[i] = inside ? end[field[i]] : size;
    }
}

/* Which hits are in none of their rule before them, in this order: by start, the longest first.
 * `reach`, a number for each rule, is -1 at first. Returns how many are.
 */
EXPORT int64_t records_outermost(const int64_t *order, int64_t count, const int64_t *end,
                                 const int16_t *rule, int64_t *reach, int64_t *out) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t at = order[i], *reached = reach + rule[at];
        out[found] = at;
        found += end[at] > *reached;
        if (end[at] > *reached) *reached = end[at];
    }
    return found;
}

/* Whether records follow each other, none left out. */
static inline int are_consecutive(const int64_t *record, int64_t count) {
    int64_t other = 0;
    for (int64_t i = 0; i < count; i++) other |= record[i] ^ (record[0] + i);
    return !other;
}

/* Adds what the cells of a column say to their records: facets, a health level (one lower, at
 * least 1, in a cell that is `negated`), and whether their identifier is validated.
 */
EXPORT void records_mark(const int64_t *record, int64_t count, int64_t facets, int64_t level,
                         const uint8_t *negated, uint8_t validated, int64_t *bits, int64_t *levels,
                         uint8_t *sure) {
    if (count && !negated && are_consecutive(record, count)) {
        /* A column of whole rows: its records are gone through several at a time. */
        bits += record[0], levels += record[0], sure += record[0];
        for (int64_t i = 0; i < count; i++) bits[i] |= facets;
        for (int64_t i = 0; i < count && level; i++) levels[i] = levels[i] < level ? level : levels[i];
        for (int64_t i = 0; i < count && validated; i++) sure[i] |= validated;
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        int64_t at = record[i], own = level - (negated && negated[i] && level > 1);
        bits[at] |= facets;
        sure[at] |= validated;
        if (own > levels[at]) levels[at] = own;
    }
}

enum { MOST_SUPPORTS = 8 };

/* The signature of each record, from its cells (`bits`, `levels`) and its hits of tier `least` at
 * least, whose records ascend; `most` concepts of a record are counted, at most 8.
 */
EXPORT void records_sign(const int64_t *record, const int8_t *tier, const int64_t *facets,
                         const int8_t *level, const int8_t *assertion, const int32_t *concept,
                         int64_t count, int8_t least, int64_t most, int64_t level_shift,
                         int64_t support_shift, const int64_t *bits, const int64_t *levels,
                         int64_t size, int64_t *out) {
    for (int64_t i = 0; i < size; i++) out[i] = bits[i] | levels[i] << level_shift;
    for (int64_t i = 0; i < count;) {
        int64_t at = record[i], own = bits[at], highest = levels[at], supports = 0;
        int32_t seen[MOST_SUPPORTS];
        for (; i < count && record[i] == at; i++) {
            if (tier[i] < least) continue;
            own |= facets[i];
            int64_t here = level[i] - (assertion[i] && level[i] > 1);
            if (here > highest) highest = here;
            int64_t known = 0;
            while (known < supports && seen[known] != concept[i]) known++;
            if (concept[i] >= 0 && known == supports && supports < most)
                seen[supports++] = concept[i];
        }
        out[at] = own | highest << level_shift | supports << support_shift;
    }
}

enum { SLOT_BITS = 10 };

/* Distinct values, numbered in the order in which they come. */
typedef struct {
    int16_t slot[1 << SLOT_BITS]; /* by hash, the number of a value; -1 for none */
    uint64_t *distinct;
    int64_t found, room; /* at most 512 */
} Values;

/* The number of a value; -1 when there is no room for one that is new. */
static inline int64_t number_of(Values *all, uint64_t value) {
    uint64_t at = value * 0x9E3779B97F4A7C15u >> (64 - SLOT_BITS);
    while (all->slot[at] >= 0 && all->distinct[all->slot[at]] != value)
        at = (at + 1) & ((1 << SLOT_BITS) - 1);
    if (all->slot[at] < 0) {
        if (all->found == all->room) return -1;
        all->distinct[all->found] = value;
        all->slot[at] = (int16_t)all->found++;
    }
    return all->slot[at];
}

/* Numbers the distinct values: `group` tells the number of each. Returns how many there are, -1 when
 * more than `room`, at most 512.
 */
EXPORT int64_t records_group(const uint64_t *value, int64_t count, uint64_t *distinct,
                             int32_t *group, int64_t room) {
    Values all = {.distinct = distinct, .room = room};
    memset(all.slot, 0xFF, sizeof all.slot);
    for (int64_t i = 0; i < count; i++) {
        int64_t number = number_of(&all, value[i]);
        if (number < 0) return -1;
        group[i] = (int32_t)number;
    }
    return all.found;
}

/* The same, with how often each comes in place of what each is; `times` has room for as many. */
EXPORT int64_t records_tally(const uint64_t *value, int64_t count, uint64_t *distinct,
                             int64_t *times, int64_t room) {
    Values all = {.distinct = distinct, .room = room};
    memset(all.slot, 0xFF, sizeof all.slot);
    for (int64_t i = 0, next; i < count; i = next) {
        /* Records that follow each other are often alike. */
        for (next = i + 1; next < count && value[next] == value[i]; next++) {}
        int64_t before = all.found, number = number_of(&all, value[i]);
        if (number < 0) return -1;
        if (number == before) times[number] = 0;
        times[number] += next - i;
    }
    return all.found;
}

/* The département of each postcode, one of four digits having lost its leading zero; `table` gives
 * that of three digits.
 */
EXPORT void records_homes(const uint8_t *data, int64_t size, const int64_t *start, int64_t count,
                          const uint16_t *table, uint16_t *out) {
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *at = data + start[i];
        int64_t digits = 0, head = 0;
        if (start[i] + 8 <= size) {
            uint64_t word;
            memcpy(&word, at, 8);
            uint64_t others = (~digit_bits(word) & HIGH) | (uint64_t)1 << 40;
            digits = __builtin_ctzll(others) / 8;
        } else {
            while (digits < 5 && start[i] + digits < size && is_digit(at[digits])) digits++;
        }
        if (digits >= 4) head = (at[0] - '0') * 10 + at[1] - '0';
        if (digits == 5) head = head * 10 + at[2] - '0';
        out[i] = digits < 4 ? 0 : table[head];
    }
}

/* What a cell of a sex column says by its first three signs: 1 for a man, 2 for a woman, else 0. */
static inline uint16_t sex_of(uint8_t one, uint8_t two, uint8_t three) {
    int married = one == 'm' && ((two == 'm' && three == 'e') || (two == 'l' && three == 'l') ||
                                 (two == 'a' && three == 'd'));
    if (married || one == 'f' || one == '2') return 2;
    return one == 'h' || one == '1' || one == 'm';
}

/* Writes it for the records of cells that say something. */
EXPORT void records_sexes(const uint8_t *data, int64_t size, const int64_t *start,
                          const int64_t *record, int64_t count, uint16_t *out) {
    for (int64_t i = 0; i < count; i++) {
        int64_t at = start[i], last = size - 1;
        uint16_t said = sex_of(data[at] | 32, data[at + 1 < last ? at + 1 : last] | 32,
                               data[at + 2 < last ? at + 2 : last] | 32);
        if (said) out[record[i]] = said;
    }
}
