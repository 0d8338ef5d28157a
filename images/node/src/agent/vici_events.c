#include "vici_events.h"

#include "line.h"

/*
 * The three events have the same shape. These are the parts that are read, in the order in which they come:
 *
 *   up = yes                  depth 0: only in an updown event, and only if the SA came up
 *   device1 {                 depth 1: the connection (an IKE SA)
 *     state = ESTABLISHED
 *     child-sas {             depth 2
 *       net-7 {               depth 3: a child SA
 *         name = net
 *         state = INSTALLED
 */
enum { ROOT_DEPTH = 0, IKE_DEPTH = 1, CHILD_DEPTH = 3 };

struct event {
    const char *vici;
    bool is_ike_updown;
    bool is_child_updown;
    bool is_list_sa; /* a part of the answer to list-sas */
    bool up;
    struct vici_text connection;
    struct vici_text child;
};

static void print_ike(const struct event *event, bool up)
{
    struct json_line *line = begin_line("ike");
    json_text(line, "vici", event->vici);
    json_bytes(line, "connection", event->connection.bytes, event->connection.length);
    json_flag(line, "up", up);
    end_line(line);
}

static void print_child(const struct event *event, bool up)
{
    struct json_line *line = begin_line("child");
    json_text(line, "vici", event->vici);
    json_bytes(line, "connection", event->connection.bytes, event->connection.length);
    json_bytes(line, "child", event->child.bytes, event->child.length);
    json_flag(line, "up", up);
    end_line(line);
}

static void read_section(struct event *event, int depth, struct vici_text name)
{
    if (depth != IKE_DEPTH)
        return;
    event->connection = name;
    if (event->is_ike_updown)
        print_ike(event, event->up);
}

static void read_key(struct event *event, int depth, struct vici_text name, struct vici_text value)
{
    if (depth == ROOT_DEPTH && vici_text_is(name, "up")) {
        event->up = vici_text_is(value, "yes");
    } else if (depth == CHILD_DEPTH && vici_text_is(name, "name")) {
        event->child = value;
        if (event->is_child_updown)
            print_child(event, event->up);
    } else if (event->is_list_sa && vici_text_is(name, "state")) {
        if (depth == IKE_DEPTH && vici_text_is(value, "ESTABLISHED"))
            print_ike(event, true);
        if (depth == CHILD_DEPTH && vici_text_is(value, "INSTALLED"))
            print_child(event, true);
    }
}

bool print_vici_event(const char *vici, struct vici_text name, struct vici_reader message)
{
    struct event event = {
        .vici = vici,
        .is_ike_updown = vici_text_is(name, "ike-updown"),
        .is_child_updown = vici_text_is(name, "child-updown"),
        .is_list_sa = vici_text_is(name, "list-sa"),
    };
    struct vici_element element;
    int depth = ROOT_DEPTH;
    while (vici_next_element(&message, &element)) {
        if (element.type == VICI_SECTION_START)
            read_section(&event, ++depth, element.name);
        else if (element.type == VICI_SECTION_END)
            depth--;
        else if (element.type == VICI_KEY_VALUE)
            read_key(&event, depth, element.name, element.value);
    }
    return event.is_child_updown && event.child.bytes != NULL && !event.up;
}
