#include "line.h"

#include "common/clock.h"

struct json_line *begin_line(const char *kind)
{
    static struct json_line line;
    json_begin_line(&line);
    json_number(&line, "t", monotonic_nanoseconds());
    json_text(&line, "kind", kind);
    return &line;
}

void end_line(struct json_line *line)
{
    json_end_line(line);
    /* If the reader is gone, the line is lost, and the node works on until it is told to stop. */
    json_print(line);
}
