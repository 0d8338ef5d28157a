/* How late the sender was: its stamps against its schedule. Whoever judges a result looks at this first. */
#ifndef SWITCHOVER_LATENESS_H
#define SWITCHOVER_LATENESS_H

#include <stdint.h>

#include "sender.h"

/* In microseconds. */
struct lateness {
    int64_t p50;
    int64_t p99;
    int64_t p999;
    int64_t max;
};

struct lateness measure_lateness(const struct sender *sender);

#endif
