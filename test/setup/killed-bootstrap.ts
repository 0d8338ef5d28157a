/** Makes a base image, until SIGINT. A test starts this program to kill it. */
import { join } from 'node:path';
import { bootstrap } from '../../images/base/bootstrap.ts';
import { inTemporaryFolder } from '../../src/base/files/temporary-files.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
await inTemporaryFolder('base', (folder) =>
  bootstrap(join(folder, 'rootfs.tar'), { release: 'bookworm', architecture: 'amd64', signal: stop.signal }),
);
