import { StoredFormat } from '../../base/files/stored.ts';
import { roomStateSchema } from './room-state.ts';

/** `rooms/ID.json`: everything that a server has to find again when it starts. */
export const roomFormat = new StoredFormat({
  name: 'room',
  version: 1,
  schema: roomStateSchema,
  otherVersion: 'Close the room with the version of the program that made it, or remove the file.',
  kind: 'environment',
  compact: true,
});
