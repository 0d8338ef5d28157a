import test from 'ava';
import fc from 'fast-check';
import { azureName } from '../../src/definition/form/value-checks.ts';
import { InterfaceNames, NodeNames } from '../../src/topology/node-name.ts';
import { definitionOf } from './definitions.ts';
import { topologyOf } from './lab-topology.ts';

test('a node has its name in the definition, as far as host names allow', (t) => {
  const names = new NodeNames();
  t.is(names.take('TestVNet1'), 'testvnet1');
  t.is(names.take('vnet_prod.West-Europe'), 'vnet-prod-west-europe');
  t.is(names.take('Site_5.'), 'site-5');
});

test('two names that become the same get a number', (t) => {
  const names = new NodeNames();
  t.deepEqual(
    ['a_b', 'A.B', 'a-b-2', 'a-b'].map((name) => names.take(name)),
    ['a-b', 'a-b-2', 'a-b-2-2', 'a-b-3'],
  );
});

test('a long name is cut, and never ends in a hyphen', (t) => {
  t.is(new NodeNames().take(`${'a'.repeat(39)}_b`), 'a'.repeat(39));
});

test('the instances of a gateway with a long name keep their numbers', (t) => {
  const names = new NodeNames();
  t.deepEqual(
    ['-0', '-1'].map((ending) => names.take(`${'v'.repeat(37)}_${'w'.repeat(20)}`, ending)),
    [`${'v'.repeat(37)}-0`, `${'v'.repeat(37)}-1`],
  );
});

test('a bridge has the name of its subnet', (t) => {
  const names = new InterfaceNames();
  t.is(names.take('FrontEnd'), 'frontend');
  t.is(names.take('GatewaySubnet'), 'gatewaysubnet');
  t.is(names.take('snet-web-prod-weu-001'), 'snet-web-prod-1');
  t.is(names.take('snet-web-prod-weu-002'), 'snet-web-prod-2');
  t.is(names.take('front_end'), 'frontend-1');
});

test('a subnet with the name "default", as the portal proposes, gets a name that the kernel accepts', (t) => {
  const topology = topologyOf(definitionOf({ subnets: ['default', 'all', 'lo'] }));
  const bridges = topology.nodes.find(({ role }) => role === 'virtual-network')?.bridges;
  t.deepEqual(
    bridges?.map(({ name }) => name),
    ['default-1', 'all-1', 'lo-1', 'gatewaysubnet'],
  );
});

const azureNames = fc.stringMatching(new RegExp(azureName.pattern)).filter((name) => name.length <= 80);

test('property: the kernel accepts all names of interfaces, and all differ', (t) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(azureNames, fc.string()), { maxLength: 40 }), (wanted) => {
      const names = new InterfaceNames(['lan', 'public0']);
      const taken = wanted.map((name) => names.take(name));
      for (const name of taken) {
        if (!/^[a-z0-9][a-z0-9-]{0,14}$/.test(name)) throw new Error(`"${name}" is not a name`);
        if (['lo', 'all', 'default', 'lan', 'public0'].includes(name)) throw new Error(`"${name}" is taken`);
      }
      return new Set(taken).size === taken.length;
    }),
  );
  t.pass();
});

test('property: names of nodes are host names, and all differ', (t) => {
  fc.assert(
    fc.property(fc.array(azureNames, { maxLength: 40 }), (wanted) => {
      const names = new NodeNames();
      const taken = wanted.map((name) => names.take(name));
      for (const name of taken) {
        if (!/^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/.test(name))
          throw new Error(`"${name}" is not a host name`);
      }
      return new Set(taken).size === taken.length;
    }),
  );
  t.pass();
});
