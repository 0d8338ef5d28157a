/* How many packets have passed through some links, once a second: what carried the traffic, and when. */
#ifndef SWITCHOVER_COUNTERS_H
#define SWITCHOVER_COUNTERS_H

/* A line of kind "counters" every second for each link of which the name begins so. */
void counters_follow(const char *prefix);

#endif
