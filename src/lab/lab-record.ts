import type { PlannedFile } from '../roles/node-plan.ts';
import type { Blueprint } from './blueprint.ts';

/**
 * What a lab writes into one of its own nodes, so that another process, on whatever machine, can find out from the
 * engine alone what it looks at.
 */
export interface LabRecord {
  readonly id: string;
  readonly definition: Blueprint['definition'];
  readonly profile: Blueprint['profile']['name'];
  readonly dataplane: Blueprint['dataplane'];
}

export const recordPath = '/etc/switchover/lab.json';

export function labRecord({ id, definition, profile, dataplane }: Blueprint): [string, PlannedFile] {
  // The keys stay where strongSwan needs them.
  const connections = definition.connections.map((connection) => ({ ...connection, sharedKey: '(not recorded)' }));
  const record: LabRecord = { id, definition: { ...definition, connections }, profile: profile.name, dataplane };
  return [recordPath, { content: `${JSON.stringify(record, null, 2)}\n`, mode: 0o600 }];
}
