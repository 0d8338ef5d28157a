import test from 'ava';
import { circleIn, type Import, importsIn, importsOfSource, roomOf } from './imports.ts';

/** The rooms of `src/`, the lowest first: each imports only from itself and from those before it. */
const rooms = [
  'base',
  'definition',
  'topology',
  'nodes',
  'observations',
  'faults',
  'analysis',
  'engine',
  'setup',
  'lab',
  'azure-view',
  'experiment',
  'report',
  'calibration',
  'run',
  'batches',
  'lessons',
  'workshop',
  'cli',
  'start',
  'package',
];

/** What these say depends on their arguments alone. */
const pureRooms = [
  'definition',
  'topology',
  'nodes',
  'observations',
  'faults',
  'analysis',
  'azure-view',
  'lessons',
];
const impurePackages = /^node:(fs|net|http|child_process|dgram)|^(dockerode|execa|zx)$/;

const imports = importsOfSource();
const show = ({ from, to }: Import) => `${from} -> ${to}`;
const level = (path: string) => rooms.indexOf(roomOf(path));
const isUpward = ({ from, to }: Import) => rooms.includes(roomOf(to)) && level(to) > level(from);

test('every room of src/ has its place', (t) => {
  t.deepEqual([...new Set(imports.map(({ from }) => roomOf(from)))].sort(), [...rooms].sort());
});

test('no file imports from a room above its own', (t) => {
  t.deepEqual(imports.filter(isUpward).map(show), []);
});

test('no files import each other in a circle', (t) => {
  t.is(circleIn(imports), undefined);
});

test('the pure rooms touch no file, no network, no process and no engine', (t) => {
  const impure = imports.filter(
    ({ from, to }) => pureRooms.includes(roomOf(from)) && impurePackages.test(to),
  );
  t.deepEqual(impure.map(show), []);
});

test('imports are found in every form', (t) => {
  const text = [
    "import { a } from './a.ts';",
    "import type {\n  B,\n} from '../lab/b.ts';",
    "export { c } from './c.ts';",
    "const d = await import('./d.ts');",
    "import { readFile } from 'node:fs/promises';",
  ].join('\n');
  t.deepEqual(
    importsIn('topology/x.ts', text).map(({ to }) => to),
    ['topology/a.ts', 'lab/b.ts', 'topology/c.ts', 'topology/d.ts', 'node:fs/promises'],
  );
});

test('an import that goes up and a circle are found', (t) => {
  t.true(isUpward({ from: 'topology/x.ts', to: 'lab/b.ts' }));
  t.false(isUpward({ from: 'lab/b.ts', to: 'topology/x.ts' }));
  const circle = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'b' },
  ];
  t.deepEqual(circleIn(circle), ['b', 'c']);
});
