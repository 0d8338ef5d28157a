import test from 'ava';
import { areSame, type LearnedRoute, speakerNetwork } from '../../src/topology/learned-routes.ts';
import { definitionOf } from './definitions.ts';
import { topologyOf } from './lab-topology.ts';

const [speaker] = speakerNetwork(topologyOf(definitionOf())).all;

const learned = (...prefixes: string[]): ReadonlyMap<NonNullable<typeof speaker>, LearnedRoute> => {
  if (!speaker) throw new Error('the lab has a speaker');
  return new Map([[speaker, { path: [65010], preference: 100, nextHops: [], prefixes, viaSibling: false }]]);
};

test('a round that changed one prefix for another changed something', (t) => {
  t.true(areSame(learned('10.1.0.0/16'), learned('10.1.0.0/16')));
  t.false(areSame(learned('10.1.0.0/16'), learned('10.2.0.0/16')));
  t.false(areSame(learned('10.1.0.0/16'), learned('10.1.0.0/16', '10.2.0.0/16')));
});
