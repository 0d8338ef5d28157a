import type { DoctorReport } from '../../setup/doctor/doctor.ts';
import { imageRows } from './image-rows.ts';
import { textTable } from './text-table.ts';

/** What `switchover doctor` found, for people. */
export function doctorText({ engine, untried, kernel, images, leftovers }: DoctorReport): string {
  return textTable([
    [
      'Engine',
      `${engine.kind} ${engine.version} (API ${engine.apiVersion})${engine.rootless ? ', rootless,' : ''} at ${engine.endpoint}`,
    ],
    ['', `found by ${engine.how}`],
    ...engine.tried.map(({ strategy, reason }) => ['', `not by ${strategy}: ${reason}`]),
    ...(untried.length === 0
      ? []
      : [['', `never tried: ${untried.join(', ')}; docs/engines.md says what to expect`]]),
    ['System', `${engine.operatingSystem}, Linux ${engine.kernel}, ${engine.architecture}`],
    ['', `${engine.cpus} CPUs, ${gibibytes(engine.memoryBytes)} of memory`],
    ['Storage', `${engine.storageDriver}, cgroup v${engine.cgroupVersion}`],
    ...imageRows(images).map(({ name, size, use }, index) => [
      index === 0 ? 'Images' : '',
      `${name}: ${size}, ${use}`,
    ]),
    ...(kernel
      ? [
          ['Free space', gibibytes(kernel.freeDiskBytes)],
          ['Dataplane', kernel.dataplane ?? 'none: no tunnel can be built on this kernel'],
          ...Object.entries(kernel.features).map(([name, { available, reason }]) => [
            `  ${name}`,
            available ? 'yes' : `no: ${reason ?? 'unknown'}`,
          ]),
        ]
      : [['Kernel', 'not examined: the node image is missing']]),
    [
      'Leftovers',
      leftovers.length === 0
        ? 'none'
        : `${leftovers.map(({ name }) => name).join(', ')}; the next run removes them, or gc`,
    ],
  ]);
}

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
