/* Counts the packets of some links once a second, to show which of them carried the traffic, and when. A link that has
 * sent nothing for a second sends a keepalive. */
#ifndef SWITCHOVER_COUNTERS_H
#define SWITCHOVER_COUNTERS_H

/* For each link whose name begins with the prefix, prints a line of kind "counters" every second. */
void counters_follow(const char *prefix);

#endif
