import test from 'ava';
import { loadLessons } from '../../../src/workshop/lessons/lesson-library.ts';
import { LessonSession } from '../../../src/workshop/lessons/lesson-session.ts';
import { type SolvingLab, setUpStart, solveTask } from '../../../src/workshop/lessons/solve-task.ts';
import { factsOf } from '../../lessons/facts.ts';

const { lessons } = await loadLessons();

/** A lab that writes down what it is asked for. */
function recordingLab(lab: string, failure?: string) {
  const { snapshot, topology } = factsOf(lab);
  const asked: string[] = [];
  const note = (verb: string) => async (request: object) => {
    asked.push(`${verb} ${JSON.stringify(request)}`);
  };
  const recording: SolvingLab = {
    snapshot,
    topology,
    faultLog: [],
    measurements: [],
    break: note('break'),
    heal: note('heal'),
    trial: note('trial'),
    idle: async () => failure,
  };
  return {
    asked,
    lab: recording,
    further: { timer: note('timer'), exec: note('exec'), restart: note('restart') },
  };
}

const sessionOf = (key: string, lab: SolvingLab) => {
  const loaded = lessons.find((one) => one.key === key);
  if (!loaded) throw new Error(`There is no lesson ${key}.`);
  const session = new LessonSession(loaded, lab);
  session.look();
  return session;
};

test('the steps of a solution are done in their order, and its answers given', async (t) => {
  const { asked, lab, further } = recordingLab('dual-redundancy');
  const session = sessionOf('dual-redundancy/first-look', lab);
  await solveTask(session, 'look', lab, further);
  session.look();
  await solveTask(session, 'sticky', lab, further);
  t.deepEqual(asked, ['exec {"action":"exec","at":"device1","command":"nft list set inet tunnels ipsec0"}']);
  t.deepEqual(
    session
      .look()
      .tasks.slice(0, 2)
      .map(({ state, solvedBy }) => [state, solvedBy]),
    [
      ['passed', 'program'],
      ['passed', 'program'],
    ],
  );
});

test('a start is broken, and the active instance gets its name', async (t) => {
  const { asked, lab } = recordingLab('active-standby');
  await setUpStart([{ fault: 'instance-crash', target: 'active', parameters: {} }], lab);
  t.deepEqual(asked, ['break {"fault":"instance-crash","parameters":{},"target":"vnet1gw-0"}']);
});

test('a step that fails ends the solving, and the task is open as before', async (t) => {
  const { lab } = recordingLab('dual-redundancy', 'No.');
  await t.throwsAsync(setUpStart([{ fault: 'blackhole', parameters: {} }], lab), { message: 'No.' });
  const session = sessionOf('dual-redundancy/first-look', lab);
  const { further } = recordingLab('dual-redundancy');
  const fail = async () => {
    throw new Error('No.');
  };
  for (const step of session.beginSolving('look'))
    if (step.action === 'answer') session.doAnswer('look', step);
  session.look();
  await t.throwsAsync(solveTask(session, 'sticky', lab, { ...further, exec: fail }), { message: 'No.' });
  t.false(session.progress.tasks.sticky?.isBeingSolved);
});
