/* IPv4 addresses that come and go. */
#ifndef SWITCHOVER_ADDRESSES_H
#define SWITCHOVER_ADDRESSES_H

#include <linux/netlink.h>

/* A line of kind "address". */
void print_address_message(const struct nlmsghdr *message);

#endif
