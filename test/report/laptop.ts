import type { ClientResult } from '../../src/analysis/recovery/clients.ts';

/** A client that was disconnected by the crash of its instance, and came back with another address. */
export const laptop: ClientResult = {
  client: 'laptop1',
  disconnections: 1,
  droppedMs: 0,
  noticedMs: 2090,
  reconnectedMs: 3540,
  addressBefore: '172.16.201.1',
  addressAfter: '172.16.201.12',
};
