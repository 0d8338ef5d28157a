import { readFileSync } from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import { DefinitionError } from '../../src/definition/problems/definition-error.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from './read-definition.ts';

const lab = readFileSync(new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url), 'utf8');

const bomb = [...'bcdefghij']
  .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`)
  .join('\n');

const files: Readonly<Record<string, string>> = {
  'a file of more than 1 MiB': `name: big\nsummary: ${'x'.repeat(1024 * 1024)}\n`,
  'very many words': 'word: 1\n'.repeat(30_000),
  'aliases of aliases': `a: &a [x, x, x, x, x, x, x, x, x]\n${bomb}`,
  'an alias of itself': '&a { name: *a, sites: [*a, *a] }',
  'brackets in brackets': '['.repeat(250_000),
  'braces in braces, line by line': '{\n'.repeat(120_000),
  // The YAML parser alone would end the process on this one.
  'lists in lists in one line': '- '.repeat(120_000),
  'keys in keys in one line': '? '.repeat(120_000),
  'properties in properties': Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  'an unclosed quote': `name: "${'\\'.repeat(200_000)}`,
  'many anchors': '&a '.repeat(10_000),
  'many closing brackets': ']'.repeat(20_000),
  'many directives': '%x\n'.repeat(10_000),
  'a long list': lab.replace(
    '[host]',
    `[${Array.from({ length: 15_000 }, (_, index) => `h${index}`).join(',')}]`,
  ),
  'a long list of prefixes': lab.replace('[10.51.0.0/16,', `[${'10.51.0.0/16,'.repeat(12_000)}`),
  'many sites, hosts and prefixes': lab.slice(0, lab.indexOf('sites:')) + manySites(),
  'zero bytes': '\0'.repeat(1000),
  'names of JavaScript': '__proto__: { a: 1 }\nconstructor: 1\ntoString: 2\nhasOwnProperty: 3\nvalueOf: 4',
  'an object as a key': '? { a: 1 }\n: b\n? [c]\n: d\nnull: e\n1: f',
  tags: 'name: !!binary aGVsbG8=\nsites: !!set { a, b }\nconnections: !!js/function "x"',
  'YAML 1.1': '%YAML 1.1\n---\n<<: { name: yes }\nconnections: !!omap [{ a: 1 }]\n',
};

for (const [what, text] of Object.entries(files)) {
  test(`refused within a second: ${what}`, (t) => {
    const start = process.cpuUsage();
    const error = t.throws(() => readDefinition(yamlSource(text, 'lab.yaml'), faults), {
      instanceOf: DefinitionError,
    });
    // CPU time, because other programs on the machine must not fail this test.
    const { user, system } = process.cpuUsage(start);
    const milliseconds = (user + system) / 1000;
    t.true(milliseconds < 1000, `took ${Math.round(milliseconds)} ms`);
    t.true((error?.problems.length ?? 0) > 0);
    t.true((error?.message.length ?? 0) < 100_000);
  });
}

test('messages never contain control characters of the file', (t) => {
  const text =
    '"na\\e[2Jme": 1\nname: "\\e]0;title\\a\\u202e"\nconnections: [{ name: "\\r\\n\\x9b", connectionMode: "\\e[31m" }]\n"a\\u0000": "\\b';
  const { message } =
    t.throws(() => readDefinition(yamlSource(text, 'lab.yaml'), faults), { instanceOf: DefinitionError }) ??
    {};
  t.notRegex(message ?? '', /(?!\n)[\p{Cc}\p{Cf}]/u);
});

test('messages never contain a shared key', (t) => {
  for (const key of ['"S3cret key"', '"S3cret-~"', '12345678', '[S3cret]']) {
    const text = lab.replace('AzureA1b2C3', key);
    const error = t.throws(() => readDefinition(yamlSource(text, 'lab.yaml'), faults), {
      instanceOf: DefinitionError,
    });
    t.notRegex(error?.message ?? '', /S3cret|12345678/);
  }
});

/** Labs that together have everything that a lab can have. */
const labs = [
  lab,
  ...[
    'no-transit-without-bgp',
    'ipsec-policies-differ',
    'peer-without-tunnel',
    'custom-bgp-address-unused',
    'vpn-client-addresses',
    'contradictory-limits',
    'same-static-routes',
  ].map((name) => readFileSync(new URL(`errors/${name}.yaml`, import.meta.url), 'utf8')),
].map((text) => text.split(/(?<=\s)|(?=[[\]{},:#])/));

test('a lab with a changed line or word, or any other text, is read or refused without any other error', (t) => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom(
      '',
      '- ',
      ': ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a ',
      '|\n',
      '"',
      '\t',
      'null',
      '-1',
      '10.0.0.0/8',
      '!!int ',
      '\n',
    ),
  );
  const changedLab = (words: readonly string[]) => {
    const change = fc.record({ place: fc.nat(words.length - 1), text: anything, keep: fc.boolean() });
    return fc.array(change, { maxLength: 6 }).map((list) => {
      const changed = [...words];
      for (const { place, text, keep } of list) changed[place] = keep ? `${words[place]}${text}` : text;
      return changed.join('');
    });
  };
  const texts = fc.oneof(
    ...labs.map(changedLab),
    fc.array(anything, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        readDefinition(yamlSource(text, 'lab.yaml'), faults);
      } catch (error) {
        if (!(error instanceof DefinitionError)) throw error;
        if (error.problems.some(({ line, column }) => line < 1 || column < 1))
          throw new Error('no place in the file');
      }
    }),
    { numRuns: 2000 },
  );
  t.pass();
});

function manySites(): string {
  const site = (number: number) => {
    const prefixes = Array.from({ length: 32 }, (_, index) => `10.${100 + number}.${index}.0/24`);
    const hosts = Array.from({ length: 64 }, (_, index) => `h${number}-${index}`);
    return `  - { name: S${number}, addressPrefixes: [${prefixes}], devices: [{ name: d${number}, localNetworkGateway: Site5-1 }], hosts: [${hosts}] }`;
  };
  return `sites:\n${Array.from({ length: 16 }, (_, number) => site(number)).join('\n')}\n`;
}
