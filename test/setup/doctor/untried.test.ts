import test from 'ava';
import { untried } from '../../../src/setup/doctor/untried.ts';

const tried = {
  kind: 'Docker',
  version: '20.10.24+dfsg1',
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  architecture: 'x86_64',
  rootless: false,
} as const;

test('an engine on which the tests have run has nothing new', (t) => {
  t.deepEqual(untried(tried), []);
  t.deepEqual(untried({ ...tried, kind: 'Podman', version: '4.3.1', architecture: 'amd64' }), []);
});

test('all that no test has seen of an engine is named', (t) => {
  const desktop = { ...tried, version: '28.1.1', operatingSystem: 'Docker Desktop', architecture: 'aarch64' };
  t.deepEqual(untried(desktop), ['Docker 28.1.1', 'Docker Desktop', 'aarch64']);
  t.deepEqual(untried({ ...tried, kind: 'Podman', version: '4.30.0', rootless: true }), [
    'Podman 4.30.0',
    'rootless Podman',
  ]);
});
