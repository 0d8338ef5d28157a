#include "packet_filter.h"

#include <arpa/inet.h>
#include <endian.h>
#include <err.h>
#include <libmnl/libmnl.h>
#include <libnftnl/chain.h>
#include <libnftnl/expr.h>
#include <libnftnl/rule.h>
#include <libnftnl/table.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

/* The nft language has only whole seconds for times, so the rules go to the kernel as netlink messages. */

static const char table_name[] = "switchover-window", chain_name[] = "forward";
enum { DESTINATION_PORT_OFFSET = 2, BUFFER_SIZE = 1 << 16 };

static struct mnl_socket *the_socket(void)
{
    static struct mnl_socket *socket;
    if (socket == NULL) {
        socket = mnl_socket_open(NETLINK_NETFILTER);
        if (socket == NULL || mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0)
            err(1, "netlink");
    }
    return socket;
}

static struct nftnl_expr *append(struct nftnl_rule *rule, const char *name)
{
    struct nftnl_expr *expression = nftnl_expr_alloc(name);
    if (expression == NULL)
        err(1, "%s", name);
    nftnl_rule_add_expr(rule, expression);
    return expression;
}

static void load_meta(struct nftnl_rule *rule, uint32_t key)
{
    struct nftnl_expr *meta = append(rule, "meta");
    nftnl_expr_set_u32(meta, NFTNL_EXPR_META_KEY, key);
    nftnl_expr_set_u32(meta, NFTNL_EXPR_META_DREG, NFT_REG_1);
}

static void compare(struct nftnl_rule *rule, uint32_t operation, const void *value, uint32_t length)
{
    struct nftnl_expr *comparison = append(rule, "cmp");
    nftnl_expr_set_u32(comparison, NFTNL_EXPR_CMP_SREG, NFT_REG_1);
    nftnl_expr_set_u32(comparison, NFTNL_EXPR_CMP_OP, operation);
    nftnl_expr_set(comparison, NFTNL_EXPR_CMP_DATA, value, length);
}

static void match_passage(struct nftnl_rule *rule, const struct passage *passage)
{
    char name[IFNAMSIZ] = {0};
    for (int i = 0; i < IFNAMSIZ - 1 && passage->device[i] != '\0'; i++)
        name[i] = passage->device[i];
    load_meta(rule, passage->outward ? NFT_META_OIFNAME : NFT_META_IIFNAME);
    compare(rule, NFT_CMP_EQ, name, sizeof name);
}

static void match_udp_port(struct nftnl_rule *rule, uint16_t port)
{
    const uint8_t udp = IPPROTO_UDP;
    load_meta(rule, NFT_META_L4PROTO);
    compare(rule, NFT_CMP_EQ, &udp, sizeof udp);

    struct nftnl_expr *payload = append(rule, "payload");
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_BASE, NFT_PAYLOAD_TRANSPORT_HEADER);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_OFFSET, DESTINATION_PORT_OFFSET);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_LEN, sizeof port);
    nftnl_expr_set_u32(payload, NFTNL_EXPR_PAYLOAD_DREG, NFT_REG_1);
    port = htons(port);
    compare(rule, NFT_CMP_EQ, &port, sizeof port);
}

/* The packet filter compares byte by byte, so the time has to be in network byte order. */
static void match_window(struct nftnl_rule *rule, struct window window)
{
    load_meta(rule, NFT_META_TIME_NS);
    struct nftnl_expr *order = append(rule, "byteorder");
    nftnl_expr_set_u32(order, NFTNL_EXPR_BYTEORDER_SREG, NFT_REG_1);
    nftnl_expr_set_u32(order, NFTNL_EXPR_BYTEORDER_DREG, NFT_REG_1);
    nftnl_expr_set_u32(order, NFTNL_EXPR_BYTEORDER_OP, NFT_BYTEORDER_HTON);
    nftnl_expr_set_u32(order, NFTNL_EXPR_BYTEORDER_LEN, sizeof(uint64_t));
    nftnl_expr_set_u32(order, NFTNL_EXPR_BYTEORDER_SIZE, sizeof(uint64_t));

    const uint64_t start = htobe64((uint64_t)window.start), end = htobe64((uint64_t)window.end);
    compare(rule, NFT_CMP_GTE, &start, sizeof start);
    compare(rule, NFT_CMP_LT, &end, sizeof end);
}

static void count_and_drop(struct nftnl_rule *rule)
{
    append(rule, "counter");
    struct nftnl_expr *verdict = append(rule, "immediate");
    nftnl_expr_set_u32(verdict, NFTNL_EXPR_IMM_DREG, NFT_REG_VERDICT);
    nftnl_expr_set_u32(verdict, NFTNL_EXPR_IMM_VERDICT, NF_DROP);
}

static struct nlmsghdr *next_message(struct mnl_nlmsg_batch *batch, uint16_t type, uint16_t flags)
{
    static uint32_t sequence;
    return nftnl_nlmsg_build_hdr(mnl_nlmsg_batch_current(batch), type, NFPROTO_INET, flags, ++sequence);
}

static void put_table(struct mnl_nlmsg_batch *batch)
{
    struct nftnl_table *table = nftnl_table_alloc();
    nftnl_table_set_str(table, NFTNL_TABLE_NAME, table_name);
    nftnl_table_set_u32(table, NFTNL_TABLE_FLAGS, NFT_TABLE_F_OWNER);
    nftnl_table_nlmsg_build_payload(next_message(batch, NFT_MSG_NEWTABLE, NLM_F_CREATE | NLM_F_EXCL), table);
    nftnl_table_free(table);
    mnl_nlmsg_batch_next(batch);
}

