#include "lateness.h"

#include <err.h>
#include <stdlib.h>

/* One bucket for each microsecond up to a second, in place of sorting up to a hundred million stamps. A quantile beyond
 * the last bucket is given as the maximum. */
#define BUCKETS 1000000

static int64_t quantile(const uint64_t *buckets, uint64_t count, double share, int64_t max)
{
    uint64_t wanted = share * count, seen = 0;
    for (int64_t microseconds = 0; microseconds < BUCKETS; microseconds++) {
        seen += buckets[microseconds];
        if (seen > wanted)
            return microseconds;
    }
    return max;
}

struct lateness measure_lateness(const struct sender *sender)
{
    const int64_t *stamps = sender->stamps.first;
    uint64_t count = sender->stamps.count;
    uint64_t *buckets = calloc(BUCKETS, sizeof *buckets);
    int64_t max = 0;
    if (buckets == NULL)
        err(1, "no memory to measure lateness");

    for (uint64_t k = 0; k < count; k++) {
        int64_t microseconds = (stamps[k] - packet_due(sender, k)) / 1000;
        if (microseconds > max)
            max = microseconds;
        if (microseconds < BUCKETS)
            buckets[microseconds]++;
    }
    struct lateness lateness = {
        .p50 = quantile(buckets, count, 0.5, max),
        .p99 = quantile(buckets, count, 0.99, max),
        .p999 = quantile(buckets, count, 0.999, max),
        .max = max,
    };
    free(buckets);
    return lateness;
}
