/* What stands in each record; see `evidence/records.py`, `evidence/places.py`. */
#include "kernel.h"

/* For each place the last of `start`, ascending, that is not beyond it; -1 where all are. Places
 * that follow each other are found from one another, in any order.
 */
EXPORT void records_index(const int64_t *start, int64_t count, const int64_t *place, int64_t places,
                          int64_t *out) {
    int64_t low = 0; /* all before are not beyond the place, once it is found */
    for (int64_t i = 0; i < places; i++) {
        int64_t at = place[i], high, step = 1;
        if (low && start[low - 1] > at) {
            high = low - 1;
            low = 0;
        } else {
            while (low + step <= count && start[low + step - 1] <= at) {
                low += step;
                step *= 2;
            }
            high = low + step - 1 < count ? low + step - 1 : count;
        }
        while (low < high) {
            int64_t middle = low + (high - low) / 2;
            if (start[middle] <= at) low = middle + 1;
            else high = middle;
        }
        out[i] = low - 1;
    }
}

/* Adds what the cells of a column say to their records: facets, a health level (one lower, at
 * least 1, in a cell that is `negated`), and whether their identifier is validated.
 */
EXPORT void records_mark(const int64_t *record, int64_t count, int64_t facets, int64_t level,
                         const uint8_t *negated, uint8_t validated, int64_t *bits, int64_t *levels,
                         uint8_t *sure) {
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

/* Numbers the distinct values in the order in which they come: `group` tells the number of each.
 * Returns how many there are, -1 when more than `room`, at most 512.
 */
EXPORT int64_t records_group(const uint64_t *value, int64_t count, uint64_t *distinct,
                             int32_t *group, int64_t room) {
    int16_t slot[1 << SLOT_BITS];
    int64_t found = 0;
    memset(slot, 0xFF, sizeof slot);
    for (int64_t i = 0; i < count; i++) {
        uint64_t at = value[i] * 0x9E3779B97F4A7C15u >> (64 - SLOT_BITS);
        while (slot[at] >= 0 && distinct[slot[at]] != value[i])
            at = (at + 1) & ((1 << SLOT_BITS) - 1);
        if (slot[at] < 0) {
            if (found == room) return -1;
            distinct[found] = value[i];
            slot[at] = (int16_t)found++;
        }
        group[i] = slot[at];
    }
    return found;
}

/* The département of each postcode, one of four digits having lost its leading zero; `table` gives
 * that of three digits.
 */
EXPORT void records_homes(const uint8_t *data, int64_t size, const int64_t *start, int64_t count,
                          const uint16_t *table, uint16_t *out) {
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *at = data + start[i];
        int64_t digits = 0, head = 0;
        while (digits < 5 && start[i] + digits < size && is_digit(at[digits])) digits++;
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
