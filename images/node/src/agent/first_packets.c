#include "first_packets.h"

#include <stdint.h>

#include "counted_links.h"
#include "event_loop.h"
#include "link_request.h"
#include "links.h"
#include "timer.h"

/* Milliseconds between two looks. Then, after two seconds without a packet, the report of every second must do. */
enum { PAUSE = 20, MOST_LOOKS = 100 };

static int link_socket = -1;
static int timer;
static uint64_t looks;

static void ask(void *context)
{
    (void)context;
    looks += read_timer(timer);
    if (is_any_link_awaited() && looks <= MOST_LOOKS)
        request_all_links(link_socket);
    else
        set_timer(timer, 0);
}

static void look(struct counted_link *link, const char *name, const struct rtnl_link_stats64 *now)
{
    if (link->is_awaited && now->rx_packets != link->received)
        print_counters(link, name, now);
}

static void read_answers(void *context)
{
    (void)context;
    read_counted_links(link_socket, look);
}

static void begin(void)
{
    static struct watch times = {.readable = ask}, answers = {.readable = read_answers};
    link_socket = open_link_socket();
    loop_watch(link_socket, &answers);
    timer = open_timer(&times);
}

void await_first_packet(int index)
{
    if (!is_counted(link_name(index)))
        return;
    if (link_socket < 0)
        begin();
    counted_link(index)->is_awaited = true;
    looks = 0;
    set_timer(timer, PAUSE);
}
