import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { z } from 'zod';
import { errorValue } from '../../../src/base/errors/error-value.ts';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { StoredFormat } from '../../../src/base/files/stored.ts';

const schema = z.object({
  id: z.string().min(1),
  startedAt: z.iso.datetime(),
  epoch: z.codec(z.string(), z.bigint(), { decode: BigInt, encode: String }),
  flows: z.int().positive(),
  outcome: z.enum(['passed', 'failed']),
  note: z.string().exactOptional(),
  trials: z
    .array(z.object({ target: z.union([z.string(), z.object({ node: z.string() })]) }))
    .min(1)
    .readonly(),
});
const example = new StoredFormat({
  name: 'example',
  version: 5,
  schema,
  otherVersion: 'Run the lab again.',
});

const value: z.output<typeof schema> = {
  id: 'dual-1',
  startedAt: '2026-11-22T21:10:20.690Z',
  epoch: 12345678901234567890n,
  flows: 16,
  outcome: 'passed',
  trials: [{ target: 'vnet1gw-0' }, { target: { node: 'device1' } }],
};

test('a value that was written is read back', (t) => {
  t.deepEqual(example.read(example.write(value), 'run.json'), value);
});

test('the file begins with its format, and a person can read it', (t) => {
  const text = example.write(value);
  t.true(text.startsWith('{\n  "format": "switchover-example/5",\n  "id": "dual-1",\n'));
  t.true(text.endsWith('}\n'));
});

test('a compact format writes one line', (t) => {
  const compact = new StoredFormat({ name: 'x', version: 1, schema, otherVersion: '', compact: true });
  t.is(compact.write(value).split('\n').length, 2);
});

test('a value that the schema refuses is not written', (t) => {
  t.throws(() => example.write({ ...value, flows: Number.NaN }), { instanceOf: z.core.$ZodRealError });
});

test('properties that are not in the schema are neither written nor read', (t) => {
  const more = { ...value, secret: 'x' };
  t.false(example.write(more).includes('secret'));
  const text = JSON.stringify({
    format: 'switchover-example/5',
    more: 1,
    ...JSON.parse(example.write(value)),
  });
  t.deepEqual(example.read(text, 'run.json'), value);
});

const stored = JSON.parse(example.write(value));
const without = ({ format: _, ...rest }: Record<string, unknown>) => rest;

const refused: Readonly<Record<string, { readonly text: string; readonly message: string }>> = {
  'an empty file': { text: '', message: 'runs/run.json cannot be read: it is empty.' },
  'half a file': {
    text: example.write(value).slice(0, 60),
    message: 'runs/run.json cannot be read: it is not complete JSON.',
  },
  'an older version': {
    text: JSON.stringify({ ...stored, format: 'switchover-example/4', flows: 'many' }),
    message:
      'runs/run.json was written by an older version of switchover: it is switchover-example/4, and this version reads switchover-example/5. Run the lab again.',
  },
  'a newer version': {
    text: JSON.stringify({ ...stored, format: 'switchover-example/10' }),
    message:
      'runs/run.json was written by a newer version of switchover: it is switchover-example/10, and this version reads switchover-example/5. Run the lab again.',
  },
  'a file of another format of ours': {
    text: JSON.stringify({ ...stored, format: 'switchover-sweep/5' }),
    message: 'runs/run.json is switchover-sweep/5, not switchover-example/5.',
  },
  'a file without a format': {
    text: JSON.stringify(without(stored)),
    message: 'runs/run.json is not a file of the format switchover-example/5.',
  },
  'a format that a terminal could take for a command': {
    text: JSON.stringify({ ...stored, format: '\u001b[31mswitchover-example/4' }),
    message: 'runs/run.json is not a file of the format switchover-example/5.',
  },
  'JSON that is not an object': {
    text: '[1]',
    message: 'runs/run.json is not a file of the format switchover-example/5.',
  },
  'a missing property': {
    text: JSON.stringify({ ...stored, id: undefined }),
    message: 'runs/run.json is damaged, or was changed by hand: id is missing.',
  },
  'a property of another type, deep inside': {
    text: JSON.stringify({ ...stored, trials: [{ target: 'a' }, { target: { node: 1 } }] }),
    message: 'runs/run.json is damaged, or was changed by hand: trials[1].target.node has to be text.',
  },
  'a property of neither type': {
    text: JSON.stringify({ ...stored, trials: [{ target: 1 }] }),
    message:
      'runs/run.json is damaged, or was changed by hand: trials[0].target has none of the forms that it can have.',
  },
  'many wrong properties': {
    text: JSON.stringify({ ...stored, startedAt: 'now', flows: 0, outcome: 'maybe', trials: [], id: '' }),
    message:
      'runs/run.json is damaged, or was changed by hand: id has to be at least 1 character long; startedAt has to be a date and time (ISO 8601); flows has to be more than 0, and 2 more.',
  },
};

for (const [what, { text, message }] of Object.entries(refused)) {
  test(`refused in plain words: ${what}`, (t) => {
    t.throws(() => example.read(text, 'runs/run.json'), { instanceOf: SwitchoverError, message });
    t.is(example.readIfFits(text), undefined);
  });
}

test('the error has the file, both versions and all problems as fields', (t) => {
  const errorOf = (text: string) => errorValue(t.throws(() => example.read(text, 'run.json')));
  t.like(errorOf(JSON.stringify({ ...stored, format: 'switchover-example/4' })), {
    kind: 'wrong-input',
    exitCode: 2,
    fields: { path: 'run.json', found: 'switchover-example/4', needed: 'switchover-example/5' },
  });
  t.deepEqual(errorOf(JSON.stringify({ ...stored, flows: 1.5, outcome: 'maybe' })).fields, {
    path: 'run.json',
    problems: [
      { place: 'flows', reason: 'has to be a whole number' },
      { place: 'outcome', reason: 'has to be "passed" or "failed"' },
    ],
  });
});

test('a format can say which kind its errors are', (t) => {
  const record = new StoredFormat({
    name: 'lab',
    version: 2,
    schema,
    otherVersion: 'Take it down.',
    kind: 'lab-not-ready',
  });
  const text = JSON.stringify({ ...stored, format: 'switchover-lab/1' });
  t.is(errorValue(t.throws(() => record.read(text, 'lab.json'))).exitCode, 4);
});

test('a file is read from disk, and a missing file is named', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'stored-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'run.json');
  await t.throwsAsync(example.readFile(path), {
    instanceOf: SwitchoverError,
    message: `There is no file ${path}.`,
  });
  await writeFile(path, example.write(value));
  t.deepEqual(await example.readFile(path), value);
  const below = join(path, 'run.json');
  await t.throwsAsync(example.readFile(below), {
    instanceOf: SwitchoverError,
    message: `There is no file ${below}.`,
  });
  await t.throwsAsync(example.readFile(folder), {
    instanceOf: SwitchoverError,
    message: /^\/.+ cannot be read: it is a folder/,
  });
});
