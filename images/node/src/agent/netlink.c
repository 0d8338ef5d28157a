#include "netlink.h"

#include <err.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "addresses.h"
#include "common/receive_buffer.h"
#include "event_loop.h"
#include "line.h"
#include "link_request.h"
#include "links.h"
#include "routes.h"

/* Measured: holds the messages of 20,000 routes while the agent cannot run at all. */
#define RECEIVE_BUFFER_BYTES (8 << 20)

static int netlink_socket;
static void (*on_links_changed)(void);

static bool is_about_a_link(const struct nlmsghdr *message)
{
    return message->nlmsg_type == RTM_NEWLINK || message->nlmsg_type == RTM_DELLINK;
}

static void print_message(const struct nlmsghdr *message)
{
    switch (message->nlmsg_type) {
    case RTM_NEWLINK:
    case RTM_DELLINK:
        print_link_message(message);
        break;
    case RTM_NEWADDR:
    case RTM_DELADDR:
        print_address_message(message);
        break;
    case RTM_NEWROUTE:
    case RTM_DELROUTE:
        print_route_message(message);
        break;
    }
}

/* The messages that did not fit into the buffer are lost. The agent says so, and asks for the links again, because it
 * needs to know them itself. */
static void recover_from_overrun(void)
{
    end_line(begin_line("overrun"));
    request_all_links(netlink_socket);
}

static void read_messages(void *context)
{
    (void)context;
    static _Alignas(struct nlmsghdr) char buffer[32 << 10];
    bool links_changed = false;

    for (;;) {
        ssize_t received = recv(netlink_socket, buffer, sizeof buffer, MSG_DONTWAIT);
        if (received < 0 && errno == ENOBUFS) {
            recover_from_overrun();
            continue;
        }
        if (received < 0)
            break;
        size_t left = received;
        for (struct nlmsghdr *message = (struct nlmsghdr *)buffer; NLMSG_OK(message, left);
             message = NLMSG_NEXT(message, left)) {
            print_message(message);
            links_changed |= is_about_a_link(message);
        }
    }
    if (links_changed)
        on_links_changed();
}

void netlink_open(void (*links_changed)(void))
{
    static struct watch watch = {.readable = read_messages};
    struct sockaddr_nl address = {
        .nl_family = AF_NETLINK,
        .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV4_ROUTE,
    };

    on_links_changed = links_changed;
    netlink_socket = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (netlink_socket < 0)
        err(1, "netlink socket");
    enlarge_receive_buffer(netlink_socket, RECEIVE_BUFFER_BYTES);
    if (bind(netlink_socket, (struct sockaddr *)&address, sizeof address) < 0)
        err(1, "netlink bind");
    loop_watch(netlink_socket, &watch);
    /* All other messages name links by their number only. */
    request_all_links(netlink_socket);
}
