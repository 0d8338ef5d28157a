/** Makes a base until it is killed. A program of its own, for the test that kills it. */
import { join } from 'node:path';
import { bootstrap } from '../../images/base/bootstrap.ts';
import { inTemporaryFolder } from '../../src/base/files/temporary-files.ts';

await inTemporaryFolder('base', (folder) => bootstrap(join(folder, 'rootfs.tar'), 'amd64'));
