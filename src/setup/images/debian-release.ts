import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { type Environment, thisEnvironment, variable } from '../../engine/connection/environment.ts';

/** The releases of Debian that the images can be built on, oldest first. */
export const debianReleases = ['bookworm', 'trixie'] as const;

export type DebianRelease = (typeof debianReleases)[number];

const usual: DebianRelease = 'trixie';

/** Says on which release the images are built. */
export const releaseVariable = 'SWITCHOVER_DEBIAN_RELEASE';

/**
 * The release that a variable asks for, or else the usual one or the one that is given.
 *
 * @throws SwitchoverError (wrong-input) when it names none of {@link debianReleases}
 */
export function debianRelease(
  environment: Environment = thisEnvironment(),
  name: string = releaseVariable,
  otherwise: DebianRelease = usual,
): DebianRelease {
  const said = variable(environment, name) ?? otherwise;
  const release = debianReleases.find((one) => one === said);
  if (release !== undefined) return release;
  throw new SwitchoverError(
    'wrong-input',
    `${name} is "${said}". It has to be a release of Debian on which the images can be built: ${debianReleases.join(' or ')}.`,
  );
}
