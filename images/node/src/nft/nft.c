/*
 * switchover-nft: changes the packet filter at a known moment.
 *
 * A fault begins with such a change, and T0 lies between the two stamps. The program nft would need 10 ms or more
 * between them, because it has to start first. Here everything slow happens before the first stamp, and the change
 * itself is one small transaction.
 */
#include <nftables/libnftables.h>
#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "common/json.h"

static int run(struct nft_ctx *nft, const char *script)
{
    if (nft_run_cmd_from_buffer(nft, script) == 0)
        return 0;
    fputs(nft_ctx_get_error_buffer(nft), stderr);
    return -1;
}

int main(int argc, char *argv[])
{
    if (argc != 5 || strcmp(argv[1], "--prepare") != 0 || strcmp(argv[3], "--apply") != 0) {
        fputs("usage: switchover-nft --prepare SCRIPT --apply SCRIPT\n", stderr);
        return 2;
    }
    const char *prepare = argv[2], *apply = argv[4];

    struct nft_ctx *nft = nft_ctx_new(NFT_CTX_DEFAULT);
    nft_ctx_buffer_error(nft);
    if (run(nft, prepare) < 0)
        return 1;

    int64_t before = monotonic_nanoseconds();
    if (run(nft, apply) < 0)
        return 1;
    int64_t after = monotonic_nanoseconds();

    struct json_line line = {0};
    json_begin_line(&line);
    json_number(&line, "before", before);
    json_number(&line, "after", after);
    json_end_line(&line);
    json_print(&line);

    json_free(&line);
    nft_ctx_free(nft);
    return 0;
}
