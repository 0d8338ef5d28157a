import { swanctl } from '../nodes/scripts/load-line.ts';
import { nothingBroken } from '../topology/broken.ts';
import type { Fault } from './kit/fault.ts';
import { stampedScript } from './kit/instant.ts';
import { deleteTable } from './kit/packet-filter.ts';
import { tunnelDown } from './kit/seen.ts';
import { beginAgain, checkTunnel, chosenEnd, firstTunnel, initiatingEnd } from './kit/tunnel.ts';
import type { UndoStep } from './kit/undo.ts';

const untold = 'untold';
const deleteUntold = deleteTable('inet', untold);

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
  undo(lab, request) {
    const afterSeconds = request.with.lastsSeconds ?? lab.blueprint.profile.repairSeconds;
    const { node } = chosenEnd(lab, request);
    const told: UndoStep = { kind: 'run', node, script: deleteUntold, afterSeconds, ifNeeded: true };
    return [told, beginAgain(initiatingEnd(lab, request.target), afterSeconds)];
  },
  apply(lab, request) {
    const { node, charon, local } = chosenEnd(lab, request);
    const terminate = (how: string) => swanctl(charon, `--terminate --ike ${local.connection} ${how}`);
    if (!request.with.silently) return stampedScript(lab, node, terminate('--timeout 1'));
    // The DELETE is lost on its way out; nobody waits for an answer.
    return stampedScript(
      lab,
      node,
      [
        // However the script ends.
        `trap '${deleteUntold}' EXIT`,
        "nft -f - <<'END'",
        `table inet ${untold} {`,
        '  chain out {',
        '    type filter hook postrouting priority 300',
        `    ip daddr ${local.remote.publicAddress} udp dport 500 drop`,
        `    ip daddr ${local.remote.publicAddress} udp dport 4500 @th,64,32 0 drop`,
        '  }',
        '}',
        'END',
        terminate('--force'),
      ].join('\n'),
    );
  },
  verify(lab, request, since) {
    const { node, local } = chosenEnd(lab, request);
    return tunnelDown(lab, { node, tunnel: local.connection, since });
  },
};
