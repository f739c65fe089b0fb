/* Separated text: fields and records, and transcoding of single bytes. */
#include "kernel.h"

enum { LF = '\n', CR = '\r', QUOTE = '"' };

/* Which of 64 bytes are any of three. */
static inline uint64_t among(const uint8_t *data, uint8_t a, uint8_t b, uint8_t c) {
    uint64_t found = 0;
#if defined(WIDE)
    Wide first = all_of(a), second = all_of(b), third = all_of(c);
    for (int i = 0; i < BLOCK; i += WIDE) {
        Wide x = wide_at(data + i);
        Wide hit = either(either(same(x, first), same(x, second)), same(x, third));
        found |= (uint64_t)bits_of(hit) << i;
    }
#else
    for (int i = 0; i < 64; i++)
        found |= (uint64_t)(data[i] == a || data[i] == b || data[i] == c) << i;
#endif
    return found;
}

typedef struct {
    const uint8_t *data;
    int64_t *start, *end;
    int32_t *column;
    int64_t *record;
    int64_t fields, first; /* so far, and before the record that is open */
    int64_t records;       /* that are complete */
    int64_t next;          /* where the next field begins */
    int64_t used;          /* bytes up to the end of the last complete record */
    int quoted;            /* there are quotes in the record that is open */
} Table;

static inline void add_field(Table *table, int64_t end) {
    int64_t at = table->fields++;
    table->start[at] = table->next;
    table->end[at] = end;
    table->column[at] = (int32_t)(at - table->first);
    table->next = end + 1;
}

/* The same for several, each before one of the `marks` of a block that begins at `block`. Its counts
 * are kept apart meanwhile: what is written could be those of the table.
 */
static inline void add_fields(Table *table, int64_t block, uint64_t marks) {
    int64_t at = table->fields, next = table->next;
    const int64_t first = table->first;
    int64_t *start = table->start, *end = table->end;
    int32_t *column = table->column;
    for (; marks; marks &= marks - 1, at++) {
        start[at] = next;
        end[at] = block + __builtin_ctzll(marks);
        column[at] = (int32_t)(at - first);
        next = block + __builtin_ctzll(marks) + 1;
    }
    table->fields = at;
    table->next = next;
}

/* Takes the quotes off the fields of a record. Inlined as all that takes the table, so that this can
 * stay in registers.
 */
static inline void unquote(const Table *table) {
    for (int64_t at = table->first; at < table->fields; at++) {
        int64_t from = table->start[at], to = table->end[at];
        if (to - from > 1 && table->data[from] == QUOTE && table->data[to - 1] == QUOTE) {
            table->start[at]++;
            table->end[at]--;
        }
    }
}

static inline void end_record(Table *table, int64_t end, int64_t size) {
    add_field(table, end);
    table->used = end + 1 < size ? end + 1 : size;
    int64_t first = table->first, last = table->fields - 1;
    /* A CR before the line end belongs to the line end. */
    if (end > table->start[last] && table->data[end - 1] == CR) table->end[last]--;
    if (first == last && table->start[first] == table->end[first]) {
        table->fields = first;
        return;
    }
    table->record[table->records++] = table->start[first];
    if (table->quoted) unquote(table);
    table->quoted = 0;
    table->first = table->fields;
}

/* Ends the last record of a text, and tells how much there is: fields, records, bytes used. */
static inline void end_table(Table *table, int64_t size, int final, int64_t last_separator,
                             int64_t *counts) {
    /* Complete without a line end, unless it is one already. */
    if (final && size && !(last_separator == size - 1 && table->data[size - 1] == LF))
        end_record(table, size, size);
    counts[0] = table->first;
    counts[1] = table->records;
    counts[2] = table->used;
}

/* Fields of the records that end in the text; see `rows.index_rows`. -1 when a quote stands
 * where RFC 4180 wants none or nothing closes it, or a field is too long for its quotes to be meant.
 *
 * `counts`: fields, records, bytes used. -2 when there are more than `room` fields, one more than
 * are written.
 */
