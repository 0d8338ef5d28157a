import { readFileSync } from 'node:fs';
import test from 'ava';
import { execa } from 'execa';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Definition } from '../../src/definition/definition.ts';
import { azureName, type Notation, sharedKey, shortName } from '../../src/definition/form/value-checks.ts';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../src/nodes/ipsec/dataplane.ts';
import { type NodePlan, permissionsOf } from '../../src/nodes/node-plan.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { topologyOf } from '../topology/lab-topology.ts';
import { decodedSecret, parseSettings, type Section } from './strongswan-settings.ts';

/** Labs that together render everything: floating addresses, static routes, clients. */
const labs: Readonly<Record<string, readonly DataplaneName[]>> = {
  'dual-redundancy': ['userspace', 'kernel'],
  'active-active-static': ['userspace', 'kernel'],
  'vnet-to-vnet': ['userspace'],
  'point-to-site': ['userspace'],
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const written = (lab: string): Json =>
  parse(readFileSync(new URL(`../../labs/${lab}/lab.yaml`, import.meta.url), 'utf8'));

const matching = ({ pattern }: Notation) => fc.stringMatching(new RegExp(pattern));

/** A key that strongSwan would decode. */
const encodedKey = fc.stringMatching(/^0[xXsS][!#-&(-,./0-9A-Za-z]{0,12}$/);

/** Texts that end a word, a line, a string or a section in one of the files, or start something there. */
const signs = [
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '\\',
  '`',
  '$(reboot)',
  ';',
  '&',
  '#',
  '{',
  '}',
  '=',
  ' -c ',
  '%',
  '!',
];
const signInWord = fc
  .tuple(
    fc.constantFrom('', 'a', '10.0.0.0/8'),
    fc.constantFrom(...signs),
    fc.constantFrom('', 'b', 'router bgp 1'),
  )
  .map((parts) => parts.join(''));

/** Texts that people and attackers write where a word is expected. */
const anyText = fc.oneof(
  matching(azureName),
  matching(shortName),
  matching(sharedKey),
  encodedKey,
  signInWord,
  signInWord,
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a\n}\nsecrets { }',
    '10.0.0.0/8\n10.1.0.0/16',
    '../../etc/passwd',
    'include',
    '%any',
    '-c',
  ),
);

for (const [lab, dataplanes] of Object.entries(labs)) {
  const original = written(lab);
  const strings = [...new Set(stringsOf(original))];
  const words = strings.filter((text) => !/^[0-9.]+(?:\/[0-9]+)?$/.test(text));
  const harmless = read(original);
  if (!harmless) throw new Error(`${lab} cannot be read.`);

  test(`${lab}: no definition adds a line or a word to its files compared with those of a harmless one`, async (t) => {
    const scripts = new Map<string, string>();
    const compared = dataplanes.map((dataplane) => ({ dataplane, expected: plansOf(harmless, dataplane) }));
    let understood = 0;
    // Few of these texts are addresses; most accepted ones replace a word.
    const what = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...words) },
      { weight: 1, arbitrary: fc.constantFrom(...strings) },
    );
    const replacement = fc.record({ what, by: anyText });
    fc.assert(
      fc.property(fc.array(replacement, { minLength: 1, maxLength: 2 }), (replacements) => {
        const definition = read(
          replacements.reduce<Json>((json, { what, by }) => replaced(json, what, by), original),
        );
        if (!definition) return;
        understood++;
        for (const { dataplane, expected } of compared) {
          const plans = plansOf(definition, dataplane);
          if (plans.length !== expected.length) throw new Error('another number of nodes');
          for (const [index, plan] of plans.entries()) {
            assertAlike(plan, expected[index]);
            for (const [path, { content }] of plan.files) {
              if (content.startsWith('#!/bin/sh')) scripts.set(path, content);
            }
          }
          assertKeys(definition, plans);
        }
      }),
      { numRuns: 300 },
    );
    t.true(understood > 10, `only ${understood} were definitions`);
    t.true(scripts.size > 2);
    for (const [path, content] of scripts) {
      await t.notThrowsAsync(execa('sh', ['-n'], { input: content }), path);
    }
  });
}

