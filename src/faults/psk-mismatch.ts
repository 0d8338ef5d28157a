import { posix } from 'node:path';
import { swanctl } from '../nodes/scripts/load-line.ts';
import { nothingBroken } from '../topology/broken.ts';
import { fault } from './kit/define-fault.ts';
import { lasting } from './kit/parameters.ts';
import { seen, tunnelDown } from './kit/seen.ts';
import {
  beginAgain,
  beginScript,
  checkTunnel,
  downAlready,
  firstTunnel,
  initiatingEnd,
  type NodeEnd,
  oneEnd,
  terminate,
  tunnelEnd,
} from './kit/tunnel.ts';

/**
 * The shared key of a tunnel is changed at one end, and the tunnel is reset: a changed key alone does not harm an SA that
 * is up, and shows only when a new one is made. From then on the two ends cannot authenticate each other.
 */
export const pskMismatch = fault({
  name: 'psk-mismatch',
  summary: 'the shared key of a tunnel is changed at one end, and the tunnel is reset',
  usualTarget: 'the first tunnel',
  parameters: { ...lasting, ...oneEnd },
  targetKinds: ['tunnel'],
  notice: () => 'peers',
  targets: firstTunnel,
  check: ({ topology }, { target, parameters: { at } }) => checkTunnel(topology, target, at),
  impossibleNow: (bench, { target, parameters: { at } }) => downAlready(bench, target, at),
  breaks: (_, { target }) => ({ ...nothingBroken, tunnels: [target] }),
  undo(situation, { target, parameters: { at, lastsSeconds } }) {
    const afterSeconds = lastsSeconds ?? situation.profile.repairSeconds;
    const end = tunnelEnd(situation, target, at);
    const script = [`rm -f ${markOf(end)}`, loadKeys(end)].join('\n');
    return [
      { kind: 'run', node: end.node, script, afterSeconds },
      beginAgain(initiatingEnd(situation, target), afterSeconds),
    ];
  },
  async apply(bench, { target, parameters: { at } }) {
    const end = tunnelEnd(bench, target, at);
    const initiator = initiatingEnd(bench, target);
    const appliedAt = await bench.timed(
      end.node,
      [
        `mkdir -p ${posix.dirname(markOf(end))}`,
        `touch ${markOf(end)}`,
        loadKeys(end),
        terminate(end, '--timeout 1'),
      ].join('\n'),
    );
    // An end that was told to delete a tunnel does not begin it again by itself.
    await bench.timed(initiator.node, beginScript(initiator));
    return appliedAt;
  },
  async verify(bench, { target, parameters: { at } }, appliedAt) {
    const { node, local } = tunnelEnd(bench, target, at);
    const initiator = initiatingEnd(bench, target);
    await tunnelDown(bench, { node, tunnel: local.connection }, appliedAt);
    await seen(
      bench,
      `a refused authentication on ${initiator.node}`,
      appliedAt,
      (event) =>
        event.node === initiator.node &&
        event.kind === 'log' &&
        event.program === 'charon' &&
        event.text.includes('AUTHENTICATION_FAILED'),
    );
  },
});

/** Not a secret: it only has to be another key. */
const wrongKey = 'NotTheSharedKey';

const folderOf = ({ charon }: NodeEnd): string => posix.dirname(charon.swanctlConf);

/** This file exists while the key of the tunnel is wrong. The node's own file of keys is never touched. */
const markOf = (end: NodeEnd): string => `${folderOf(end)}/wrong-keys/ike-${end.local.connection}`;

/** Loads the keys of a charon: wrong ones for the marked connections, all others as they are. */
const loadKeys = (end: NodeEnd): string =>
  [
    `cd ${folderOf(end)}`,
    'cp -p secrets.conf loaded.conf',
    'for mark in wrong-keys/*; do',
    '  [ -e "$mark" ] || continue',
    `  sed -i "/^  \${mark#wrong-keys/} {/,/^  }/ s/^\\( *secret = \\).*/\\1\\"${wrongKey}\\"/" loaded.conf`,
    'done',
    swanctl(end.charon, `--load-creds --clear --noprompt --file ${folderOf(end)}/loaded.conf`),
    'rm loaded.conf',
  ].join('\n');
