import test from 'ava';
import { engineAdvice } from '../../../src/setup/doctor/advice.ts';
import { isConfined, isDebian, parseOsRelease, type System } from '../../../src/setup/engine/system.ts';

const system: System = {
  platform: 'linux',
  architecture: 'x64',
  userId: 1000,
  confined: false,
  distributions: ['debian'],
  systemd: true,
  path: [],
};
const advice = (changes: Partial<System>, dockerInstalled = false, denied = false) =>
  engineAdvice({ system: { ...system, ...changes }, denied, dockerInstalled });

test('each situation has its own advice', (t) => {
  t.regex(advice({ platform: 'darwin', distributions: [] }), /Install Docker Desktop .* or Colima/);
  t.regex(advice({ platform: 'win32', distributions: [] }), /inside WSL 2/);
  t.regex(advice({}), /once as root and it installs Docker Engine .* sudo apt-get install docker\.io/);
  t.regex(advice({ distributions: ['fedora'] }), /docs\.docker\.com\/engine\/install.* or Podman/);
  t.regex(advice({}, true), /not running.*sudo systemctl start docker/);
  t.regex(advice({ systemd: false }, true), /not running.*sudo dockerd/);
  t.regex(advice({ confined: true, userId: 0 }), /give it the socket of its host's engine .* DOCKER_HOST/);
  t.regex(advice({}, true, true), /may not use it.*usermod --append --groups docker/);
});

test('an advice is one paragraph', (t) => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) t.notRegex(advice({ platform }), /\n/);
});

test('a distribution that declares to be like Debian counts as Debian', (t) => {
  const mint = 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\n';
  t.deepEqual(parseOsRelease(mint), ['linuxmint', 'ubuntu', 'debian']);
  t.true(isDebian({ ...system, distributions: parseOsRelease(mint) }));
  t.false(isDebian({ ...system, distributions: parseOsRelease("ID='rocky'\nID_LIKE='rhel fedora'\n") }));
  t.false(isDebian({ ...system, platform: 'darwin' }));
});

test('a container that is not privileged is known by what root may do in it', (t) => {
  // Docker's default for a container, all of a host's, and what a system without /proc says.
  t.true(isConfined('CapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\n'));
  t.false(isConfined('CapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\n'));
  t.false(isConfined(''));
});
