/* How late the sender was, by its stamps and its schedule. A result is only as good as this. */
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
