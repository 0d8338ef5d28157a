import test from 'ava';
import { definitionDigest } from '../../src/lab/definition-digest.ts';
import { labDefinition } from '../topology/lab-topology.ts';

const lab = labDefinition('dual-redundancy');

test('the digest depends on the design, and not on the shared keys', (t) => {
  const digest = definitionDigest(lab);
  t.regex(digest, /^[0-9a-f]{16}$/);
  const otherKeys = lab.connections.map((one) => ({ ...one, sharedKey: 'Other' }));
  t.is(definitionDigest({ ...lab, connections: otherKeys }), digest);
  t.not(definitionDigest({ ...lab, connections: lab.connections.slice(1) }), digest);
});
