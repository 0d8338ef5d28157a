import { relative } from 'node:path';
import { built, root } from '../../src/start/built.js';
import { buildTests } from './build-tests.js';

/**
 * For all tests at once. They are built together first, which takes a second: with tsx, each of more than two hundred
 * processes would compile what it imports, and take 0.5 to 1 s of a core for that. `npx ava FILE` uses tsx.
 */
const folder = await built({ name: 'tests', sources: ['src', 'test', 'images'], build: buildTests });

// biome-ignore lint/style/noDefaultExport: ava reads it
export default {
  files: [`${relative(root, folder)}/**/*.test.js`],
  environmentVariables: { COLUMNS: '240', TSX_DISABLE_CACHE: '1' },
  timeout: '5m',
  workerThreads: false,
};
