/* The links whose packets are counted, and what is known of each. */
#ifndef SWITCHOVER_COUNTED_LINKS_H
#define SWITCHOVER_COUNTED_LINKS_H

#include <linux/if_link.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <stdint.h>

struct counted_link {
    int index;
    uint64_t received;
    uint64_t sent;
    int64_t arrival; /* when `received` was last seen to grow; 0: never */
    bool is_awaited; /* its next packet is to be reported at once */
};

/* From now on the links are counted whose name begins with this. */
void count_links_named(const char *prefix);

bool is_counted(const char *name);

/* A new one at the first call for this link. Valid until the next call. */
struct counted_link *counted_link(int index);

bool is_any_link_awaited(void);

/* Calls `use` with each counted link in the answers to request_all_links that wait in the socket. Returns whether the last
 * message of an answer was among them. */
bool read_counted_links(int answering,
                        void (*use)(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *now));

/* Prints a line of kind "counters". */
void print_counters(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *counted);

/* A socket for request_all_links. Not that of netlink.c, which would take the answers for changes of the links. */
int open_link_socket(void);

#endif
