/* IPv4 routes of the main table, by which this node's kernel forwards packets. */
#ifndef SWITCHOVER_ROUTES_H
#define SWITCHOVER_ROUTES_H

#include <linux/netlink.h>

/* Prints a line of kind "route". */
void print_route_message(const struct nlmsghdr *message);

#endif
