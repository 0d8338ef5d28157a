/* Rules of the kernel's packet filter that drop during a window of time, which the kernel itself keeps. */
#ifndef SWITCHOVER_PACKET_FILTER_H
#define SWITCHOVER_PACKET_FILTER_H

#include <stdbool.h>
#include <stdint.h>

/* What passes through a device in one direction. */
struct passage {
    bool outward; /* forwarded into the device; otherwise out of it */
    const char *device;
};

/* Nanoseconds of CLOCK_REALTIME, the clock that the packet filter compares with: the first that is in, and the
 * first that is not. */
struct window {
    int64_t start, end;
};

/* Loads one rule for each passage: forwarded UDP packets to that port are counted and dropped in the window. The
 * table belongs to this process: however it ends, the kernel removes it. */
void load_rules(const struct passage *passages, int count, uint16_t port, struct window window);

/* How many packets each passage has dropped so far. */
void read_counters(int count, uint64_t *dropped);

#endif