test('charon gets exactly the shared key, whatever it begins with or contains', (t) => {
  fc.assert(
    fc.property(fc.oneof(matching(sharedKey), encodedKey), (key) => {
      const definition = read(replaced(written('dual-redundancy'), 'AzureA1b2C3', key));
      if (!definition) throw new Error(`${key} is refused.`);
      assertKeys(definition, plansOf(definition, 'kernel'));
    }),
    { numRuns: 300 },
  );
  t.pass();
});

function read(json: Json): Definition | undefined {
  const examination = examineDefinition(yamlSource(JSON.stringify(json), 'lab.yaml'), faults);
  return examination.ok ? examination.definition : undefined;
}

function plansOf(definition: Definition, dataplane: DataplaneName): NodePlan[] {
  return planNodes(topologyOf(definition), dataplaneNamed(dataplane));
}

function assertAlike(plan: NodePlan, expected: NodePlan | undefined): void {
  if (!expected) throw new Error('no such node');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(plan.node)) throw new Error(`${plan.node} is not a host name`);
  const [own, others] = [[...plan.files], [...expected.files]];
  if (own.length !== others.length) throw new Error(`${plan.node} has another number of files`);
  assertSameWords(plan.command.join('\n'), expected.command.join('\n'));
  assertSameWords(own.map(([path]) => path).join('\n'), others.map(([path]) => path).join('\n'));
  for (const [index, [path, file]] of own.entries()) {
    const other = others[index]?.[1];
    if (!other || permissionsOf(other) !== permissionsOf(file)) throw new Error(`${path} has another mode`);
    if (file.secret) continue;
    const { content } = file;
    assertSameWords(content, other.content);
    if (path.startsWith('/etc/ipsec/') && path.endsWith('.conf')) parseSettings(content);
  }
}

/** The same number of lines, of words in each, and only names in the place of names. */
function assertSameWords(text: string, expected: string): void {
  const [lines, expectedLines] = [text.split('\n'), expected.split('\n')];
  if (lines.length !== expectedLines.length) throw new Error(`another number of lines:\n${text}`);
  for (const [index, line] of lines.entries()) {
    const [words, expectedWords] = [line.split(/\s/), (expectedLines[index] ?? '').split(/\s/)];
    const alike =
      words.length === expectedWords.length &&
      words.every((word, place) => word === expectedWords[place] || isName(word, expectedWords[place] ?? ''));
    if (!alike) throw new Error(`${JSON.stringify(line)} in the place of ${expectedLines[index]}`);
  }
}

/** Punctuation around and within it is the template's; between it are letters, digits and what names have. */
function isName(word: string, expected: string): boolean {
  const punctuation = (text: string) => text.replaceAll(/[A-Za-z0-9_.-]+/g, '');
  return punctuation(word) === punctuation(expected);
}

/** The keys in the secrets.conf of all nodes are those of the connections, each in its own section. */
function assertKeys(definition: Definition, plans: readonly NodePlan[]): void {
  const found = plans.flatMap(({ files }) =>
    [...files].filter(([path]) => path.endsWith('/secrets.conf')).map(([, { content }]) => content),
  );
  const secrets = found.flatMap((content) => {
    const { sections, values, includes } = parseSettings(content);
    const inner = sections.get('secrets');
    if (sections.size !== 1 || !inner || values.size + includes.length + inner.values.size > 0) {
      throw new Error(`more than secrets:\n${content}`);
    }
    return [...inner.sections.values()].map(secretIn);
  });
  const keys = definition.connections.map((connection) => connection.sharedKey);
  for (const secret of secrets) if (!keys.includes(secret)) throw new Error(`${secret} is not a key`);
  for (const key of keys) if (!secrets.includes(key)) throw new Error(`${key} is not among the secrets`);
}

function secretIn({ values, sections }: Section): string {
  if ([...values.keys()].join() !== 'id-local,id-remote,secret' || sections.size > 0) {
    throw new Error('more than a secret');
  }
  return decodedSecret(values.get('secret') ?? '').toString();
}

function stringsOf(json: Json): string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap((inner) => stringsOf(inner));
}

/** The same with one word replaced everywhere, so that references still hold. */
function replaced(json: Json, what: string, by: string): Json {
  if (typeof json === 'string') return json === what ? by : json;
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((inner: Json) => replaced(inner, what, by));
  return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, replaced(inner, what, by)]));
}
