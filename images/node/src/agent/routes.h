/* IPv4 routes of the main table: what this node's kernel forwards by. */
#ifndef SWITCHOVER_ROUTES_H
#define SWITCHOVER_ROUTES_H

#include <linux/netlink.h>

/* A line of kind "route". */
void print_route_message(const struct nlmsghdr *message);

#endif
