import { build } from 'esbuild';

/** How JavaScript for Node is made out of TypeScript. Modules that are installed stay outside. */
export const forNode = /** @type {const} */ ({
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  charset: 'utf8',
  logLevel: 'error',
});

/**
 * Makes JavaScript out of TypeScript: a file of the same name for each entry point, and beside them the parts that
 * several of them need or that are loaded later.
 *
 * @param {string} root folder of the project
 * @param {readonly string[]} entryPoints paths in it
 * @param {string} folder that gets all files
 */
export async function bundle(root, entryPoints, folder) {
  await build({
    ...forNode,
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: folder,
    entryNames: '[name]',
  });
}
