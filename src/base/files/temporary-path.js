/** Plain JavaScript, as src/base/ownership/owner.js. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisOwner } from '../ownership/owner.js';

/**
 * A path that does not exist. Its name tells its owner from the moment at which it appears, so that what a killed
 * process leaves can be told from what another one needs.
 *
 * @param {string} purpose one word for what it is for
 * @param {string} folder
 */
export function temporaryPath(purpose, folder = tmpdir()) {
  const { pid, startTime, bootId, hostname } = thisOwner();
  return join(folder, ['switchover', purpose, pid, startTime, bootId, hostname, randomUUID()].join('_'));
}

/**
 * The owner that such a path names; undefined for any other name.
 *
 * @param {string} name without its folder
 * @returns {import('../ownership/owner.js').Owner | undefined}
 */
export function ownerOfTemporary(name) {
  // A host's name has no underscore (RFC 952, RFC 1123).
  const [switchover, , pid, startTime, bootId, hostname, random, ...more] = name.split('_');
  if (switchover !== 'switchover' || startTime === undefined || bootId === undefined) return undefined;
  if (hostname === undefined || random === undefined || more.length > 0) return undefined;
  return { pid: Number(pid), startTime, bootId, hostname };
}
