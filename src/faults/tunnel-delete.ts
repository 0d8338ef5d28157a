import { swanctl } from '../roles/load-line.ts';
import { nothingBroken } from '../topology/broken.ts';
import type { Fault } from './fault.ts';
import { stampedScript } from './instant.ts';
import { tunnelDown } from './seen.ts';
import { beginAgain, checkTunnel, chosenEnd, firstTunnel, initiatingEnd } from './tunnel.ts';

/**
 * One end of a tunnel forgets its IKE SA with all that belongs to it, as when somebody clears it by hand. Told, the peer
 * forgets it as well; otherwise it sends into nothing until dead peer detection finds out.
 */
export const tunnelDelete: Fault = {
  kind: 'single',
  name: 'tunnel-delete',
  summary:
    "one end deletes the SAs of a tunnel, with or without telling the peer (silently, at); default: the device's end of the first tunnel",
  notice: ({ silently = false }) => (silently ? 'nobody' : 'peers'),
  targets: firstTunnel,
  check: checkTunnel,
  breaks: (_, { target }) => ({ ...nothingBroken, tunnels: [target] }),
  undo: (lab, { target, with: { lastsSeconds } }) => [
    beginAgain(initiatingEnd(lab, target), lastsSeconds ?? lab.blueprint.profile.repairSeconds),
  ],
  apply(lab, request) {
    const { node, charon, local } = chosenEnd(lab, request);
    const terminate = (how: string) => swanctl(charon, `--terminate --ike ${local.connection} ${how}`);
    if (!request.with.silently) return stampedScript(lab, node, terminate('--timeout 1'));
    // The DELETE is lost on its way out; nobody waits for an answer.
    return stampedScript(
      lab,
      node,
      [
        "nft -f - <<'END'",
        'table inet untold {',
        '  chain out {',
        '    type filter hook postrouting priority 300',
        `    ip daddr ${local.remote.publicAddress} udp dport 500 drop`,
        `    ip daddr ${local.remote.publicAddress} udp dport 4500 @th,64,32 0 drop`,
        '  }',
        '}',
        'END',
        terminate('--force'),
        'nft delete table inet untold',
      ].join('\n'),
    );
  },
  verify(lab, request, since) {
    const { node, local } = chosenEnd(lab, request);
    return tunnelDown(lab, { node, tunnel: local.connection, since });
  },
};