EXPORT int rows_index(const uint8_t *data, int64_t size, uint8_t delimiter, int quoted, int final,
                      int64_t max_quoted, int64_t room, int64_t *start, int64_t *end, int32_t *column,
                      int64_t *record, int64_t *counts) {
    Table table = {data, start, end, column, record, 0, 0, 0, 0, 0, 0};
    int inside = 0, quotes = quoted && memchr(data, QUOTE, (size_t)size) != NULL;
    uint8_t quote = quotes ? QUOTE : LF, tail[BLOCK];
    int64_t last_separator = -1;
    for (int64_t block = 0; block < size; block += BLOCK) {
        const uint8_t *from = block_of(data + block, size - block, tail);
        uint64_t marks = among(from, delimiter, LF, quote);
        if (size - block < BLOCK) marks &= ((uint64_t)1 << (size - block)) - 1;
        if (!marks) continue;
        /* Of the second try there is room for as many fields as bytes. */
        if (table.fields + __builtin_popcountll(marks) + 1 >= room) return -2;
        if (!quotes || (max_quoted >= BLOCK && !(marks & among(from, QUOTE, QUOTE, QUOTE)))) {
            if (inside) continue;
            if (quotes && block + __builtin_ctzll(marks) - last_separator > max_quoted) return -1;
            last_separator = block + BLOCK - 1 - __builtin_clzll(marks);
            uint64_t line_ends = marks & among(from, LF, LF, LF);
            for (; line_ends; line_ends &= line_ends - 1) {
                uint64_t before = (line_ends & -line_ends) - 1;
                add_fields(&table, block, marks & before);
                end_record(&table, block + __builtin_ctzll(line_ends), size);
                marks &= ~(before | (before + 1));
            }
            add_fields(&table, block, marks);
            continue;
        }
        for (; marks; marks &= marks - 1) {
            int64_t at = block + __builtin_ctzll(marks);
            uint8_t sign = data[at];
            if (sign == QUOTE) {
                if (inside) {
                    uint8_t after = at + 1 < size ? data[at + 1] : LF;
                    if (after != delimiter && after != LF && after != QUOTE && after != CR)
                        return -1;
                } else {
                    uint8_t before = at ? data[at - 1] : LF;
                    if (before != delimiter && before != LF && before != QUOTE) return -1;
                }
                inside = !inside;
                table.quoted = 1;
                continue;
            }
            if (inside) continue;
            if (at - last_separator > max_quoted) return -1;
            last_separator = at;
            if (sign == LF) end_record(&table, at, size);
            else add_field(&table, at);
        }
    }
    if (quotes && (size - last_separator > max_quoted || (inside && final))) return -1;
    end_table(&table, size, final, last_separator, counts);
    return 0;
}

/* What a run of quotes of odd length may do, by its two neighbours. */
enum { OPENS = 1, CLOSES = 2, TOGGLES = OPENS | CLOSES };

/* Runs of quotes that may open or close: where each begins, and what it may do. Openings before
 * another opening are stray. See `quoting._events`. Returns how many.
 */
static int64_t quote_events(const uint8_t *data, int64_t size, uint8_t delimiter, int64_t *begin,
                            uint8_t *kind) {
    int64_t found = 0, kept = 0;
    const uint8_t *quote = data, *end = data + size;
    while (quote < end && (quote = memchr(quote, QUOTE, (size_t)(end - quote))) != NULL) {
        const uint8_t *after = quote + 1;
        while (after < end && *after == QUOTE) after++;
        int opens = quote == data || quote[-1] == delimiter || quote[-1] == LF;
        int closes = after == end || *after == delimiter || *after == LF || *after == CR;
        if (((after - quote) & 1) && (opens || closes)) {
            begin[found] = quote - data;
            kind[found++] = (uint8_t)((opens ? OPENS : 0) | (closes ? CLOSES : 0));
        }
        quote = after;
    }
    for (int64_t i = 0; i < found; i++) {
        if (kind[i] == OPENS && i + 1 < found && kind[i + 1] == OPENS) continue;
        begin[kept] = begin[i];
        kind[kept++] = kind[i];
    }
    return kept;
}

