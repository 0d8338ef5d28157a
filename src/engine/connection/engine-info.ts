import { z } from 'zod';
import { understood } from '../understood.ts';

export type EngineKind = 'Docker' | 'Podman';

export interface EngineVersion {
  readonly kind: EngineKind;
  readonly version: string;
  readonly apiVersion: string;
}

export interface EngineInfo {
  /** Stays the same as long as the engine keeps its data. */
  readonly id: string;
  readonly operatingSystem: string;
  /** Release of the kernel that the containers use. It may be another machine's. */
  readonly kernel: string;
  /** x86_64 or aarch64, as `uname -m` prints it; from Podman amd64 or arm64, as Go calls it. */
  readonly architecture: string;
  readonly storageDriver: string;
  readonly cgroupVersion: string;
  readonly dataDirectory: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** The engine runs as a user, and root in its containers is not root of the machine. */
  readonly rootless: boolean;
  /** Its clock, which may differ from this machine's: milliseconds since 1970. Absent when it does not say. */
  readonly now?: number;
}

const infoSchema = z.object({
  ID: z.string().default(''),
  Name: z.string().default(''),
  OperatingSystem: z.string(),
  KernelVersion: z.string(),
  Architecture: z.string(),
  Driver: z.string(),
  CgroupVersion: z.string().default('1'),
  DockerRootDir: z.string().default(''),
  NCPU: z.number(),
  MemTotal: z.number(),
  SecurityOptions: z.array(z.string()).nullish(),
  SystemTime: z.string().default(''),
  /** Only Podman has these. */
  BuildahVersion: z.string().optional(),
  Rootless: z.boolean().optional(),
});

/**
 * Reads the answer of the engine to `GET /info`.
 *
 * @throws {Error} that says what is missing or wrong in it
 */
export function parseInfo(answer: unknown): EngineInfo {
  const info = understood(infoSchema, answer);
  const now = Date.parse(info.SystemTime);
  return {
    id: info.BuildahVersion === undefined ? info.ID : podmanId(info),
    operatingSystem: info.OperatingSystem,
    kernel: info.KernelVersion,
    architecture: info.Architecture,
    storageDriver: info.Driver,
    cgroupVersion: info.CgroupVersion,
    dataDirectory: info.DockerRootDir,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
    rootless: info.Rootless ?? info.SecurityOptions?.includes('name=rootless') ?? false,
    ...(!Number.isNaN(now) && { now }),
  };
}

/** Podman has a new ID in each answer. The machine and its storage folder identify the engine as well. */
function podmanId({ Name, DockerRootDir }: z.infer<typeof infoSchema>): string {
  return `podman:${Name}:${DockerRootDir}`;
}

const versionSchema = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  Components: z.array(z.object({ Name: z.string() })).nullish(),
});

/**
 * Reads the answer of the engine to `GET /version`.
 *
 * @throws {Error} that says what is missing or wrong in it
 */
export function engineVersion(answer: unknown): EngineVersion {
  const { Version, ApiVersion, Components } = understood(versionSchema, answer);
  const podman = Components?.some(({ Name }) => Name.startsWith('Podman')) ?? false;
  return { kind: podman ? 'Podman' : 'Docker', version: Version, apiVersion: ApiVersion };
}
