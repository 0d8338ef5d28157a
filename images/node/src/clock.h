/* The one clock of a lab: every container shares the engine's kernel, so CLOCK_MONOTONIC stamps of different
 * nodes can be compared, and nobody can step it as they can the time of day. */
#ifndef SWITCHOVER_CLOCK_H
#define SWITCHOVER_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NANOSECONDS_PER_SECOND INT64_C(1000000000)

static inline int64_t monotonic_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NANOSECONDS_PER_SECOND + now.tv_nsec;
}

#endif
