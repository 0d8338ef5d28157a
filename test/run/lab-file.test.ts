import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { DefinitionError } from '../../src/definition/problems/definition-error.ts';
import { readLab } from '../../src/run/lab-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const dualRedundancy = new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url);

/** The lab dual-redundancy with another end, from `expect` on. */
async function labThatEndsWith(t: ExecutionContext, end: string): Promise<string> {
  const text = await readFile(dualRedundancy, 'utf8');
  const file = join(await temporaryFolder(t), 'lab.yaml');
  await writeFile(file, text.slice(0, text.indexOf('expect:')) + end);
  return file;
}

test('targets that a fault cannot have are refused at their places in the file, all at once', async (t) => {
  const file = await labThatEndsWith(
    t,
    `expect:
  - { fault: instance-crash, target: device1 }
  - { fault: device-crash, target: device2 }
  - { fault: scenario }
scenario:
  - { atSeconds: 0, fault: instance-crash, target: nope }
  - { atSeconds: 1, fault: link-down, target: 'device1:wan7' }
`,
  );
  const error = await t.throwsAsync(readLab(file), { instanceOf: DefinitionError });
  t.deepEqual(
    error?.problems.map(({ rule, line, column, message }) => [rule, line, column, message.split('.')[0]]),
    [
      ['unfit-fault', 53, 38, 'device1 is not a gateway instance'],
      ['unfit-fault', 57, 52, 'dual-redundancy has no node "nope"'],
      ['unfit-fault', 58, 47, 'device1:wan7 is not a link'],
    ],
  );
  t.regex(
    error?.message.replace(/\s+/g, ' ') ?? '',
    /; `npm run switchover -- run LAB --dry-run` lists the nodes/,
  );
});

test('traffic between ends that do not reach each other is refused at its place in the file', async (t) => {
  const text = await readFile(new URL('../../labs/point-to-site/lab.yaml', import.meta.url), 'utf8');
  const file = join(await temporaryFolder(t), 'lab.yaml');
  const before = text.split('\n').length;
  await writeFile(file, `${text}traffic:\n  - { from: vm, to: host }\n  - { from: laptop1, to: laptop3 }\n`);
  const error = await t.throwsAsync(readLab(file), { instanceOf: DefinitionError });
  t.deepEqual(
    error?.problems.map(({ rule, line, column, message }) => ({
      rule,
      line: line - before,
      column,
      message,
    })),
    [
      {
        rule: 'unreachable-traffic',
        line: 2,
        column: 5,
        message:
          'No traffic from laptop1 to laptop3 can be measured in point-to-site: a client has routes to virtual networks and sites, not to other clients.',
      },
    ],
  );
});

test('an empty scenario is refused', async (t) => {
  const error = await t.throwsAsync(readLab(await labThatEndsWith(t, 'scenario: []\n')));
  t.regex(error?.message ?? '', /scenario is an empty list\.\s+Write at least one item\./);
});

test('what is no lab is named: a word, or a folder', async (t) => {
  await t.throwsAsync(readLab('nothing'), {
    message: /^There is no lab "nothing", and no file with that name\. The labs are: active-active, /,
  });
  await t.throwsAsync(readLab('docs'), {
    message: /^"docs" has no lab\.yaml\. The labs are: active-active, /,
  });
});
