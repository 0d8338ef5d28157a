/* IPv4 addresses that are added and removed. */
#ifndef SWITCHOVER_ADDRESSES_H
#define SWITCHOVER_ADDRESSES_H

#include <linux/netlink.h>

/* Prints a line of kind "address". */
void print_address_message(const struct nlmsghdr *message);

#endif
