import test from 'ava';
import { parseInfo } from '../../../src/engine/connection/engine-info.ts';

/** Answers of Engine 20.10 and Podman 4.3, reduced to the properties that are read. */
const docker = {
  ID: 'QW3T:4EUJ',
  Name: 'vm',
  OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  KernelVersion: '6.1.0-31-amd64',
  Architecture: 'x86_64',
  Driver: 'overlay2',
  CgroupVersion: '2',
  DockerRootDir: '/var/lib/docker',
  NCPU: 2,
  MemTotal: 4_000_000_000,
  SecurityOptions: ['name=seccomp,profile=default'],
};
const podman = {
  ...docker,
  ID: 'a07d705b-fbe6-4ad9-b495-7291782cb7dc',
  DockerRootDir: '/var/lib/containers/storage',
  BuildahVersion: '1.28.2',
  Rootless: false,
};

test('Docker is recognised by its own ID', (t) => {
  t.is(parseInfo(docker).id, 'QW3T:4EUJ');
});

test('Podman has a new ID each time, and is recognised by its machine and its storage', (t) => {
  const later = { ...podman, ID: '5b0cd0d5-2f23-4b14-8d71-6a2d7b6f2a9c' };
  t.is(parseInfo(podman).id, parseInfo(later).id);
  t.not(parseInfo(podman).id, parseInfo({ ...podman, Name: 'other' }).id);
  t.not(parseInfo(podman).id, parseInfo({ ...podman, DockerRootDir: '/home/me/storage' }).id);
});

test('Docker and Podman each say in their own way that they are rootless', (t) => {
  t.false(parseInfo(docker).rootless);
  t.true(parseInfo({ ...docker, SecurityOptions: ['name=seccomp', 'name=rootless'] }).rootless);
  t.false(parseInfo(podman).rootless);
  t.true(parseInfo({ ...podman, Rootless: true }).rootless);
  t.false(parseInfo({ ...docker, SecurityOptions: null }).rootless);
});

test('an unexpected answer is refused in plain words', (t) => {
  t.throws(
    () =>
      parseInfo({
        OperatingSystem: 'Debian',
        KernelVersion: 6,
        Architecture: 'x86_64',
        Driver: 'overlay2',
        NCPU: 2,
        MemTotal: 1,
      }),
    {
      message: 'not as expected: KernelVersion has to be text',
    },
  );
});
