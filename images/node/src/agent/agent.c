/*
 * switchover-agent: PID 1 of every node.
 *
 * It starts the node once its links exist. From then on it reports what happens in the node, one JSON object a line.
 * images/node/README.md describes the lines.
 */
#include <err.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "children.h"
#include "counters.h"
#include "event_loop.h"
#include "keepalive.h"
#include "line.h"
#include "links.h"
#include "netlink.h"
#include "syslog_socket.h"
#include "timer.h"
#include "vici.h"

/* How long a daemon may take after SIGTERM to say goodbye to its peers (BGP NOTIFICATION, IKE DELETE). */
#define GRACE_MILLISECONDS 1000

/* While the agent waits for room in its pipe, the daemons wait for it in syslog(3), so the pipe has room for a reader
 * that is slow for a moment. This is the most that the kernel gives without CAP_SYS_RESOURCE (fs.pipe-max-size). */
#define STDOUT_PIPE_BYTES (1 << 20)

static const char **awaited_links;
static size_t awaited_link_count;
static char *first_command[2];
static pid_t first_command_pid;
static bool first_is_over;
static char *const *start_command;
static pid_t start_command_pid;
static bool started;
static bool stopping;
static int signals;

static void print_ready(void)
{
    end_line(begin_line("ready"));
}

static void print_failed(const struct ended_child *child)
{
    struct json_line *line = begin_line("failed");
    json_text(line, "status", child->status);
    end_line(line);
}

static void print_exit(const struct ended_child *child)
{
    struct json_line *line = begin_line("exit");
    json_text(line, "program", child->program);
    json_text(line, "status", child->status);
    end_line(line);
}

static void start_once_links_exist(void)
{
    if (started || stopping || !first_is_over)
        return;
    for (size_t i = 0; i < awaited_link_count; i++)
        if (!link_exists(awaited_links[i]))
            return;
    started = true;
    if (*start_command == NULL)
        print_ready();
    else
        start_command_pid = start_child(start_command);
}

static void child_ended(const struct ended_child *child)
{
    bool is_first_command = child->pid == first_command_pid && !stopping;
    bool is_start_command = child->pid == start_command_pid && !stopping;
    if (is_first_command && child->succeeded) {
        first_is_over = true;
        start_once_links_exist();
    } else if (is_start_command && child->succeeded) {
        print_ready();
    } else if (is_first_command || is_start_command) {
        print_failed(child);
        exit(1);
    } else {
        print_exit(child);
    }
}

static void reap(void)
{
    if (!reap_children(child_ended) && stopping)
        exit(0);
}

static void grace_is_over(void *context)
{
    (void)context;
    exit(0); /* When PID 1 ends, the kernel kills every other process of the node. */
}

static void stop(void)
{
    static struct watch watch = {.readable = grace_is_over};
    if (stopping)
        return;
    stopping = true;

    set_timer(open_timer(&watch), GRACE_MILLISECONDS);
    kill(-1, SIGTERM);
    reap();
}

static void signal_arrived(void *context)
{
    (void)context;
    struct signalfd_siginfo info;
    if (read(signals, &info, sizeof info) != sizeof info)
        err(1, "signalfd");
    if (info.ssi_signo == SIGCHLD)
        reap();
    else
        stop();
}

static void watch_signals(void)
{
    static struct watch watch = {.readable = signal_arrived};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signals = signalfd(-1, &set, SFD_CLOEXEC);
    if (signals < 0)
        err(1, "signalfd");
    loop_watch(signals, &watch);
    signal(SIGPIPE, SIG_IGN);
}

_Noreturn static void explain_usage(void)
{
    fputs("usage: switchover-agent [--first PROGRAM] [--wait-link NAME]... [--vici NAME=SOCKETPATH]...\n"
          "                        [--counters PREFIX] [--keepalive LINK=HOST] [-- COMMAND ARG...]\n",
          stderr);
    exit(2);
}

/* Calls it with the two sides of NAME=VALUE. */
static void split(char *argument, void (*use)(const char *name, const char *value))
{
    char *equals = strchr(argument, '=');
    if (equals == NULL)
        explain_usage();
    *equals = '\0';
    use(argument, equals + 1);
}

static void read_options(int argc, char *argv[])
{
    enum { FIRST = 'f', WAIT_LINK = 'l', VICI = 'v', COUNTERS = 'c', KEEPALIVE = 'k' };
    static const struct option options[] = {
        {"first", required_argument, NULL, FIRST},
        {"wait-link", required_argument, NULL, WAIT_LINK},
        {"vici", required_argument, NULL, VICI},
        {"counters", required_argument, NULL, COUNTERS},
        {"keepalive", required_argument, NULL, KEEPALIVE},
        {0},
    };

    awaited_links = calloc(argc, sizeof *awaited_links);
    if (awaited_links == NULL)
        err(1, "no memory for %d arguments", argc);
    /* "+": the command begins with the first word that is not an option. */
    for (int option; (option = getopt_long(argc, argv, "+", options, NULL)) != -1;) {
        if (option == FIRST)
            first_command[0] = optarg;
        else if (option == WAIT_LINK)
            awaited_links[awaited_link_count++] = optarg;
        else if (option == VICI)
            split(optarg, vici_follow);
        else if (option == COUNTERS)
            counters_follow(optarg);
        else if (option == KEEPALIVE)
            split(optarg, keepalive_to);
        else
            explain_usage();
    }
    start_command = argv + optind;
}

int main(int argc, char *argv[])
{
    /* Anywhere else, kill(-1) would also end processes outside the node. */
    if (getpid() != 1)
        errx(2, "must be PID 1 of a container");

    syslog_socket_open();
    fcntl(STDOUT_FILENO, F_SETPIPE_SZ, STDOUT_PIPE_BYTES);
    watch_signals();
    read_options(argc, argv);
    if (first_command[0] == NULL)
        first_is_over = true;
    else
        first_command_pid = start_child(first_command);
    netlink_open(start_once_links_exist);
    loop_run();
}
