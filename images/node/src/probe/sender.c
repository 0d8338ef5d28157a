#include "sender.h"

#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/clock.h"
#include "packet.h"

/* Time for the thread to start before the first packet is due. */
#define START_DELAY_NANOSECONDS (20 * INT64_C(1000000))

/* Packets must not be fragmented, whatever the kernel has learned of the way. */
static const int never_fragment = IP_PMTUDISC_PROBE;

static int open_flow_socket(uint16_t source_port, const struct sockaddr_in *peer)
{
    struct sockaddr_in source = {.sin_family = AF_INET, .sin_port = htons(source_port)};
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        err(1, "socket");
    if (setsockopt(descriptor, IPPROTO_IP, IP_MTU_DISCOVER, &never_fragment, sizeof never_fragment) < 0)
        err(1, "setsockopt");
    if (bind(descriptor, (struct sockaddr *)&source, sizeof source) < 0)
        err(1, "cannot send from port %u", source_port);
    if (connect(descriptor, (const struct sockaddr *)peer, sizeof *peer) < 0)
        err(1, "no route to the other host");
    return descriptor;
}

void prepare_sender(struct sender *sender, const struct options *options)
{
    sender->options = options;
    sender->stamps = reserve_records(options, sizeof(int64_t), most_packets(options));
    for (uint32_t flow = 0; flow < options->flows; flow++)
        sender->sockets[flow] = open_flow_socket(options->source_ports[flow], &options->peer);
}

int64_t packet_due(const struct sender *sender, uint64_t k)
{
    uint64_t packets_per_second = (uint64_t)sender->options->flows * sender->options->rate;
    return sender->start + (int64_t)(k * NANOSECONDS_PER_SECOND / packets_per_second);
}

static bool give_to_kernel(int descriptor, const void *payload, size_t length)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        if (send(descriptor, payload, length, MSG_DONTWAIT) >= 0)
            return true;
        /* After an ICMP "port unreachable" for an earlier packet, the kernel refuses the next one, but only once. */
        if (errno != ECONNREFUSED)
            return false;
    }
    return false;
}

static void send_packet(struct sender *sender, uint64_t k, int64_t now)
{
    uint32_t flow = k % sender->options->flows;
    union {
        struct packet packet;
        char bytes[MOST_PAYLOAD_BYTES];
    } payload = {.packet = {
        .magic = PACKET_MAGIC,
        .flow = flow,
        .sequence = k / sender->options->flows,
        .sent = now,
    }};
    int64_t *stamps = sender->stamps.first;
    if (stamps != NULL)
        stamps[k] = now;
    if (!give_to_kernel(sender->sockets[flow], &payload, sender->options->payload_bytes))
        sender->errors++;
    atomic_store_explicit(&sender->stamps.count, k + 1, memory_order_relaxed);
}

/* Every tick sends all packets that have become due. A sender that could not run for a while sends them late, but never
 * skips one, so the number of a packet always says when it was due. */
static void *send_until_stopped(void *context)
{
    struct sender *sender = context;
    int64_t tick = sender->options->tick_microseconds * INT64_C(1000);
    /* A sleep ends late by up to the timer slack, which is 50 us by default. */
    prctl(PR_SET_TIMERSLACK, 1);

    uint64_t k = 0;
    for (int64_t wake = sender->start; !sender->stop; wake += tick) {
        sleep_until(wake);
        for (int64_t now; !sender->stop && packet_due(sender, k) <= (now = monotonic_nanoseconds());) {
            if (k == sender->stamps.capacity) {
                warnx("stopping: there is no room for more than %zu packets", sender->stamps.capacity);
                kill(getpid(), SIGTERM); /* stop as if the lab had asked for it */
                return NULL;
            }
            send_packet(sender, k++, now);
        }
    }
    return NULL;
}

void start_sender(struct sender *sender)
{
    sender->start = monotonic_nanoseconds() + START_DELAY_NANOSECONDS;
    if ((errno = pthread_create(&sender->thread, NULL, send_until_stopped, sender)) != 0)
        err(1, "cannot start the sender");
}

void stop_sender(struct sender *sender)
{
    sender->stop = true;
    pthread_join(sender->thread, NULL);
}
