/** Exit code for an environment that cannot run this; src/base/errors/exit-codes.ts has the same. */
const environmentExitCode = 5;

/**
 * Ends this process, because it cannot run here.
 *
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  console.error(message);
  process.exit(environmentExitCode);
}
