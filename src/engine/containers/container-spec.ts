import type { ContainerCreateOptions } from 'dockerode';
import type { Files } from './archive.ts';

/** What a container is to be, in the few words that a lab needs. */
export interface ContainerSpec {
  readonly name: string;
  readonly hostname: string;
  readonly image: string;
  /** Program and arguments; the image's entry point is not used. */
  readonly command: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Linux capabilities, such as NET_ADMIN; without any it has none, not even Docker's default ones. */
  readonly capabilities?: readonly string[];
  /** Device files of the engine's host, such as /dev/net/tun. */
  readonly devices?: readonly string[];
  /** Settings of the container's own network namespace. */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** `none`: a namespace with nothing but a loopback; no container ever joins one of Docker's networks. */
  readonly network: 'none' | 'host';
  readonly pidNamespace?: 'host';
  /**
   * `none`: AppArmor and SELinux leave it alone, which entering other containers' namespaces needs. There is no
   * "privileged" here: it asks for every capability that the kernel knows, and an engine that was itself started
   * with one less cannot give that (seen: CAP_SYS_RESOURCE, "unable to apply caps").
   */
  readonly confinement?: 'none';
  /** Written before the container starts. Missing directories are made, existing ones stay as they are. */
  readonly files?: Files;
}

/** Enough for the last hours of a chatty daemon, and a bound for a lab that is kept up for weeks. */
const logConfig = { Type: 'json-file', Config: { 'max-size': '8m', 'max-file': '2' } };

/**
 * With this, runc makes the network namespace by itself. Without, Docker makes it, and starts a copy of itself to
 * hand it over: 8 containers at once took 320 ms instead of 710 to start (Engine 20.10, two cores). Either way there
 * is nothing in it but a loopback that is up; /etc/hosts and /etc/resolv.conf are the image's own.
 */
const ownNetwork = { NetworkDisabled: true };

/**
 * Far above what a node needs (the processes of a user are counted over all containers of an engine, threads too), and
 * the same whatever the engine itself was started with. Left alone, Podman 4 asks for 1048576 of both, which one without
 * CAP_SYS_RESOURCE cannot give (seen: "error setting rlimit type 7").
 */
const limits = [
  { Name: 'nofile', Soft: 4096, Hard: 4096 },
  { Name: 'nproc', Soft: 8192, Hard: 8192 },
];

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
      // Not even where the engine is set to it: the command is PID 1, and reaps what it orphans.
      Init: false,
      Ulimits: limits,
      // No program is to have more than the one that started it: a set-user-ID bit counts for nothing.
      SecurityOpt: [
        'no-new-privileges',
        ...(spec.confinement === 'none' ? ['apparmor=unconfined', 'label=disable'] : []),
      ],
      CapDrop: ['ALL'],
      CapAdd: [...(spec.capabilities ?? [])],
      Devices: (spec.devices ?? []).map(device),
      Sysctls: { ...spec.sysctls },
      ...(spec.pidNamespace && { PidMode: spec.pidNamespace }),
    },
  };
}

function device(path: string) {
  return { PathOnHost: path, PathInContainer: path, CgroupPermissions: 'rwm' };
}
