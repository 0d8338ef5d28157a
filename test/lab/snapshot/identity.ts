import type { LabIdentity } from '../../../src/lab/snapshot/snapshots-of.ts';

export const identity: LabIdentity = {
  id: 'dual-redundancy-20261122-211020-0001',
  lab: 'dual-redundancy',
  profile: 'fast',
  dataplane: 'userspace',
};
