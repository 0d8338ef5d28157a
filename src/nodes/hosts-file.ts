import type { LocalTunnel } from '../topology/find.ts';

/** The records of the lab that a node needs: /etc/hosts with the names of its peers. Undefined: it needs none. */
export function hostsFile(tunnels: readonly LocalTunnel[]): string | undefined {
  const records = tunnels.flatMap(({ remote: { fqdn, publicAddress } }) =>
    fqdn === undefined ? [] : [`${publicAddress} ${fqdn}`],
  );
  if (records.length === 0) return undefined;
  return ['127.0.0.1 localhost', '# The records of the lab.', ...new Set(records), ''].join('\n');
}
