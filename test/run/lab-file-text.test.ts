import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { readLab } from '../../src/run/lab-file.ts';
import { textAt } from '../../src/run/lab-file-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const text = 'name: größe\nsummary: ✓\n';

async function fileOf(t: ExecutionContext, bytes: Buffer): Promise<string> {
  const path = join(await temporaryFolder(t), 'lab.yaml');
  await writeFile(path, bytes);
  return path;
}

const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const encodings: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 with the high byte first', bigEndian],
];

for (const [name, bytes] of encodings) {
  test(`${name} is read`, async (t) => {
    t.is(await textAt(await fileOf(t, bytes)), text);
  });
}

test('another encoding is refused, with the line of its first strange byte', async (t) => {
  const latin1 = await fileOf(t, Buffer.from('name: lab\nsummary: Grüße\n', 'latin1'));
  await t.throwsAsync(textAt(latin1), {
    message: 'it is not text in UTF-8 (line 2). Save it as UTF-8',
  });
  await t.throwsAsync(readLab(latin1), {
    message: /cannot be read: it is not text in UTF-8 \(line 2\)\. Save it as UTF-8\.$/,
  });
});

test('a lab file comes from standard input, by each of its names, and from a pipe of the shell', async (t) => {
  const folder = fileURLToPath(new URL('../../', import.meta.url));
  const program = 'node src/start/switchover.js validate';
  const lab = 'labs/dual-redundancy/lab.yaml';
  const valid = /^(standard input|\/dev\/fd\/\d+) is valid: 9 nodes/;
  for (const line of [
    `cat ${lab} | ${program} -`,
    `${program} /dev/stdin <${lab}`,
    `${program} <(cat ${lab})`,
  ]) {
    const { stdout } = await execa('bash', ['-c', line], { cwd: folder, stdin: 'ignore' });
    t.regex(stdout, valid, line);
  }
  const input = (await readFile(join(folder, lab), 'utf8')).replace('activeActive', 'activActive');
  const { exitCode, stderr } = await execa('bash', ['-c', `${program} -`], {
    cwd: folder,
    input,
    reject: false,
  });
  t.is(exitCode, 2);
  t.regex(stderr, /^standard input:18:5 +error +unknown-property/);
});