static void put_chain(struct mnl_nlmsg_batch *batch)
{
    struct nftnl_chain *chain = nftnl_chain_alloc();
    nftnl_chain_set_str(chain, NFTNL_CHAIN_TABLE, table_name);
    nftnl_chain_set_str(chain, NFTNL_CHAIN_NAME, chain_name);
    nftnl_chain_set_str(chain, NFTNL_CHAIN_TYPE, "filter");
    nftnl_chain_set_u32(chain, NFTNL_CHAIN_HOOKNUM, NF_INET_FORWARD);
    nftnl_chain_set_s32(chain, NFTNL_CHAIN_PRIO, 0);
    nftnl_chain_nlmsg_build_payload(next_message(batch, NFT_MSG_NEWCHAIN, NLM_F_CREATE), chain);
    nftnl_chain_free(chain);
    mnl_nlmsg_batch_next(batch);
}

static void put_rule(struct mnl_nlmsg_batch *batch, const struct passage *passage, uint16_t port, struct window window)
{
    struct nftnl_rule *rule = nftnl_rule_alloc();
    nftnl_rule_set_str(rule, NFTNL_RULE_TABLE, table_name);
    nftnl_rule_set_str(rule, NFTNL_RULE_CHAIN, chain_name);
    match_passage(rule, passage);
    match_udp_port(rule, port);
    match_window(rule, window);
    count_and_drop(rule);
    struct nlmsghdr *header = next_message(batch, NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND | NLM_F_ACK);
    nftnl_rule_nlmsg_build_payload(header, rule);
    nftnl_rule_free(rule);
    mnl_nlmsg_batch_next(batch);
}

/* Reads messages until `answers` answers are complete. */
static void receive(int answers, mnl_cb_t on_message, void *data)
{
    static char buffer[BUFFER_SIZE];
    while (answers > 0) {
        ssize_t length = mnl_socket_recvfrom(the_socket(), buffer, sizeof buffer);
        int state = length < 0 ? -1 : mnl_cb_run(buffer, length, 0, 0, on_message, data);
        if (state < 0)
            err(1, "packet filter");
        if (state == MNL_CB_STOP)
            answers--;
    }
}

void load_rules(const struct passage *passages, int count, uint16_t port, struct window window)
{
    static char buffer[BUFFER_SIZE];
    struct mnl_nlmsg_batch *batch = mnl_nlmsg_batch_start(buffer, sizeof buffer);
    nftnl_batch_begin(mnl_nlmsg_batch_current(batch), 0);
    mnl_nlmsg_batch_next(batch);
    put_table(batch);
    put_chain(batch);
    for (int i = 0; i < count; i++)
        put_rule(batch, &passages[i], port, window);
    nftnl_batch_end(mnl_nlmsg_batch_current(batch), 0);
    mnl_nlmsg_batch_next(batch);

    if (mnl_socket_sendto(the_socket(), mnl_nlmsg_batch_head(batch), mnl_nlmsg_batch_size(batch)) < 0)
        err(1, "packet filter");
    mnl_nlmsg_batch_stop(batch);
    /* The kernel acknowledges the rules, and nothing else. */
    receive(count, NULL, NULL);
}

struct reading {
    int count, rules;
    uint64_t *dropped;
};

static int read_rule(const struct nlmsghdr *header, void *data)
{
    struct reading *reading = data;
    struct nftnl_rule *rule = nftnl_rule_alloc();
    if (nftnl_rule_nlmsg_parse(header, rule) < 0 || reading->rules == reading->count)
        errx(1, "the packet filter has other rules than it was given");
    struct nftnl_expr_iter *expressions = nftnl_expr_iter_create(rule);
    for (struct nftnl_expr *each; (each = nftnl_expr_iter_next(expressions)) != NULL;) {
        if (nftnl_expr_is_set(each, NFTNL_EXPR_CTR_PACKETS) &&
            strcmp(nftnl_expr_get_str(each, NFTNL_EXPR_NAME), "counter") == 0)
            reading->dropped[reading->rules] = nftnl_expr_get_u64(each, NFTNL_EXPR_CTR_PACKETS);
    }
    nftnl_expr_iter_destroy(expressions);
    nftnl_rule_free(rule);
    reading->rules++;
    return MNL_CB_OK;
}

void read_counters(int count, uint64_t *dropped)
{
    static char buffer[BUFFER_SIZE];
    struct nlmsghdr *header = nftnl_nlmsg_build_hdr(buffer, NFT_MSG_GETRULE, NFPROTO_INET, NLM_F_DUMP, 0);
    struct nftnl_rule *whose = nftnl_rule_alloc();
    nftnl_rule_set_str(whose, NFTNL_RULE_TABLE, table_name);
    nftnl_rule_set_str(whose, NFTNL_RULE_CHAIN, chain_name);
    nftnl_rule_nlmsg_build_payload(header, whose);
    nftnl_rule_free(whose);
    if (mnl_socket_sendto(the_socket(), header, header->nlmsg_len) < 0)
        err(1, "packet filter");

    struct reading reading = {.count = count, .dropped = dropped};
    receive(1, read_rule, &reading);
    if (reading.rules != count)
        errx(1, "the packet filter has %d rules instead of %d", reading.rules, count);
}