/* Where quoted text begins and ends, in turns, of the events that `begin` and `kind` hold; see
 * `quoting._spans`. Returns how many edges: an odd number when the last text does not end.
 */
static int64_t quoted_spans(int64_t *begin, uint8_t *kind, int64_t events, int64_t size, int final,
                            int64_t max_quoted, int64_t *edge) {
    for (;;) {
        int64_t edges = 0, late = 0;
        for (int64_t i = 0; i < events; i++) {
            int inside = edges & 1, next = kind[i] == TOGGLES ? !inside : kind[i] == OPENS;
            if (next != inside) edge[edges++] = begin[i];
        }
        while (late < edges && (late + 1 < edges ? edge[late + 1] : size) - edge[late] <= max_quoted)
            late += 2;
        int unclosed = final && (edges & 1);
        if (late >= edges && !unclosed) return edges;
        if (late >= edges) late = edges - 1;
        int64_t low = edge[late], kept = 0;
        int64_t high = (late + 1 < edges ? edge[late + 1] : size) - max_quoted;
        if (high <= low) high = low + 1;
        for (int64_t i = 0; i < events; i++) {
            if (begin[i] >= low && begin[i] < high) continue;
            begin[kept] = begin[i];
            kind[kept++] = kind[i];
        }
        events = kept;
    }
}

/* The same as `rows_index` of a text in which quotes stand where RFC 4180 wants none. There is room
 * in `begin`, `kind` and `edge` for as many events as there are quotes.
 */
EXPORT int rows_index_irregular(const uint8_t *data, int64_t size, uint8_t delimiter, int final,
                                int64_t max_quoted, int64_t room, int64_t *begin, uint8_t *kind,
                                int64_t *edge, int64_t *start, int64_t *end, int32_t *column,
                                int64_t *record, int64_t *counts) {
    Table table = {data, start, end, column, record, 0, 0, 0, 0, 0, 0};
    int64_t events = quote_events(data, size, delimiter, begin, kind);
    int64_t edges = quoted_spans(begin, kind, events, size, final, max_quoted, edge);
    /* An open quote may change what follows. */
    int64_t certain = (edges & 1) && !final ? edge[edges - 1] : size;
    int64_t passed = 0, last_separator = -1;
    uint8_t tail[BLOCK];
    for (int64_t block = 0; block < certain; block += BLOCK) {
        const uint8_t *from = block_of(data + block, certain - block, tail);
        uint64_t marks = among(from, delimiter, LF, LF);
        if (certain - block < BLOCK) marks &= ((uint64_t)1 << (certain - block)) - 1;
        if (table.fields + __builtin_popcountll(marks) + 1 >= room) return -2;
        for (; marks; marks &= marks - 1) {
            int64_t at = block + __builtin_ctzll(marks);
            while (passed < edges && edge[passed] < at) passed++;
            if (passed & 1) continue;
            last_separator = at;
            table.quoted = 1;
            if (data[at] == LF) end_record(&table, at, size);
            else add_field(&table, at);
        }
    }
    table.quoted = 1;
    end_table(&table, size, final, last_separator, counts);
    return 0;
}

/* How many of the next STEP bytes come before the first that is beyond ASCII. */
#if defined(WIDE)
enum { STEP = WIDE };
static inline int ascii_before(const uint8_t *data) {
    uint32_t high = bits_of(wide_at(data));
    return high ? __builtin_ctz(high) : STEP;
}
#else
enum { STEP = 8 };
static inline int ascii_before(const uint8_t *data) {
    int n = 0;
    while (n < STEP && data[n] < 0x80) n++;
    return n;
}
#endif

