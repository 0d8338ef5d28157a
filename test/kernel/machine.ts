import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import type { GuestSystem } from './guest-system.ts';

export interface GuestDisks {
  readonly system: GuestSystem;
  /** The disk with the data of its engine, /var/lib/docker. */
  readonly data: string;
}

/** How QEMU executes the guest's instructions. */
export interface Processor {
  readonly name: string;
  readonly options: readonly string[];
}

/** A running QEMU. It ends when it is disposed of or when this process ends. The disks do not change. */
export interface Machine extends AsyncDisposable {
  /** The port on this machine's loopback that leads to the guest's engine. */
  readonly port: number;
  /** Everything that the guest has written to its console. */
  console(): string;
  /** How QEMU ended; undefined while it runs. */
  ending(): string | undefined;
}

/** How far the guest's clock is ahead of this machine's, so that a test fails if the program compares the two. */
const clockAheadMs = 31 * 3_600_000;
const megabytes = 2048;

/** Services that only cost time in a guest that runs for minutes. */
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

/** `apparmor=0`: with AppArmor, the engine would need a program that the guest does not have. */
const kernelArguments = [
  'root=/dev/vda rw console=ttyS0 apparmor=0',
  // Notices and worse. The first line of the kernel is a notice.
  'loglevel=6',
  ...masked.map((unit) => `systemd.mask=${unit}`),
];

/** Starts a guest that has no network but one port on this machine's loopback. */
export async function startMachine({ system, data }: GuestDisks, processor: Processor): Promise<Machine> {
  const port = await freePort();
  const clock = new Date(Date.now() + clockAheadMs).toISOString().slice(0, 19);
  // snapshot=on: changes go to a file without a name, which disappears with QEMU.
  const disk = (path: string) => ['-drive', `file=${path},format=raw,if=virtio,snapshot=on`];
  const options = [
    ...['-nodefaults', '-machine', 'q35', '-smp', '2', '-m', String(megabytes), ...processor.options],
    ...['-display', 'none', '-serial', 'stdio', '-no-reboot', '-rtc', `base=${clock}`],
    ...['-kernel', system.kernel, '-initrd', system.initialRamdisk, '-append', kernelArguments.join(' ')],
    ...[...disk(system.rootDisk), ...disk(data)],
    ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-10.0.2.15:2375`],
    ...['-device', 'virtio-net-pci,netdev=net', '-device', 'virtio-rng-pci'],
  ];
  // The kernel ends QEMU when this process ends in any way.
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

/** A port that is not in use. */
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
