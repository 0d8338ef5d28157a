import test from 'ava';
import {
  belongToRuns,
  chooseLab,
  chooseOnlyLab,
  type NamedLab,
  shortestName,
} from '../../../src/run/live/choose-lab.ts';

const kept = (name: string, number: number): NamedLab => ({ id: `${name}-${number}`, name, kept: true });
const ofRun = (name: string, number: number): NamedLab => ({ ...kept(name, number), kept: false });

const choose = (labs: readonly NamedLab[], nameOrId: string, keptOnly = true) =>
  chooseLab(labs, { nameOrId, keptOnly, known: ['dual', 'single'] }).id;

test('a lab is found by its id, and by its name if it was left up', (t) => {
  const labs = [ofRun('dual', 1), kept('dual', 2)];
  t.is(choose(labs, 'dual-1'), 'dual-1');
  t.is(choose(labs, 'dual'), 'dual-2');
});

test('a lab of a run can be looked at by its name', (t) => {
  t.is(choose([ofRun('dual', 1)], 'dual', false), 'dual-1');
});

test('a lab of a run can be changed only by its id, and the message says so', (t) => {
  t.throws(() => choose([ofRun('dual', 1)], 'dual'), {
    message:
      'No lab with the name dual was left up. 1 lab belongs to a run that goes on: dual-1. To change such a lab, give its id.',
  });
  t.throws(() => choose([ofRun('dual', 1), ofRun('dual', 2), kept('single', 3)], 'dual'), {
    message:
      'No lab with the name dual was left up. 2 labs belong to runs that go on: dual-1, dual-2. To change such a lab, give its id.',
  });
});

test('several labs of one name are told apart by their ids', (t) => {
  t.throws(() => choose([kept('dual', 1), kept('dual', 2)], 'dual'), {
    message: 'Several labs with the name dual are up. Say which one: dual-1, dual-2.',
  });
});

test('`up` is proposed for a lab that there is, and for no other name', (t) => {
  t.throws(() => choose([], 'single'), {
    message: /^The lab "single" is not up\. No lab is up\. `.*up single` brings it up\.$/,
  });
  t.throws(() => choose([kept('dual', 1)], 'sinlge'), {
    message: 'The lab "sinlge" is not up. Up: dual-1.',
  });
});

test('without a name there must be one lab that was left up', (t) => {
  t.is(chooseOnlyLab([ofRun('dual', 1), kept('single', 2)]).id, 'single-2');
  t.throws(() => chooseOnlyLab([kept('dual', 1), kept('single', 2)]), {
    message: 'Several labs are up. Say which one: dual-1, single-2.',
  });
  t.throws(() => chooseOnlyLab([ofRun('dual', 1)]), {
    message:
      'No lab was left up. 1 lab belongs to a run that goes on: dual-1. To work on one of them, give its id.',
  });
  t.throws(() => chooseOnlyLab([]), { message: /^No lab is up; `.*up dual-redundancy` brings one up\.$/ });
});

test('a lab is called by its name, unless another lab of that name was left up', (t) => {
  t.is(shortestName(kept('dual', 1), [kept('dual', 1), ofRun('dual', 2), kept('single', 3)]), 'dual');
  t.is(shortestName(kept('dual', 1), [kept('dual', 1), kept('dual', 2)]), 'dual-1');
  t.is(belongToRuns([ofRun('dual', 1)]), '1 lab belongs to a run that goes on: dual-1.');
});