/* UTF-8 of text in a single-byte encoding: `utf8` holds up to three bytes for each byte beyond
 * ASCII and `length` how many. Returns the size of `out`, which has room for three times `size`.
 */
EXPORT int64_t rows_transcode(const uint8_t *data, int64_t size, const uint8_t *utf8,
                              const uint8_t *length, uint8_t *out) {
    int64_t to = 0, at = 0;
    while (at < size) {
        if (at + STEP <= size) {
            /* What is copied beyond is written over: three bytes of room are left for each. */
            int plain = ascii_before(data + at);
            memcpy(out + to, data + at, STEP);
            to += plain;
            at += plain;
            if (plain == STEP) continue;
        }
        uint8_t byte = data[at++];
        if (byte < 0x80) {
            out[to++] = byte;
            continue;
        }
        for (int n = 0; n < 3; n++) out[to + n] = utf8[256 * n + byte];
        to += length[byte];
    }
    return to;
}

/* How many bytes the character that begins with a byte beyond ASCII has, 0 for none in UTF-8. */
static inline int utf8_length(uint8_t lead) {
    return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/* Whether a byte may be the second of a character: some of three and four bytes are none. */
static inline int may_follow(uint8_t lead, uint8_t second) {
    if ((second & 0xC0) != 0x80) return 0;
    switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second < 0xA0;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second < 0x90;
    default: return 1;
    }
}

/* Whether a text ends with the first two bytes of a surrogate, which Python's decoder refuses only
 * with its third.
 */
static inline int ends_in_surrogate(const uint8_t *data, int64_t at, int64_t size) {
    return at + 2 == size && data[at] == 0xED && (data[at + 1] & 0xE0) == 0xA0;
}

/* How many bytes at the end begin a character of UTF-8 that goes on, which no text may that is
 * `final`; -1 when the text is not UTF-8.
 */
EXPORT int64_t rows_utf8(const uint8_t *data, int64_t size, int final) {
    int64_t at = 0;
    while (at < size) {
#if defined(WIDE)
        while (at + WIDE <= size) {
            uint32_t high = bits_of(wide_at(data + at));
            at += high ? __builtin_ctz(high) : WIDE;
            if (high) break;
        }
#endif
        while (at < size && data[at] < 0x80) at++;
        if (at == size) return 0;
        int length = utf8_length(data[at]);
        if (!length) return -1;
        if (!final && ends_in_surrogate(data, at, size)) return 2;
        for (int n = 1; n < length; n++) {
            if (at + n == size) return final ? -1 : n;
            if (n == 1 ? !may_follow(data[at], data[at + 1]) : (data[at + n] & 0xC0) != 0x80)
                return -1;
        }
        at += length;
    }
    return 0;
}

/* Whether a byte that may begin a character of UTF-8 stands before one that goes on with it. */
EXPORT int64_t rows_pairs(const uint8_t *data, int64_t size) {
    int64_t i = 0;
#if defined(WIDE)
    for (; i + WIDE < size; i += WIDE) {
        Wide first = within(wide_at(data + i), 0xC2, 0x100 - 0xC2);
        if (bits_of(both(first, within(wide_at(data + i + 1), 0x80, 0x40)))) return 1;
    }
#endif
    for (; i + 1 < size; i++)
        if (data[i] >= 0xC2 && (data[i + 1] & 0xC0) == 0x80) return 1;
    return 0;
}

/* Where bytes beyond ASCII stand. Returns how many; only the first `room` are written. */
EXPORT int64_t rows_high(const uint8_t *data, int64_t size, int64_t *at, int64_t room) {
    int64_t found = 0, i = 0;
    while (i < size) {
        if (i + STEP <= size) {
            int plain = ascii_before(data + i);
            i += plain;
            if (plain == STEP) continue;
        }
        if (data[i] >= 0x80) {
            if (found < room) at[found] = i;
            found++;
        }
        i++;
    }
    return found;
}

