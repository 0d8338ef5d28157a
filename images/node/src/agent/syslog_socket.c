#include "syslog_socket.h"

#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "event_loop.h"
#include "line.h"

/* Longer messages are cut. RFC 5424, section 6.1, asks for 2048 bytes; bgpd's longest lines are shorter than that. */
#define LONGEST_MESSAGE 8192

/* The part of a datagram that has not been read yet. */
struct rest {
    const char *at;
    const char *end;
};

static bool begins_with(const struct rest *rest, char expected)
{
    return rest->at < rest->end && *rest->at == expected;
}

/* "<30>" */
static void skip_priority(struct rest *rest)
{
    if (!begins_with(rest, '<'))
        return;
    const char *closing = memchr(rest->at, '>', rest->end - rest->at);
    if (closing != NULL)
        rest->at = closing + 1;
}

/* In a shape, a letter stands for any letter, and 9 for a digit or for the space that pads it. */
static bool fits_shape(unsigned char c, unsigned char shape)
{
    if (shape == '9')
        return isdigit(c) || c == ' ';
    return isalpha(shape) ? isalpha(c) : c == shape;
}

/* "Nov  2 20:20:07 ", as glibc writes it. The agent's own stamp replaces it. */
static void skip_timestamp(struct rest *rest)
{
    static const char shape[] = "Aaa 99 99:99:99 ";
    size_t length = sizeof shape - 1;
    if ((size_t)(rest->end - rest->at) < length)
        return;
    for (size_t i = 0; i < length; i++)
        if (!fits_shape(rest->at[i], shape[i]))
            return;
    rest->at += length;
}

/* "bgpd[17]: " or "bgpd: ". A message that begins otherwise names no program: all of it is its text. */
static struct rest take_program(struct rest *rest)
{
    const char *at = rest->at;
    while (at < rest->end && !isspace((unsigned char)*at) && *at != '[' && *at != ':')
        at++;
    struct rest program = {rest->at, at};

    if (at < rest->end && *at == '[') {
        do
            at++;
        while (at < rest->end && isdigit((unsigned char)*at));
        if (at == rest->end || *at++ != ']')
            return (struct rest){rest->at, rest->at};
    }
    if (at == rest->end || *at++ != ':')
        return (struct rest){rest->at, rest->at};
    if (at < rest->end && *at == ' ')
        at++;
    rest->at = at;
    return program;
}

static void trim_end(struct rest *rest)
{
    while (rest->end > rest->at && (rest->end[-1] == '\n' || rest->end[-1] == '\0'))
        rest->end--;
}

static void print_message(const char *datagram, size_t length)
{
    struct rest rest = {datagram, datagram + length};
    skip_priority(&rest);
    skip_timestamp(&rest);
    trim_end(&rest);
    struct rest program = take_program(&rest);

    struct json_line *line = begin_line("log");
    json_bytes(line, "program", program.at, program.end - program.at);
    json_bytes(line, "text", rest.at, rest.end - rest.at);
    end_line(line);
}

static int log_socket;

static void read_messages(void *context)
{
    (void)context;
    char datagram[LONGEST_MESSAGE];
    ssize_t length;
    while ((length = recv(log_socket, datagram, sizeof datagram, 0)) >= 0)
        print_message(datagram, length);
}

void syslog_socket_open(void)
{
    static struct watch watch = {.readable = read_messages};
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};

    log_socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (log_socket < 0)
        err(1, "socket");
    unlink(address.sun_path);
    if (bind(log_socket, (struct sockaddr *)&address, sizeof address) < 0)
        err(1, "bind %s", address.sun_path);
    /* Some daemons do not log as root: FRR runs as the user frr. */
    if (chmod(address.sun_path, 0666) < 0)
        err(1, "chmod %s", address.sun_path);
    loop_watch(log_socket, &watch);
}
