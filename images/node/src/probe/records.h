/* What was sent and received, kept in memory until the probe ends: while packets fly there is no I/O. */
#ifndef SWITCHOVER_RECORDS_H
#define SWITCHOVER_RECORDS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "options.h"

/* Memory for so many records is only reserved; it becomes real as records are written. */
struct records {
    void *first;
    size_t record_bytes;
    size_t capacity;
    /* Written by one thread, read by the one that prints live lines. */
    _Atomic size_t count;
};

/* A record of received.bin. Those of sent.bin are an int64_t: the stamp of packet k. */
struct arrival {
    uint32_t flow;
    uint32_t sequence;
    int64_t sent;
    int64_t received;
};

/* As many packets as a probe with these options can send. */
size_t most_packets(const struct options *options);

struct records reserve_records(size_t record_bytes, size_t capacity);

enum records_kind { SENT_RECORDS = 1, RECEIVED_RECORDS = 2 };

/* Writes DIRECTORY/sent.bin or DIRECTORY/received.bin; `start` is when packet 0 was due. */
void write_records(const struct records *records, enum records_kind kind, const struct options *options, int64_t start);

#endif