static inline int ends_blank_line(const uint8_t *data, int64_t at) {
    if (at < 1 || data[at] != LF) return 0;
    return data[at - 1] == LF || (at > 1 && data[at - 1] == '\r' && data[at - 2] == LF);
}

/* Where the last blank line of a text ends, 0 without one; see `prose._last_blank_line`. */
EXPORT int64_t rows_last_blank(const uint8_t *data, int64_t size) {
    int64_t at = size;
#if defined(WIDE)
    Wide line = all_of(LF), back = all_of('\r');
    for (; at >= WIDE + 2; at -= WIDE) {
        const uint8_t *from = data + at - WIDE;
        Wide before = wide_at(from - 1), first = same(wide_at(from - 2), line);
        Wide blank = either(same(before, line), both(first, same(before, back)));
        uint32_t found = bits_of(both(same(wide_at(from), line), blank));
        if (found) return at - WIDE + 32 - __builtin_clz(found);
    }
#endif
    while (at > 0 && !ends_blank_line(data, at - 1)) at--;
    return at;
}

/* How many bytes are `sign` in the bits of `mask`. */
static inline int64_t count_masked(const uint8_t *data, int64_t size, uint8_t mask, uint8_t sign) {
    int64_t found = 0, at = 0;
#if defined(WIDE)
    const Wide bits = all_of(mask), wanted = all_of(sign);
    while (size - at >= WIDE) {
        /* So many counts fit into a byte each. */
        int64_t stop = size - at > 255 * WIDE ? at + 255 * WIDE : size;
        Wide part = all_of(0);
        for (; stop - at >= WIDE; at += WIDE)
            part = less(part, same(both(wide_at(data + at), bits), wanted));
        found += sum_of(part);
    }
#endif
    for (; at < size; at++) found += (data[at] & mask) == sign;
    return found;
}

/* How many bytes begin a character of UTF-8. */
static int64_t character_count(const uint8_t *data, int64_t size) {
    return size - count_masked(data, size, 0xC0, 0x80);
}

static int64_t sign_count(const uint8_t *data, int64_t size, uint8_t sign) {
    return count_masked(data, size, 0xFF, sign);
}

/* How many characters of UTF-8 begin before each place; places ascend. */
EXPORT void rows_characters(const uint8_t *data, const int64_t *place, int64_t count,
                            int64_t *out) {
    int64_t at = 0, found = 0;
    for (int64_t i = 0; i < count; i++) {
        found += character_count(data + at, place[i] - at);
        at = place[i];
        out[i] = found;
    }
}

/* How many bytes of a text are one sign. */
EXPORT int64_t rows_count(const uint8_t *data, int64_t size, uint8_t sign) {
    return sign_count(data, size, sign);
}

/* Line and column of each place, ascending: line feeds between `begin` and it, and characters from
 * where its line starts, from 1; 0 when that is before `low`.
 */
EXPORT void rows_positions(const uint8_t *data, int64_t begin, const int64_t *place,
                           const int64_t *low, int64_t count, int64_t *line, int64_t *column) {
    int64_t at = begin, lines = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t start = place[i], ended = 0;
        if (at < start) {
            ended = sign_count(data + at, start - at, LF);
            at = start;
        }
        line[i] = lines += ended;
        /* A table may be one line: each place goes on where the one before it stands. */
        int64_t last = i && !ended && low[i] == low[i - 1] ? place[i - 1] : -1;
        if (last >= begin && last >= low[i]) {
            int64_t since = character_count(data + last, start - last);
            column[i] = column[i - 1] ? column[i - 1] + since : 0;
            continue;
        }
        while (start > low[i] && data[start - 1] != LF) start--;
        int known = start == 0 || data[start - 1] == LF;
        column[i] = known ? character_count(data + start, place[i] - start) + 1 : 0;
    }
}
