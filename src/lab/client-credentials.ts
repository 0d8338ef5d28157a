import { randomBytes } from 'node:crypto';
import type { NodePlan, PlannedFile } from '../nodes/node-plan.ts';
import { credentialFiles, eapSecrets } from '../nodes/point-to-site/point-to-site.ts';
import type { PointToSite, Topology } from '../topology/topology.ts';

/**
 * Gives point-to-site clients and their gateways certificates or passwords. They are made for this lab alone, and only
 * root can read their files.
 */
export async function withClientCredentials(
  plans: readonly NodePlan[],
  topology: Topology,
  now: Date,
): Promise<NodePlan[]> {
  const files = new Map<string, ReadonlyMap<string, PlannedFile>>();
  for (const service of topology.pointToSite) {
    for (const [node, own] of await credentialsOf(service, now)) files.set(node, own);
  }
  return plans.map((plan) => ({ ...plan, files: new Map([...plan.files, ...(files.get(plan.node) ?? [])]) }));
}

async function credentialsOf(
  { serverName, nodes, clients, authentication }: PointToSite,
  now: Date,
): Promise<[string, Map<string, PlannedFile>][]> {
  const byCertificate = authentication === 'Certificate';
  // Its library is large, and most labs have no clients.
  const { makeCertificates } = await import('../nodes/point-to-site/certificates.ts');
  const made = await makeCertificates({ serverName, clients: byCertificate ? clients : [], now });
  const passwords = new Map(clients.map((client) => [client, randomBytes(12).toString('hex')]));
  const secrets = (names: readonly string[]): [string, string][] =>
    byCertificate
      ? []
      : [['secrets.conf', eapSecrets(new Map([...passwords].filter(([name]) => names.includes(name))))]];
  const server: [string, string][] = [
    [credentialFiles.certificate, made.server.certificate],
    [credentialFiles.privateKey, made.server.privateKey],
    [credentialFiles.authority, made.clientRoot],
    ...secrets(clients),
  ];
  return [
    ...nodes.map((node): [string, Map<string, PlannedFile>] => [node, planned(server)]),
    ...clients.map((client): [string, Map<string, PlannedFile>] => {
      const own = made.clients.get(client);
      return [
        client,
        planned([
          ...(own
            ? ([
                [credentialFiles.certificate, own.certificate],
                [credentialFiles.privateKey, own.privateKey],
              ] as const)
            : []),
          [credentialFiles.authority, made.serverRoot],
          ...secrets([client]),
        ]),
      ];
    }),
  ];
}

/** Where a node has its certificates and passwords. */
export const credentialFolder = '/etc/ipsec/point-to-site';

const planned = (files: readonly (readonly [string, string])[]): Map<string, PlannedFile> =>
  new Map(files.map(([path, content]) => [`${credentialFolder}/${path}`, { content, secret: true }]));
