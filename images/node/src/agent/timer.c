#include "timer.h"

#include <err.h>
#include <sys/timerfd.h>
#include <unistd.h>

int open_timer(struct watch *watch)
{
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (timer < 0)
        err(1, "timerfd");
    loop_watch(timer, watch);
    return timer;
}

void set_timer(int timer, long milliseconds)
{
    struct timespec interval = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
    struct itimerspec times = {.it_interval = interval, .it_value = interval};
    if (timerfd_settime(timer, 0, &times, NULL) < 0)
        err(1, "timerfd");
}

uint64_t read_timer(int timer)
{
    uint64_t expirations;
    if (read(timer, &expirations, sizeof expirations) != sizeof expirations)
        err(1, "timerfd");
    return expirations;
}
