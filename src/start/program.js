import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { built, root } from './built.js';

/** The base image is made by a program that lies beside it. */
const sources = ['src', 'images/base'];

/** What is started as a process: the command line, and the runs of a suite. All parts lie in one folder. */
const entryPoints = ['src/cli/main.ts', 'src/batches/process/run-process.ts'];

/** The program, built from the sources as they are now, as the URL of its first module. */
export async function builtProgram() {
  const folder = await built({
    name: 'program',
    sources,
    build: async (draft) => {
      // It takes longer to load than a program that is already there.
      const { bundle } = await import('./bundle.js');
      await bundle(root, entryPoints, draft);
    },
  });
  return pathToFileURL(join(folder, 'main.js')).href;
}
