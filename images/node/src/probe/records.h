/* The packets that were sent and received. They stay in memory until the probe ends, so that writing files does not
 * disturb the measurement. */
#ifndef SWITCHOVER_RECORDS_H
#define SWITCHOVER_RECORDS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "options.h"

/* Address space for `capacity` records. The kernel adds the memory when records are written. */
struct records {
    void *first; /* NULL: records are only counted, and there is room for any number */
    size_t record_bytes;
    size_t capacity;
    /* Written by one thread, and read by the thread that prints live lines. */
    _Atomic size_t count;
};

/* A record of received.bin. A record of sent.bin is just an int64_t, the stamp of packet k. */
struct arrival {
    uint32_t flow;
    uint32_t sequence;
    int64_t sent;
    int64_t received;
};

/* The most packets that a probe with these options can send. */
size_t most_packets(const struct options *options);

struct records reserve_records(const struct options *options, size_t record_bytes, size_t capacity);

enum records_kind { SENT_RECORDS = 1, RECEIVED_RECORDS = 2 };

/* Writes DIRECTORY/sent.bin or DIRECTORY/received.bin; `start` is the time when packet 0 was due. */
void write_records(const struct records *records, enum records_kind kind, const struct options *options, int64_t start);

#endif
