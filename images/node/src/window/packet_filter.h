/* Rules of the kernel's packet filter that drop packets during a window of time. The kernel itself keeps the time. */
#ifndef SWITCHOVER_PACKET_FILTER_H
#define SWITCHOVER_PACKET_FILTER_H

#include <stdbool.h>
#include <stdint.h>

/* One direction through a device. */
struct passage {
    bool outward; /* packets that are forwarded into the device; false: packets that come out of it */
    const char *device;
};

/* In nanoseconds of CLOCK_REALTIME, because the packet filter uses that clock. The start is in the window, the end is
 * not. */
struct window {
    int64_t start, end;
};

/* Loads one rule for each passage, which counts and drops forwarded UDP packets to the port during the window. The
 * kernel removes the rules when this process ends, even if it is killed. */
void load_rules(const struct passage *passages, int count, uint16_t port, struct window window);

/* Reads how many packets each rule has dropped so far. */
void read_counters(int count, uint64_t *dropped);

#endif
