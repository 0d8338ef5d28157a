#include "netlink.h"

#include <err.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "addresses.h"
#include "event_loop.h"
#include "json.h"
#include "links.h"
#include "routes.h"

/* Measured: 20 000 routes fit while the agent cannot run at all. */
#define RECEIVE_BUFFER_BYTES (8 << 20)

static int netlink_socket;
static void (*on_links_changed)(void);

/* Links have to be known by name before anything else makes sense; the answer comes as ordinary messages. */
static void ask_for_all_links(void)
{
    struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .link = {.ifi_family = AF_UNSPEC},
    };
    if (send(netlink_socket, &request, sizeof request, 0) < 0)
        err(1, "cannot ask the kernel for its links");
}

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

/* What overran the buffer is lost. Whoever reads the lines must know it, and the links are asked for again, since
 * the agent itself depends on them. */
static void recover_from_overrun(void)
{
    json_begin_line("overrun");
    json_end_line();
    ask_for_all_links();
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

static void enlarge_receive_buffer(void)
{
    int bytes = RECEIVE_BUFFER_BYTES;
    /* Beyond the system's limit only with CAP_NET_ADMIN over the host, which a rootless engine does not give. */
    if (setsockopt(netlink_socket, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0)
        setsockopt(netlink_socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
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
    enlarge_receive_buffer();
    if (bind(netlink_socket, (struct sockaddr *)&address, sizeof address) < 0)
        err(1, "netlink bind");
    loop_watch(netlink_socket, &watch);
    ask_for_all_links();
}
