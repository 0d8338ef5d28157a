import * as z from 'zod';
import { nothingBroken } from '../topology/broken.ts';
import { fault } from './kit/define-fault.ts';
import { deleteTable } from './kit/packet-filter.ts';
import { tunnelDown } from './kit/seen.ts';
import {
  checkTunnel,
  downAlready,
  firstTunnel,
  type NodeEnd,
  oneEnd,
  terminate,
  tunnelEnd,
} from './kit/tunnel.ts';

const untold = 'untold';
const deleteUntold = deleteTable('inet', untold);

/**
 * One end of a tunnel deletes its IKE SA with its child SA, as when an operator clears it by hand. A peer that is told
 * deletes them as well; a peer that is not sends into nothing until dead peer detection finds out, or a new tunnel
 * takes the place of the old one.
 */
export const tunnelDelete = fault({
  name: 'tunnel-delete',
  summary: 'one end deletes the SAs of a tunnel, with or without telling the peer',
  usualTarget: 'the first tunnel',
  parameters: {
    silently: z.boolean().default(false).describe('true: the peer is not told. Default: false.'),
    ...oneEnd,
  },
  targetKinds: ['tunnel'],
  notice: ({ silently }) => (silently ? 'nobody' : 'peers'),
  targets: firstTunnel,
  check: ({ topology }, { target, parameters: { at } }) => checkTunnel(topology, target, at),
  impossibleNow: (bench, { target, parameters: { at } }) => downAlready(bench, target, at),
  breaks: (_, { target }) => ({ ...nothingBroken, tunnels: [target], returns: true }),
  // The end that initiates starts it again by itself, sooner than anything that is undone later could.
  undo: () => [],
  apply(bench, { target, parameters: { at, silently } }) {
    const end = tunnelEnd(bench, target, at);
    return bench.timed(end.node, silently ? terminateSilently(end) : terminate(end, '--timeout 1'));
  },
  verify(bench, { target, parameters: { at } }, appliedAt) {
    const { node, local } = tunnelEnd(bench, target, at);
    return tunnelDown(bench, { node, tunnel: local.connection }, appliedAt);
  },
});

/** The DELETE is lost on its way out, and charon does not wait for an answer. */
const terminateSilently = (end: NodeEnd): string => {
  const peer = end.local.remote.publicAddress;
  return [
    // However the script ends.
    `trap '${deleteUntold}' EXIT`,
    "nft -f - <<'END'",
    `table inet ${untold} {`,
    '  chain out {',
    '    type filter hook postrouting priority 300',
    `    ip daddr ${peer} udp dport 500 drop`,
    `    ip daddr ${peer} udp dport 4500 @th,64,32 0 drop`,
    '  }',
    '}',
    'END',
    terminate(end, '--force'),
  ].join('\n');
};
