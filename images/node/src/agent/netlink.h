/* The kernel's own account of what changes in this node's network: links, IPv4 addresses and IPv4 routes. */
#ifndef SWITCHOVER_NETLINK_H
#define SWITCHOVER_NETLINK_H

/* Calls links_changed after links came or went; the first time soon after the loop has begun to run. */
void netlink_open(void (*links_changed)(void));

#endif
