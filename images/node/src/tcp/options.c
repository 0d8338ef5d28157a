#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/numbers.h"
#include "common/peers.h"
#include "message.h"

_Noreturn static void explain_usage(void)
{
    fputs("usage: switchover-tcp --listen PORT --connect ADDRESS:PORT --connections N --interval-ms MILLISECONDS\n"
          "                      [--user-timeout-ms MILLISECONDS] [--request-bytes BYTES]\n",
          stderr);
    exit(2);
}

struct options read_options(int argc, char *argv[])
{
    static const struct option names[] = {
        {"listen", required_argument, NULL, 'l'},
        {"connect", required_argument, NULL, 'c'},
        {"connections", required_argument, NULL, 'n'},
        {"interval-ms", required_argument, NULL, 'i'},
        {"user-timeout-ms", required_argument, NULL, 'u'},
        {"request-bytes", required_argument, NULL, 'b'},
        {0},
    };
    struct options options = {.request_bytes = sizeof(struct message)};
    for (int name; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (name) {
        case 'l':
            options.listen_port = parse_number("--listen", optarg, 1, UINT16_MAX);
            break;
        case 'c':
            options.peer = parse_peer("--connect", optarg);
            break;
        case 'n':
            options.connections = parse_number("--connections", optarg, 1, MOST_CONNECTIONS);
            break;
        case 'i':
            options.interval_milliseconds = parse_number("--interval-ms", optarg, 1, 10000);
            break;
        case 'u':
            options.user_timeout_milliseconds = parse_number("--user-timeout-ms", optarg, 0, 3600000);
            break;
        case 'b':
            options.request_bytes =
                parse_number("--request-bytes", optarg, sizeof(struct message), MOST_REQUEST_BYTES);
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
