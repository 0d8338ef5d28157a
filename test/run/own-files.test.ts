import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readLab } from '../../src/run/lab-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const dualRedundancy = new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url);

/** A lab whose first device has files of its own, in a folder with some. */
async function labWith(t: ExecutionContext, own: string): Promise<string> {
  const outside = await temporaryFolder(t);
  const folder = join(outside, 'lab');
  await mkdir(folder);
  await writeFile(join(outside, 'secret.conf'), 'not for a lab\n');
  await symlink(join(outside, 'secret.conf'), join(folder, 'link.conf'));
  await writeFile(join(folder, 'bgpd.conf'), 'hostname mine\n');
  await writeFile(join(folder, 'hook.conf'), 'connections {\n  a {\n    updown = /bin/mine\n  }\n}\n');
  const text = await readFile(dualRedundancy, 'utf8');
  const file = join(folder, 'lab.yaml');
  await writeFile(
    file,
    text.replace('localNetworkGateway: Site5-1 }', `localNetworkGateway: Site5-1, ${own} }`),
  );
  return file;
}

test('a file beside the lab file is read, and is a part of the definition', async (t) => {
  const { definition } = await readLab(await labWith(t, 'frr: { file: bgpd.conf }'));
  t.deepEqual(
    definition.sites[0]?.devices.map(({ frr }) => frr),
    [{ file: 'bgpd.conf', content: 'hostname mine\n' }, undefined],
  );
});

for (const [own, reason] of [
  ['frr: { file: nothing.conf }', /"nothing\.conf" cannot be read: /],
  ['frr: { file: ../secret.conf }', /it is not in the folder of the lab file/],
  ['frr: { file: link.conf }', /it is not in the folder of the lab file/],
  ['frr: { file: /etc/hostname }', /cannot be read: /],
  ['swanctl: { file: hook.conf }', /have an updown script/],
] as const)
  test(`refused: ${own}`, async (t) => {
    const error = await t.throwsAsync(readLab(await labWith(t, own)));
    const words = error?.message.replace(/\s+/g, ' ') ?? '';
    t.regex(words, reason);
    t.regex(words, /lab\.yaml:4\d:\d+ error own-lines-not-possible/);
  });
