import { build } from 'esbuild';

/**
 * Makes JavaScript out of TypeScript: a file of the same name for each entry point, and beside them the parts that
 * several of them need or that are loaded later. Modules that are installed stay outside.
 *
 * @param {string} root folder of the project
 * @param {readonly string[]} entryPoints paths in it
 * @param {string} folder that gets all files
 */
export async function bundle(root, entryPoints, folder) {
  await build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    charset: 'utf8',
    logLevel: 'error',
  });
}
