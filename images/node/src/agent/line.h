/* One line of JSON on stdout for each event. The agent prints nothing else there. */
#ifndef SWITCHOVER_LINE_H
#define SWITCHOVER_LINE_H

#include "common/json.h"

/* Begins the line of an event that the agent has just learned of: {"t":NANOSECONDS,"kind":KIND. There is one line at
 * a time. */
struct json_line *begin_line(const char *kind);

/* Ends the line and prints it at once, or with others if lines are held. */
void end_line(struct json_line *line);

/* From here on lines wait, until release_lines prints them in one write. */
void hold_lines(void);
void release_lines(void);

#endif
