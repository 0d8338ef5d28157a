import * as z from 'zod';
import { swanctl } from '../nodes/scripts/load-line.ts';
import { nothingBroken } from '../topology/broken.ts';
import { fault } from './kit/fault.ts';
import { stampedScript } from './kit/instant.ts';
import { deleteTable } from './kit/packet-filter.ts';
import { lasting } from './kit/parameters.ts';
import { tunnelDown } from './kit/seen.ts';
import { beginAgain, checkTunnel, firstTunnel, initiatingEnd, oneEnd, tunnelEnd } from './kit/tunnel.ts';
import type { UndoStep } from './kit/undo.ts';

const untold = 'untold';
const deleteUntold = deleteTable('inet', untold);

/**
 * One end of a tunnel forgets its IKE SA with all that belongs to it, as when somebody clears it by hand. Told, the peer
 * forgets it as well; otherwise it sends into nothing until dead peer detection finds out.
 */
export const tunnelDelete = fault({
  name: 'tunnel-delete',
  summary: 'one end deletes the SAs of a tunnel, with or without telling the peer',
  usualTarget: 'the first tunnel',
  parameters: {
    ...lasting,
    silently: z.boolean().default(false).describe('true: the peer is not told. Default: false.'),
    ...oneEnd,
  },
  targetKinds: ['tunnel'],
  notice: ({ silently }) => (silently ? 'nobody' : 'peers'),
  targets: firstTunnel,
  check: ({ topology }, { target, parameters: { at } }) => checkTunnel(topology, target, at),
  breaks: (_, { target }) => ({ ...nothingBroken, tunnels: [target] }),
  undo(lab, request) {
    const afterSeconds = request.parameters.lastsSeconds ?? lab.blueprint.profile.repairSeconds;
    const { node } = tunnelEnd(lab, request.target, request.parameters.at);
    const told: UndoStep = { kind: 'run', node, script: deleteUntold, afterSeconds, ifNeeded: true };
    return [told, beginAgain(initiatingEnd(lab, request.target), afterSeconds)];
  },
  apply(lab, request) {
    const { node, charon, local } = tunnelEnd(lab, request.target, request.parameters.at);
    const terminate = (how: string) => swanctl(charon, `--terminate --ike ${local.connection} ${how}`);
    if (!request.parameters.silently) return stampedScript(lab, node, terminate('--timeout 1'));
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
    const { node, local } = tunnelEnd(lab, request.target, request.parameters.at);
    return tunnelDown(lab, { node, tunnel: local.connection, since });
  },
});
