/* The kernel's messages about changes in this node's network: links, IPv4 addresses and IPv4 routes. */
#ifndef SWITCHOVER_NETLINK_H
#define SWITCHOVER_NETLINK_H

/* Calls links_changed whenever the links have changed. The first call comes soon after the loop has started. */
void netlink_open(void (*links_changed)(void));

#endif
