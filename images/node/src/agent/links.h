/* The links of this node: which there are, and whether they carry. */
#ifndef SWITCHOVER_LINKS_H
#define SWITCHOVER_LINKS_H

#include <linux/netlink.h>
#include <stdbool.h>

/* A line of kind "carrier" if the link's carrier changed, or if the link is gone. */
void print_link_message(const struct nlmsghdr *message);

bool link_exists(const char *name);

/* "?" for a link that was never seen. */
const char *link_name(int index);

#endif
