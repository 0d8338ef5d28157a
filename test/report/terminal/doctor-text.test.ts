import test from 'ava';
import { doctorText } from '../../../src/report/terminal/doctor-text.ts';
import type { DoctorReport } from '../../../src/setup/doctor/doctor.ts';

const report: DoctorReport = {
  engine: {
    kind: 'Podman',
    version: '4.3.1',
    apiVersion: '1.41',
    id: 'podman:vm:/home/me/storage',
    operatingSystem: 'debian',
    kernel: '6.1.0-31-amd64',
    architecture: 'amd64',
    storageDriver: 'overlay',
    cgroupVersion: '2',
    dataDirectory: '/home/me/storage',
    cpus: 2,
    memoryBytes: 4 * 2 ** 30,
    rootless: false,
    how: 'Podman',
    endpoint: 'unix:///run/podman/podman.sock',
    tried: [{ strategy: 'DOCKER_HOST', reason: 'DOCKER_HOST is not set' }],
  },
  untried: [],
  images: { node: { tag: 'switchover-node:1' }, base: { tag: 'switchover-base:1' }, others: [] },
  leftovers: [],
};

test('without the node image, doctor says what it could not examine', (t) => {
  t.is(
    doctorText(report),
    [
      'Engine      Podman 4.3.1 (API 1.41) at unix:///run/podman/podman.sock',
      '            found by Podman',
      '            not by DOCKER_HOST: DOCKER_HOST is not set',
      'System      debian, Linux 6.1.0-31-amd64, amd64',
      '            2 CPUs, 4.0 GiB of memory',
      'Storage     overlay, cgroup v2',
      'Images      switchover-node:1: missing, the next run builds it, or image load brings it',
      '            switchover-base:1: missing, the build makes it',
      'Kernel      not examined: the node image is missing',
      'Leftovers   none',
    ].join('\n'),
  );
});

test('doctor says of each image what it is needed for', (t) => {
  const old = { kind: 'node', sizeBytes: 105_000_000 } as const;
  const text = doctorText({
    ...report,
    images: {
      node: { tag: 'switchover-node:2', sizeBytes: 105_400_000 },
      base: { tag: 'switchover-base:2' },
      others: [
        { ...old, id: 'sha256:1', tags: ['switchover-node:1'], use: 'unused' },
        { ...old, id: 'sha256:0123456789abcdef', tags: [], use: 'container' },
        { ...old, id: 'sha256:2', tags: ['switchover-node:0', 'mine:1'], use: 'named' },
      ],
    },
  });
  t.true(
    text.includes(
      [
        'Images      switchover-node:2: 105 MB, in use',
        '            switchover-base:2: missing, only a build needs it',
        '            switchover-node:1: 105 MB, of other sources, gc removes it',
        '            image 0123456789ab: 105 MB, of other sources, a container has it',
        '            switchover-node:0, mine:1: 105 MB, of other sources, it has a name of your own',
      ].join('\n'),
    ),
    text,
  );
});

test("doctor says of a user's own engine that it is one", (t) => {
  const text = doctorText({ ...report, engine: { ...report.engine, rootless: true } });
  t.regex(text, /^Engine +Podman 4\.3\.1 \(API 1\.41\), rootless, at unix:/);
});

test('doctor says what of an engine was never tried', (t) => {
  const text = doctorText({ ...report, untried: ['aarch64', 'rootless Podman'] });
  t.regex(text, /^ +never tried: aarch64, rootless Podman; docs\/engines\.md says what to expect$/m);
});

test('doctor says what the kernel refused, in its own words', (t) => {
  const there = { available: true };
  const text = doctorText({
    ...report,
    kernel: {
      features: {
        tun: { available: false, reason: "the engine's host has no /dev/net/tun" },
        esp: { available: false, reason: 'Error: Requested type not found.' },
        xfrmInterface: there,
        netem: there,
        nftables: there,
        nftablesNat: there,
        multipathHashSeed: there,
      },
      dataplane: undefined,
      freeDiskBytes: 2 ** 30,
    },
  });
  t.regex(text, /^Dataplane +none: no tunnel can be built on this kernel$/m);
  t.regex(text, /^ {2}tun +no: the engine's host has no \/dev\/net\/tun$/m);
  t.regex(text, /^ {2}esp +no: Error: Requested type not found\.$/m);
  t.regex(text, /^ {2}xfrmInterface +yes$/m);
});
