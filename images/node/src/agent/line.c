#include "line.h"

#include <stdbool.h>

#include "common/clock.h"

struct json_line *begin_line(const char *kind)
{
    static struct json_line line;
    json_begin_line(&line);
    json_number(&line, "t", monotonic_nanoseconds());
    json_text(&line, "kind", kind);
    return &line;
}

/* Complete lines that wait for release_lines. */
static struct json_line held;
static bool is_holding;

void hold_lines(void)
{
    is_holding = true;
}

void release_lines(void)
{
    is_holding = false;
    json_print(&held);
    held.length = 0;
}

void end_line(struct json_line *line)
{
    json_end_line(line);
    if (is_holding) {
        json_append(&held, line);
        return;
    }
    /* If the reader is gone, the line is lost, and the node works on until it is told to stop. */
    json_print(line);
}
