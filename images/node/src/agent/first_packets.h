/* The first packet of a tunnel that came up, which its counters would report up to a second later. */
#ifndef SWITCHOVER_FIRST_PACKETS_H
#define SWITCHOVER_FIRST_PACKETS_H

/* Looks for two seconds whether this link has received a packet, and prints its line of kind "counters" then. Does
 * nothing for a link that is not counted. */
void await_first_packet(int index);

#endif
