import { readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';
import type { Definition } from '../../../src/definition/definition.ts';
import { labForm } from '../../../src/definition/form/lab-form.ts';
import type { FileContent } from '../../../src/engine/containers/archive.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { withClientCredentials } from '../../../src/lab/client-credentials.ts';
import { charonNeeds, everyNodeNeeds, frrNeeds } from '../../../src/nodes/capabilities.ts';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import { strongswanConf } from '../../../src/nodes/ipsec/strongswan/strongswan-conf.ts';
import { planNodes } from '../../../src/nodes/plan-nodes.ts';
import { credentialFiles, pointToSitePlugins } from '../../../src/nodes/point-to-site/point-to-site.ts';
import { pointToSiteCharon } from '../../../src/nodes/point-to-site/point-to-site-charon.ts';
import { testContainer } from '../../engine/real-engine.ts';
import { labNames, labTopology, topologyOf } from '../../topology/lab-topology.ts';
import { type Exhibit, exhibitsOf } from './exhibits.ts';
import { type Place, places } from './places.ts';
import { accepted, hasRoomFor, type Written, withValue, writtenAt } from './variants.ts';

/**
 * No rendering may write a value that the program behind it refuses. For every number, every choice and every text of
 * the lab format, both ends of what is allowed and values between are written into a design. What `validate` accepts is
 * rendered for both dataplanes, and the programs of the node image judge the files, all in one container.
 */

const read = (path: string): Written => parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

const policies = (change: Readonly<Record<string, string>>): Written => {
  const path = ['connections', '[]', 'ipsecPolicies', '[]'];
  const before = writtenAt(everyProperty, path);
  const place = { path, isName: false };
  return withValue(everyProperty, place, { ...Object(before), ...change });
};

const everyProperty = read('designs/every-property.yaml');
const combined = ['GCMAES256', 'GCMAES192', 'GCMAES128'];

/** A value goes into the first design that may have it. */
const designs: readonly Written[] = [
  everyProperty,
  ...combined.map((gcm) => policies({ ipsecEncryption: gcm, ipsecIntegrity: gcm })),
  ...['GCMAES256', 'GCMAES128'].map((gcm) => policies({ ikeEncryption: gcm, ikeIntegrity: gcm })),
  read('designs/without-bgp.yaml'),
  read('designs/device-settings.yaml'),
  read('designs/device-pair.yaml'),
  read('designs/traffic-selectors.yaml'),
  ...labNames.map((lab) => read(`../../../labs/${lab}/lab.yaml`)),
];

/** What happens to a lab is judged on a running one (`make test-faults`), and the summary is in no file of a node. */
const notRendered = /^(expect|scenario|summary)/;

const allPlaces = places(labForm(faults).jsonSchema).filter(({ name }) => !notRendered.test(name));

interface Variant {
  readonly place: Place;
  readonly value: unknown;
  readonly definition: Definition;
}

const variants: readonly Variant[] = allPlaces.flatMap((place) => {
  const candidates = designs.filter((design) => hasRoomFor(design, place));
  const values = new Set(candidates.flatMap((design) => place.values(writtenAt(design, place.path))));
  return [...values].flatMap((value) => {
    const definition = firstAccepted(candidates, place, value);
    return definition ? [{ place, value, definition }] : [];
  });
});

function firstAccepted(candidates: readonly Written[], place: Place, value: unknown): Definition | undefined {
  for (const design of candidates) {
    const definition = accepted(withValue(design, place, value));
    if (definition) return definition;
  }
  return undefined;
}

test('every number of the lab format is valid at both ends of its range, and not beyond', (t) => {
  for (const place of allPlaces.filter(({ kind }) => kind === 'number')) {
    const values = variants.filter((variant) => variant.place === place).map(({ value }) => value);
    const [below, above] = place.outside;
    // An end may have decimals, so what is next to it is not exact.
    const has = (end: number) => values.some((value) => Math.abs(Number(value) - end) < 1e-9);
    for (const end of [Number(below) + 1, Number(above) - 1]) t.true(has(end), `${place.name}: ${end}`);
    const design = designs.find((one) => hasRoomFor(one, place));
    for (const value of place.outside) {
      t.is(accepted(withValue(design, place, value)), undefined, `${place.name}: ${value}`);
    }
  }
});

test('the programs of a node accept everything that a lab file may have', async (t) => {
  const exhibits = distinctExhibits();
  const folder = '/ranges';
  const container = await testContainer(t, 'while :; do sleep 60; done', {
    capabilities: [...new Set([...everyNodeNeeds, ...frrNeeds, ...charonNeeds])],
    devices: ['/dev/net/tun'],
    files: new Map([
      [`${folder}/judge.sh`, { content: readFileSync(new URL('judge.sh', import.meta.url)), mode: 0o755 }],
      [`${folder}/strongswan.conf`, { content: judgingCharon }],
      ...(await clientCredentials()).map(([path, file]): [string, FileContent] => [
        `${folder}/swanctl/${path}`,
        file,
      ]),
      ...exhibits.flatMap(({ judge, text, links }, index): [string, FileContent][] => [
        [`${folder}/${judge}/${index}`, { content: text }],
        ...(links.length > 0
          ? [[`${folder}/${judge}/${index}.links`, { content: links.join(' ') }] as [string, FileContent]]
          : []),
      ]),
    ]),
  });
  await container.start();
  const { stdout, stderr } = await container.exec([`${folder}/judge.sh`, folder], { timeoutMs: 240_000 });
  const lines = stdout.trim().split('\n');
  const refused = lines.flatMap((line) => {
    const [, number, said] = /^\w+\/(\d+): (.*)$/.exec(line) ?? [];
    const exhibit = exhibits[Number(number)];
    return exhibit ? [`${exhibit.variant}: ${exhibit.what}: ${said}`] : [];
  });
  t.deepEqual(refused, []);
  const judged = lines.map((line) => Number(/^judged (\d+)$/.exec(line)?.[1] ?? 0));
  t.is(
    judged.reduce((sum, count) => sum + count, 0),
    exhibits.length,
    `${stdout}\n${stderr}`,
  );
  t.log(`${variants.length} values of ${allPlaces.length} properties in ${exhibits.length} files`);
});

/** All rendered files that differ, each with the first value that led to it. */
function distinctExhibits(): (Exhibit & { readonly variant: string })[] {
  const found = new Map<string, Exhibit & { readonly variant: string }>();
  for (const { place, value, definition } of variants) {
    const topology = topologyOf(definition, 'azure');
    const variant = `${place.name} = ${value}`;
    for (const dataplane of ['userspace', 'kernel'] as const) {
      for (const exhibit of exhibitsOf(topology, planNodes(topology, dataplaneNamed(dataplane)))) {
        const key = `${exhibit.judge} ${exhibit.text} ${exhibit.links.join(' ')}`;
        if (!found.has(key)) found.set(key, { ...exhibit, variant });
      }
    }
  }
  return [...found.values()];
}

/** The charon that loads every swanctl.conf: with all plugins that any of them may need. */
const judgingCharon = (() => {
  const charon = pointToSiteCharon(0, {
    authentication: 'certificate',
    dpd: { delaySeconds: 9, retransmitSeconds: 1, retransmitTries: 4 },
  });
  const plugins = new Set([...charon.options.plugins, ...Object.values(pointToSitePlugins).flat()]);
  return strongswanConf({ ...charon, options: { ...charon.options, plugins: [...plugins] } });
})();

/** A gateway's certificate and key, by their names below the folder of its swanctl.conf. */
async function clientCredentials(): Promise<[string, FileContent][]> {
  const topology = labTopology('point-to-site');
  const plans = await withClientCredentials(
    planNodes(topology, dataplaneNamed('userspace')),
    topology,
    new Date(),
  );
  const gateway = plans.find(({ node }) => topology.pointToSite.some(({ nodes }) => nodes.includes(node)));
  return Object.values(credentialFiles).flatMap((name) =>
    [...(gateway?.files ?? [])]
      .filter(([path]) => path.endsWith(name))
      .map(([, file]): [string, FileContent] => [name, file]),
  );
}
