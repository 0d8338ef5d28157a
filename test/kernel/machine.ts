import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import type { GuestSystem } from './guest-system.ts';

export interface GuestDisks {
  readonly system: GuestSystem;
  /** With the data of its engine, /var/lib/docker. */
  readonly data: string;
}

/** What executes a guest's instructions: QEMU's options for it. */
export interface Processor {
  readonly name: string;
  readonly options: readonly string[];
}

/** A QEMU that runs. It is gone, and the disks are as before, once it is disposed of, or this process ends. */
export interface Machine extends AsyncDisposable {
  /** On this machine's loopback; it leads to the guest's engine. */
  readonly port: number;
  /** All that the guest has written to its console. */
  console(): string;
  /** How QEMU ended; undefined while it runs. */
  ending(): string | undefined;
}

/** The guest's clock is ahead of this machine's by so much: nobody may compare the two. */
const clockAheadMs = 31 * 3_600_000;
const megabytes = 2048;

/** What would only take time from a guest that lives for minutes. */
const masked = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
  'fstrim.timer',
  'getty@tty1.service',
  'serial-getty@ttyS0.service',
];

/** `apparmor=0`: the engine would ask for a program that the guest does not have. */
const kernelArguments = [
  'root=/dev/vda rw console=ttyS0 apparmor=0',
  // Notices and worse: the kernel's first words are one.
  'loglevel=6',
  ...masked.map((unit) => `systemd.mask=${unit}`),
];

/** Starts a guest that reaches nothing, and is reached at one port of this machine's loopback alone. */
export async function startMachine({ system, data }: GuestDisks, processor: Processor): Promise<Machine> {
  const port = await freePort();
  const clock = new Date(Date.now() + clockAheadMs).toISOString().slice(0, 19);
  // snapshot=on: what is written goes to a file without a name, and is gone with QEMU.
  const disk = (path: string) => ['-drive', `file=${path},format=raw,if=virtio,snapshot=on`];
  const options = [
    ...['-nodefaults', '-machine', 'q35', '-smp', '2', '-m', String(megabytes), ...processor.options],
    ...['-display', 'none', '-serial', 'stdio', '-no-reboot', '-rtc', `base=${clock}`],
    ...['-kernel', system.kernel, '-initrd', system.initialRamdisk, '-append', kernelArguments.join(' ')],
    ...[...disk(system.rootDisk), ...disk(data)],
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-10.0.2.15:2375`],
    ...['-device', 'virtio-net-pci,netdev=net', '-device', 'virtio-rng-pci'],
  ];
  // The kernel ends QEMU when this process is gone, however that came about.
  const qemu = execa('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...options], {
    reject: false,
    stdin: 'ignore',
    buffer: { stdout: false },
  });
  let written = '';
  qemu.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  let ending: string | undefined;
  qemu.then(({ exitCode, signal, stderr }) => {
    ending = `QEMU ended with ${exitCode ?? signal}: ${stderr}`;
  });
  return {
    port,
    console: () => stripVTControlCharacters(written),
    ending: () => ending,
    async [Symbol.asyncDispose]() {
      qemu.kill('SIGTERM');
      await qemu;
    },
  };
}

/** A port at which nobody listens just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
