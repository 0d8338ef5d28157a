#include "options.h"

#include <arpa/inet.h>
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void explain_usage(void)
{
    fputs("usage: switchover-tcp --listen PORT --connect ADDRESS:PORT --connections N --interval-ms MILLISECONDS\n"
          "                      [--user-timeout-ms MILLISECONDS]\n",
          stderr);
    exit(2);
}

static uint32_t parse_number(const char *text, uint32_t least, uint32_t most)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || number < least || number > most)
        errx(2, "a number from %u to %u is needed, not \"%s\"", least, most, text);
    return number;
}

static struct sockaddr_in parse_peer(char *text)
{
    struct sockaddr_in peer = {.sin_family = AF_INET};
    char *colon = strchr(text, ':');
    if (colon == NULL)
        errx(2, "--connect must be ADDRESS:PORT, not \"%s\"", text);
    *colon = '\0';
    if (inet_pton(AF_INET, text, &peer.sin_addr) != 1)
        errx(2, "--connect must begin with an IPv4 address, not \"%s\"", text);
    peer.sin_port = htons(parse_number(colon + 1, 1, UINT16_MAX));
    return peer;
}

struct options read_options(int argc, char *argv[])
{
    static const struct option names[] = {
        {"listen", required_argument, NULL, 'l'},
        {"connect", required_argument, NULL, 'c'},
        {"connections", required_argument, NULL, 'n'},
        {"interval-ms", required_argument, NULL, 'i'},
        {"user-timeout-ms", required_argument, NULL, 'u'},
        {0},
    };
    struct options options = {0};
    for (int name; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (name) {
        case 'l':
            options.listen_port = parse_number(optarg, 1, UINT16_MAX);
            break;
        case 'c':
            options.peer = parse_peer(optarg);
            break;
        case 'n':
            options.connections = parse_number(optarg, 1, MOST_CONNECTIONS);
            break;
        case 'i':
            options.interval_milliseconds = parse_number(optarg, 1, 10000);
            break;
        case 'u':
            options.user_timeout_milliseconds = parse_number(optarg, 0, 3600000);
            break;
        default:
            explain_usage();
        }
    }
    if (options.listen_port == 0 || options.peer.sin_port == 0 || options.connections == 0 ||
        options.interval_milliseconds == 0 || optind != argc)
        explain_usage();
    return options;
}
