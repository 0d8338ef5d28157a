/* The links of this node: their names, and whether they have a carrier. */
#ifndef SWITCHOVER_LINKS_H
#define SWITCHOVER_LINKS_H

#include <linux/netlink.h>
#include <stdbool.h>

/* Prints a line of kind "carrier" if the link's carrier has changed, or if the link is gone. */
void print_link_message(const struct nlmsghdr *message);

bool link_exists(const char *name);

/* "?" for an unknown link. */
const char *link_name(int index);

#endif
