/* The clock of a lab. All containers share the kernel of the engine's host, so CLOCK_MONOTONIC stamps of different
 * nodes can be compared. Unlike the time of day, this clock cannot be set. */
#ifndef SWITCHOVER_CLOCK_H
#define SWITCHOVER_CLOCK_H

#include <errno.h>
#include <stdint.h>
#include <time.h>

#define NANOSECONDS_PER_SECOND INT64_C(1000000000)

static inline int64_t nanoseconds_of(struct timespec time)
{
    return time.tv_sec * NANOSECONDS_PER_SECOND + time.tv_nsec;
}

static inline struct timespec timespec_of(int64_t nanoseconds)
{
    return (struct timespec){
        .tv_sec = nanoseconds / NANOSECONDS_PER_SECOND,
        .tv_nsec = nanoseconds % NANOSECONDS_PER_SECOND,
    };
}

static inline int64_t monotonic_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return nanoseconds_of(now);
}

static inline void sleep_until(int64_t monotonic_time)
{
    struct timespec until = timespec_of(monotonic_time);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
        continue;
}

#endif
