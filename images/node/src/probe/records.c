#include "records.h"

#include <err.h>
#include <stdio.h>
#include <sys/mman.h>

/* 128 flows of 1000 packets a second for 15 minutes. Their records fill 3.7 GB of memory. */
#define MOST_PACKETS (UINT64_C(128) * 1000 * 900)

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "record files are little endian");

struct file_header {
    char magic[8];
    uint32_t version;
    uint32_t kind;
    uint32_t flows;
    uint32_t rate;
    uint32_t destination_port;
    uint32_t listen_port;
    int64_t start;
    uint64_t count;
};
_Static_assert(sizeof(struct file_header) == 48, "documented size of the header");
_Static_assert(sizeof(struct arrival) == 24, "documented size of a record");

size_t most_packets(const struct options *options)
{
    uint64_t packets = (uint64_t)options->flows * options->rate * options->max_seconds;
    return packets < MOST_PACKETS ? packets : MOST_PACKETS;
}

struct records reserve_records(const struct options *options, size_t record_bytes, size_t capacity)
{
    if (options->records_directory == NULL)
        return (struct records){.record_bytes = record_bytes, .capacity = SIZE_MAX};
    void *first = mmap(NULL, record_bytes * capacity, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (first == MAP_FAILED)
        err(1, "cannot reserve memory for %zu records", capacity);
    return (struct records){.first = first, .record_bytes = record_bytes, .capacity = capacity};
}

void write_records(const struct records *records, enum records_kind kind, const struct options *options, int64_t start)
{
    if (records->first == NULL)
        return;
    struct file_header header = {
        .magic = "SWPROBE1",
        .version = 2,
        .kind = kind,
        .flows = options->flows,
        .rate = options->rate,
        .destination_port = ntohs(options->peer.sin_port),
        .listen_port = options->listen_port,
        .start = start,
        .count = records->count,
    };
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.bin", options->records_directory, kind == SENT_RECORDS ? "sent" : "received");

    FILE *file = fopen(path, "wbe");
    if (file == NULL)
        err(1, "%s", path);
    fwrite(&header, sizeof header, 1, file);
    fwrite(options->source_ports, sizeof options->source_ports[0], options->flows, file);
    fwrite(records->first, records->record_bytes, header.count, file);
    if (ferror(file) || fclose(file) != 0)
        err(1, "%s", path);
}
