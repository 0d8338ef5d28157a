#include "vici.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>

#include "event_loop.h"
#include "vici_events.h"
#include "vici_message.h"

/* From "Packet layer" in strongSwan's src/libcharon/plugins/vici/README.md. */
enum packet_type {
    CMD_REQUEST = 0,
    CMD_RESPONSE = 1,
    EVENT_REGISTER = 3,
    EVENT_CONFIRM = 5,
    EVENT_UNKNOWN = 6,
    EVENT = 7,
};

/* From "Transport protocol" in the same document. */
#define LENGTH_BYTES 4
#define LONGEST_PACKET (512 << 10)

/* Far shorter than anything that a lab measures, and far longer than the microseconds that a failed connect() takes. */
#define RETRY_NANOSECONDS 10000000

/* Registered one after the other, before the agent asks for the SAs, so that it misses none. An SA that comes up between
 * the two is reported twice. */
static const char *const events[] = {"ike-updown", "child-updown", "list-sa"};

struct charon {
    const char *name;
    struct sockaddr_un address;
    int socket;
    int retry_timer;
    struct watch socket_watch;
    struct watch retry_watch;
    size_t events_registered;
    uint8_t *received; /* room for the longest packet with its length in front */
    size_t received_length;
};

static void retry_every(struct charon *charon, long nanoseconds)
{
    struct itimerspec times = {.it_value.tv_nsec = nanoseconds, .it_interval.tv_nsec = nanoseconds};
    if (timerfd_settime(charon->retry_timer, 0, &times, NULL) < 0)
        err(1, "timerfd_settime");
}

static void disconnect(struct charon *charon)
{
    close(charon->socket);
    retry_every(charon, RETRY_NANOSECONDS);
}

static void send_request(const struct charon *charon, enum packet_type type, const char *name)
{
    uint8_t name_length = strlen(name);
    uint32_t packet_length = htonl(2 + name_length);

    uint8_t packet[LENGTH_BYTES + 2 + UINT8_MAX];
    memcpy(packet, &packet_length, LENGTH_BYTES);
    packet[LENGTH_BYTES] = type;
    packet[LENGTH_BYTES + 1] = name_length;
    memcpy(packet + LENGTH_BYTES + 2, name, name_length);
    /* So few bytes always fit into the socket. If charon is gone, recv() will say so. */
    (void)!send(charon->socket, packet, LENGTH_BYTES + 2 + name_length, MSG_NOSIGNAL);
}

static void ask_for_sas(const struct charon *charon)
{
    send_request(charon, CMD_REQUEST, "list-sas");
}

static void send_next_request(struct charon *charon)
{
    if (charon->events_registered < sizeof events / sizeof *events)
        send_request(charon, EVENT_REGISTER, events[charon->events_registered++]);
    else
        ask_for_sas(charon);
}

static void handle_packet(struct charon *charon, struct vici_reader packet)
{
    if (packet.at == packet.end)
        return;
    enum packet_type type = *packet.at++;
    struct vici_text event;
    if (type == EVENT && vici_take_name(&packet, &event)) {
        /* Another child SA of the same connection may be up: a new one comes before the old one goes. */
        if (print_vici_event(charon->name, event, packet))
            ask_for_sas(charon);
    } else if (type == EVENT_CONFIRM || type == EVENT_UNKNOWN)
        send_next_request(charon);
}

/* Bytes of the packet that is being received, including its length in front. Only that length until it is known. */
static size_t expected_length(const struct charon *charon)
{
    if (charon->received_length < LENGTH_BYTES)
        return LENGTH_BYTES;
    uint32_t packet_length;
    memcpy(&packet_length, charon->received, LENGTH_BYTES);
    return LENGTH_BYTES + (size_t)ntohl(packet_length);
}

static void read_packets(void *context)
{
    struct charon *charon = context;
    for (;;) {
        size_t expected = expected_length(charon);
        if (expected > LENGTH_BYTES + LONGEST_PACKET) {
            warnx("%s sent a packet of %zu bytes", charon->address.sun_path, expected);
            return disconnect(charon);
        }
        ssize_t taken = recv(charon->socket, charon->received + charon->received_length,
                             expected - charon->received_length, 0);
        if (taken < 0 && errno == EAGAIN)
            return;
        if (taken <= 0)
            return disconnect(charon);
        charon->received_length += taken;
        if (charon->received_length > LENGTH_BYTES && charon->received_length == expected) {
            handle_packet(charon, (struct vici_reader){charon->received + LENGTH_BYTES, charon->received + expected});
            charon->received_length = 0;
        }
    }
}

static void try_to_connect(void *context)
{
    struct charon *charon = context;
    uint64_t expirations;
    (void)!read(charon->retry_timer, &expirations, sizeof expirations);

    charon->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (charon->socket < 0)
        err(1, "socket");
    if (connect(charon->socket, (struct sockaddr *)&charon->address, sizeof charon->address) < 0) {
        close(charon->socket);
        return;
    }
    retry_every(charon, 0);
    charon->events_registered = 0;
    charon->received_length = 0;
    loop_watch(charon->socket, &charon->socket_watch);
    send_next_request(charon);
}

void vici_follow(const char *name, const char *socket_path)
{
    struct charon *charon = calloc(1, sizeof *charon);
    /* Large, but only the few pages that real packets reach take up memory. */
    uint8_t *received = malloc(LENGTH_BYTES + LONGEST_PACKET);
    if (charon == NULL || received == NULL)
        err(1, "no memory for VICI socket %s", socket_path);
    if (strlen(socket_path) >= sizeof charon->address.sun_path)
        errx(2, "VICI socket path is too long: %s", socket_path);

    charon->name = name;
    charon->address.sun_family = AF_UNIX;
    strcpy(charon->address.sun_path, socket_path);
    charon->received = received;
    charon->socket_watch = (struct watch){read_packets, charon};
    charon->retry_watch = (struct watch){try_to_connect, charon};
    charon->retry_timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (charon->retry_timer < 0)
        err(1, "timerfd_create");
    loop_watch(charon->retry_timer, &charon->retry_watch);
    retry_every(charon, RETRY_NANOSECONDS);
}
