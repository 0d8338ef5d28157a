import test from 'ava';
import type { RunStep } from '../../../src/run/steps.ts';
import { textOf } from '../../../src/run/words/line.ts';
import { runLine } from '../../../src/run/words/run-line.ts';

const texts: readonly (readonly [step: RunStep, text: string | undefined])[] = [
  [{ step: 'preparing' }, 'Preparing the engine'],
  [{ step: 'setting-up', text: 'Building the node image', kind: 'step' }, 'Building the node image'],
  [{ step: 'setting-up', text: 'Get:1 http://deb.debian.org', kind: 'detail' }, undefined],
  [{ step: 'prepared', removed: { containers: 0, images: 0 }, stubborn: 0 }, 'Engine ready'],
  [
    { step: 'prepared', removed: { containers: 9, images: 1 }, stubborn: 2 },
    'Engine ready; removed 9 containers and 1 images that a killed run had left; 2 more could not be removed, see `npm run switchover -- gc`',
  ],
  [{ step: 'begun', id: 'lab-1', folder: 'runs/lab-1' }, undefined],
  [{ step: 'taking-over' }, 'Looking whether the lab of the run before is whole'],
  [{ step: 'taken-over', milliseconds: 640 }, 'Lab of the run before found whole in 0.6 s'],
  [
    { step: 'not-as-new', reason: 'The addresses of vnet1gw have moved.' },
    'A new lab comes up: The addresses of vnet1gw have moved.',
  ],
  [{ step: 'bringing-up', nodes: 9 }, 'Bringing up 9 nodes'],
  [
    {
      step: 'stages',
      over: [
        { stage: 'containers', milliseconds: 700 },
        { stage: 'wires', milliseconds: 940 },
      ],
    },
    'containers 0.7 s, wires 0.9 s',
  ],
  [
    { step: 'up', nodes: 9, tunnels: 4, sessions: 9, milliseconds: 3600 },
    '9 nodes, 4 tunnels, 9 BGP sessions up in 3.6 s',
  ],
  [{ step: 'trial', fault: 'instance-crash', target: 'vnet1gw-0' }, 'instance-crash of vnet1gw-0'],
  [{ step: 'in-trial', now: { step: 'traffic', attempt: 1 } }, 'starting flows over every tunnel'],
  [{ step: 'in-trial', now: { step: 'traffic', attempt: 2 } }, 'starting flows over every tunnel, attempt 2'],
  [{ step: 'trial-over' }, undefined],
  [{ step: 'kept', id: 'lab-1' }, 'The lab stays up; `npm run switchover -- down lab-1` removes it.'],
  [{ step: 'torn-down', milliseconds: 430 }, 'Lab gone in 0.4 s'],
  [{ step: 'saved', path: 'runs/lab-1' }, 'Results: runs/lab-1'],
];
for (const [step, text] of texts) {
  test(`${step.step} is ${text === undefined ? 'not worth a line in a log' : `"${text}"`}`, (t) => {
    const line = runLine(step);
    t.is(line && textOf(line), text);
  });
}

test('only a terminal shows the seconds of a trial', (t) => {
  const watching = {
    silent: [
      { from: 'Azure', to: 'site', flows: 8 },
      { from: 'site', to: 'Azure', flows: 0 },
    ],
  };
  t.deepEqual(
    runLine({ step: 'in-trial', now: { step: 'watching', seconds: 4.7, ...watching, missing: [] } }),
    {
      kind: 'say',
      text: 'silent: 8 flows Azure to site, redundancy restored',
      seconds: 4,
    },
  );
  t.deepEqual(runLine({ step: 'in-trial', now: { step: 'settling', seconds: 4.1 } }), {
    kind: 'say',
    text: 'all flows steady, waiting for a random moment',
    seconds: 5,
  });
});
