/**
 * The start script of a node: the commands that an engineer would type, in the same order. It ends when everything
 * runs. The agent, which is PID 1, then reports the node as ready, and keeps the daemons.
 */
export function startScript(node: string, lines: readonly string[]): string {
  return ['#!/bin/sh -eu', `# Starts ${node}.`, '', ...waitForFunction, '', ...lines, ''].join('\n');
}

/** The script of what can start before the node has its links. The agent runs it first, and then waits for the links. */
export const beforeLinksScript = (node: string, lines: readonly string[]): string =>
  [
    '#!/bin/sh -eu',
    `# Starts what ${node} can start before it has its links.`,
    '',
    ...waitForFunction,
    '',
    ...lines,
    '',
  ].join('\n');

/** A shell function that waits for a condition, so that no script needs a pause. */
export const waitForFunction: readonly string[] = [
  '# wait_for WHAT COMMAND...: until the command succeeds, 5 s at most.',
  'wait_for() {',
  '  what=$1',
  '  shift',
  '  tries=0',
  '  until "$@"; do',
  '    tries=$((tries + 1))',
  '    if [ $tries -ge 500 ]; then',
  '      echo "$what did not appear within 5 s" >&2',
  '      exit 1',
  '    fi',
  '    sleep 0.01',
  '  done',
  '}',
];

export const paths = {
  /** What can start before the node has its links. */
  beforeLinks: '/etc/switchover/before-links',
  start: '/etc/switchover/start',
  connect: '/etc/switchover/connect',
  retry: '/etc/switchover/retry',
  drain: '/etc/switchover/drain',
  restart: '/etc/switchover/restart',
  role: '/etc/switchover/role',
  keepalived: '/etc/keepalived/keepalived.conf',
  network: '/etc/switchover/network',
  status: '/etc/switchover/status',
  /** Exists as soon as the start script has succeeded. */
  ready: '/run/switchover-ready',
  /** When packets last came through each tunnel interface; written by the agent (images/node/README.md). */
  arrivals: '/run/switchover-arrivals',
  nftables: '/etc/nftables.conf',
  updown: '/etc/ipsec/updown',
} as const;
