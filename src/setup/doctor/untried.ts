import type { EngineInfo, EngineKind, EngineVersion } from '../../engine/connection/engine-info.ts';
import { debianArchitecture } from '../images/debian-architecture.ts';

/** The versions on which the tests have run; docs/engines.md says where. */
const triedVersions: Readonly<Record<EngineKind, readonly string[]>> = { Docker: ['20.10'], Podman: ['4.3'] };

type Engine = Pick<EngineVersion, 'kind' | 'version'> &
  Pick<EngineInfo, 'operatingSystem' | 'architecture' | 'rootless'>;

/**
 * What of an engine the tests have never seen: its version, or where and how it runs. Empty: they have run on one of its
 * kind.
 */
export function untried({ kind, version, operatingSystem, architecture, rootless }: Engine): string[] {
  return [
    ...(triedVersions[kind].some((tried) => version.startsWith(`${tried}.`)) ? [] : [`${kind} ${version}`]),
    ...(operatingSystem === 'Docker Desktop' ? ['Docker Desktop'] : []),
    ...(debianArchitecture(architecture) === 'amd64' ? [] : [architecture]),
    ...(rootless ? [`rootless ${kind}`] : []),
  ];
}
