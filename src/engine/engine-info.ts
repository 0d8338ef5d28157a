import type { DockerVersion } from 'dockerode';
import { z } from 'zod';

export type EngineKind = 'Docker' | 'Podman';

export interface EngineVersion {
  readonly kind: EngineKind;
  readonly version: string;
  readonly apiVersion: string;
}

export interface EngineInfo {
  /** Stays the same for the life of the engine's data. */
  readonly id: string;
  readonly operatingSystem: string;
  /** Release of the kernel that containers run on, which need not be this machine's. */
  readonly kernel: string;
  /** As `uname -m` says it: x86_64, aarch64, ... */
  readonly architecture: string;
  readonly storageDriver: string;
  readonly cgroupVersion: string;
  readonly dataDirectory: string;
  readonly cpus: number;
  readonly memoryBytes: number;
}

const infoSchema = z.object({
  ID: z.string().default(''),
  OperatingSystem: z.string(),
  KernelVersion: z.string(),
  Architecture: z.string(),
  Driver: z.string(),
  CgroupVersion: z.string().default('1'),
  DockerRootDir: z.string().default(''),
  NCPU: z.number(),
  MemTotal: z.number(),
});

/** Reads the answer of the engine to `GET /info`. */
export function parseInfo(answer: unknown): EngineInfo {
  const info = infoSchema.parse(answer);
  return {
    id: info.ID,
    operatingSystem: info.OperatingSystem,
    kernel: info.KernelVersion,
    architecture: info.Architecture,
    storageDriver: info.Driver,
    cgroupVersion: info.CgroupVersion,
    dataDirectory: info.DockerRootDir,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
  };
}

/** Picks what matters from the answer of the engine to `GET /version`. */
export function engineVersion({ Version, ApiVersion, Components = [] }: DockerVersion): EngineVersion {
  const podman = Components.some(({ Name }) => Name.startsWith('Podman'));
  return { kind: podman ? 'Podman' : 'Docker', version: Version, apiVersion: ApiVersion };
}
