/* Timers of the event loop. */
#ifndef SWITCHOVER_TIMER_H
#define SWITCHOVER_TIMER_H

#include <stdint.h>

#include "event_loop.h"

/* A timer that rings the watch; it is not set yet. */
int open_timer(struct watch *watch);

/* Rings every so many milliseconds from now on; 0: never. */
void set_timer(int timer, long milliseconds);

/* How often it has rung since it was last read. */
uint64_t read_timer(int timer);

#endif
