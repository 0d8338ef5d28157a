/* Counts the packets of some links once a second, to show which of them carried the traffic, and when. */
#ifndef SWITCHOVER_COUNTERS_H
#define SWITCHOVER_COUNTERS_H

/* Prints a line of kind "counters" every second for each link whose name begins with the prefix. */
void counters_follow(const char *prefix);

#endif
