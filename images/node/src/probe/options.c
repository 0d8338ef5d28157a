#include "options.h"

#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/numbers.h"
#include "common/peers.h"
#include "packet.h"

_Noreturn static void explain_usage(void)
{
    fputs("usage: switchover-probe --listen PORT --send ADDRESS:PORT --rate PACKETS_PER_SECOND\n"
          "                        --source-ports PORT[,PORT...] [--records DIRECTORY]\n"
          "                        [--tick-us MICROSECONDS] [--max-seconds SECONDS] [--payload-bytes BYTES]\n",
          stderr);
    exit(2);
}

/* Each port is the flow of its place in the list. */
static void read_source_ports(struct options *options, char *list)
{
    options->flows = 0;
    for (char *port; (port = strsep(&list, ",")) != NULL;) {
        if (options->flows == MOST_FLOWS)
            errx(2, "--source-ports must name at most %d ports", MOST_FLOWS);
        options->source_ports[options->flows++] = parse_number("each of --source-ports", port, 1, UINT16_MAX);
    }
}

struct options read_options(int argc, char *argv[])
{
    enum { LISTEN, SEND, RATE, SOURCE_PORTS, REQUIRED_OPTIONS, RECORDS = REQUIRED_OPTIONS, TICK, MAX_SECONDS, PAYLOAD };
    static const struct option names[] = {
        {"listen", required_argument, NULL, LISTEN},
        {"send", required_argument, NULL, SEND},
        {"rate", required_argument, NULL, RATE},
        {"source-ports", required_argument, NULL, SOURCE_PORTS},
        {"records", required_argument, NULL, RECORDS},
        {"tick-us", required_argument, NULL, TICK},
        {"max-seconds", required_argument, NULL, MAX_SECONDS},
        {"payload-bytes", required_argument, NULL, PAYLOAD},
        {0},
    };
    struct options options = {.tick_microseconds = 1000, .max_seconds = 3600, .payload_bytes = sizeof(struct packet)};
    bool given[PAYLOAD + 1] = {false};

    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (option) {
        case LISTEN:
            options.listen_port = parse_number("--listen", optarg, 1, UINT16_MAX);
            break;
        case SEND:
            options.peer = parse_peer("--send", optarg);
            break;
        case RATE:
            options.rate = parse_number("--rate", optarg, 1, 10000);
            break;
        case SOURCE_PORTS:
            read_source_ports(&options, optarg);
            break;
        case RECORDS:
            options.records_directory = optarg;
            break;
        case TICK:
            options.tick_microseconds = parse_number("--tick-us", optarg, 1, 1000000);
            break;
        case MAX_SECONDS:
            options.max_seconds = parse_number("--max-seconds", optarg, 1, 86400);
            break;
        case PAYLOAD:
            options.payload_bytes =
                parse_number("--payload-bytes", optarg, sizeof(struct packet), MOST_PAYLOAD_BYTES);
            break;
        default:
            explain_usage();
        }
        given[option] = true;
    }
    for (int option = 0; option < REQUIRED_OPTIONS; option++)
        if (!given[option])
            explain_usage();
    if (optind < argc)
        explain_usage();
    return options;
}
