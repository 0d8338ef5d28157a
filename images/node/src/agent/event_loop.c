#include "event_loop.h"

#include <err.h>
#include <errno.h>
#include <sys/epoll.h>

static int epoll_descriptor(void)
{
    static int descriptor = -1;
    if (descriptor < 0 && (descriptor = epoll_create1(EPOLL_CLOEXEC)) < 0)
        err(1, "epoll_create1");
    return descriptor;
}

void loop_watch(int descriptor, struct watch *watch)
{
    struct epoll_event interest = {.events = EPOLLIN, .data.ptr = watch};
    if (epoll_ctl(epoll_descriptor(), EPOLL_CTL_ADD, descriptor, &interest) < 0)
        err(1, "epoll_ctl");
}

void loop_run(void)
{
    for (;;) {
        /* One event at a time, so that a handler is never called for a descriptor that another has just closed. */
        struct epoll_event event;
        if (epoll_wait(epoll_descriptor(), &event, 1, -1) < 0) {
            if (errno == EINTR)
                continue;
            err(1, "epoll_wait");
        }
        struct watch *watch = event.data.ptr;
        watch->readable(watch->context);
    }
}
