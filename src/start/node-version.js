/** Plain JavaScript that an old Node can read. */
import { fail } from './fail.js';

/** "engines" in package.json, which npm only warns about. */
const oldestNode = [20, 19];

/** Makes sure that Node is new enough; otherwise ends this process with the reason. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(
    `switchover needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node} (${process.execPath}). ` +
      'Install a newer one, from https://nodejs.org/en/download or with your version manager (nvm install 22), and ' +
      'run the same command again.',
  );
}
