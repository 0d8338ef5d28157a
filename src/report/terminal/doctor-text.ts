import { readableBytes } from '../../base/bytes.ts';
import type { DoctorReport, NeededImage } from '../../setup/doctor/doctor.ts';
import { type ImageUse, imageName } from '../../setup/images/own-images.ts';
import { textTable } from './text-table.ts';

/** What `switchover doctor` found, for people. */
export function doctorText({ engine, kernel, images, leftovers }: DoctorReport): string {
  return textTable([
    [
      'Engine',
      `${engine.kind} ${engine.version} (API ${engine.apiVersion})${engine.rootless ? ', rootless,' : ''} at ${engine.endpoint}`,
    ],
    ['', `found by ${engine.how}`],
    ...engine.tried.map(({ strategy, reason }) => ['', `not by ${strategy}: ${reason}`]),
    ['System', `${engine.operatingSystem}, Linux ${engine.kernel}, ${engine.architecture}`],
    ['', `${engine.cpus} CPUs, ${gibibytes(engine.memoryBytes)} of memory`],
    ['Storage', `${engine.storageDriver}, cgroup v${engine.cgroupVersion}`],
    ...imageLines(images).map((line, index) => [index === 0 ? 'Images' : '', line]),
    ...(kernel
      ? [
          ['Free space', gibibytes(kernel.freeDiskBytes)],
          ['Dataplane', kernel.dataplane ?? 'none: no tunnel can be built on this kernel'],
          ...Object.entries(kernel.features).map(([name, { available, reason }]) => [
            `  ${name}`,
            available ? 'yes' : `no: ${reason ?? 'unknown'}`,
          ]),
        ]
      : [['Kernel', 'not examined: the node image is missing, the next run builds it']]),
    [
      'Leftovers',
      leftovers.length === 0
        ? 'none'
        : `${leftovers.map(({ name }) => name).join(', ')}; the next run removes them, or gc`,
    ],
  ]);
}

function imageLines({ node, base, others }: DoctorReport['images']): string[] {
  const needed = ({ tag, sizeBytes }: NeededImage, ifMissing: string) =>
    `${tag}: ${sizeBytes === undefined ? ifMissing : readableBytes(sizeBytes)}`;
  return [
    needed(node, 'missing, the next run builds it'),
    needed(
      base,
      node.sizeBytes === undefined ? 'missing, the build makes it' : 'missing, only a build needs it',
    ),
    ...others.map(
      (image) =>
        `${imageName(image)}: ${readableBytes(image.sizeBytes)}, of other sources, ${uses[image.use]}`,
    ),
  ];
}

const uses: Readonly<Record<ImageUse, string>> = {
  needed: 'needed',
  container: 'a container has it',
  named: 'has a name of your own',
  recent: 'less than a day old',
  unused: 'gc removes it',
};

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
