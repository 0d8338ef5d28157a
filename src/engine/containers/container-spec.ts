import type { ContainerCreateOptions } from 'dockerode';
import type { Files } from './archive.ts';

/** A container to be created, with the settings that a lab needs. */
export interface ContainerSpec {
  readonly name: string;
  readonly hostname: string;
  readonly image: string;
  /** Program and arguments; the image's entry point is not used. */
  readonly command: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Linux capabilities, such as NET_ADMIN. The container gets these alone, without Docker's default ones. */
  readonly capabilities?: readonly string[];
  /** Device files of the engine's host, such as /dev/net/tun. */
  readonly devices?: readonly string[];
  /** Settings of the container's own network namespace. */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** `none`: a namespace with nothing but a loopback; no container ever joins one of Docker's networks. */
  readonly network: 'none' | 'host';
  readonly pidNamespace?: 'host';
  /**
   * `none`: without AppArmor and SELinux, which would not let it enter the namespaces of other containers. "Privileged"
   * is not used: it asks for every capability of the kernel, and an engine that was started without one of them fails
   * (seen: CAP_SYS_RESOURCE, "unable to apply caps").
   */
  readonly confinement?: 'none';
  /** Nothing in it can be written to but /dev/shm. */
  readonly readOnly?: boolean;
  /** /tmp, /var/tmp and /dev/shm are in memory, with 16 MiB each: who writes there fills no disk. */
  readonly scratch?: 'in memory';
  /** Written before the container starts. Missing directories are made, existing ones stay as they are. */
  readonly files?: Files;
}

/** Enough for the last hours of a daemon that logs much, and a limit for a lab that stays up for weeks. */
const logConfig = { Type: 'json-file', Config: { 'max-size': '8m', 'max-file': '2' } };

/**
 * Lets runc make the network namespace. Otherwise Docker makes it, with a copy of itself to hand it over: 8 containers
 * started in 710 ms instead of 320 ms (Engine 20.10, two cores). Either way the namespace has only a loopback, which is
 * up; /etc/hosts and /etc/resolv.conf come from the image.
 */
const ownNetwork = { NetworkDisabled: true };

/**
 * Far above what a node needs (the kernel counts a user's processes and threads over all containers), and independent of
 * the engine's own limits. Without them Podman 4 asks for 1048576 of both, which fails when it runs without
 * CAP_SYS_RESOURCE (seen: "error setting rlimit type 7").
 */
const limits = [
  { Name: 'nofile', Soft: 4096, Hard: 4096 },
  { Name: 'nproc', Soft: 8192, Hard: 8192 },
];

/**
 * What a node may take from its machine when one of its programs runs wild. An instance with one tunnel needs 32 processes
 * and threads and 26 MiB (measured). The largest SKUs have 100 tunnels, each with a charon of 17 threads and some 10 MiB,
 * and an instance may stand in for the tunnels of the other one.
 */
const share = { PidsLimit: 4096, Memory: 2 * 2 ** 30 };

const scratchBytes = 16 * 2 ** 20;

const scratch = {
  ShmSize: scratchBytes,
  Tmpfs: Object.fromEntries(
    ['/tmp', '/var/tmp'].map((path) => [path, `rw,nosuid,nodev,noexec,size=${scratchBytes},mode=1777`]),
  ),
};

/** The specification in the Engine API's terms. */
export function createOptions(spec: ContainerSpec): ContainerCreateOptions {
  const [program, ...args] = spec.command;
  if (program === undefined) throw new TypeError(`container ${spec.name} has no command`);
  return {
    name: spec.name,
    Hostname: spec.hostname,
    Image: spec.image,
    Entrypoint: [program],
    Cmd: args,
    Labels: { ...spec.labels },
    ...(spec.network === 'none' && ownNetwork),
    HostConfig: {
      NetworkMode: spec.network,
      LogConfig: logConfig,
      // Also where the engine's default is an init process: the command is PID 1, and reaps orphans itself.
      Init: false,
      Ulimits: limits,
      ...share,
      // A program never gets more rights than the one that started it: set-user-ID bits have no effect.
      SecurityOpt: [
        'no-new-privileges',
        ...(spec.confinement === 'none' ? ['apparmor=unconfined', 'label=disable'] : []),
      ],
      CapDrop: ['ALL'],
      CapAdd: [...(spec.capabilities ?? [])],
      Devices: (spec.devices ?? []).map(device),
      Sysctls: { ...spec.sysctls },
      ReadonlyRootfs: spec.readOnly ?? false,
      ...(spec.scratch && scratch),
      ...(spec.pidNamespace && { PidMode: spec.pidNamespace }),
    },
  };
}

function device(path: string) {
  return { PathOnHost: path, PathInContainer: path, CgroupPermissions: 'rwm' };
}
