/** Makes a base image. A test starts this program to kill it. */
import { join } from 'node:path';
import { bootstrap } from '../../images/base/bootstrap.ts';
import { inTemporaryFolder } from '../../src/base/files/temporary-files.ts';

await inTemporaryFolder('base', (folder) => bootstrap(join(folder, 'rootfs.tar'), 'amd64'));
