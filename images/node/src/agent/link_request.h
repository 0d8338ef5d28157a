/* Asks the kernel for all links of this node. */
#ifndef SWITCHOVER_LINK_REQUEST_H
#define SWITCHOVER_LINK_REQUEST_H

/* The answer comes on the same rtnetlink socket: one RTM_NEWLINK message for each link. */
void request_all_links(int netlink_socket);

#endif
