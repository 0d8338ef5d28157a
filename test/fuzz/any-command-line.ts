import fc from 'fast-check';
import { program } from '../../src/cli/program.ts';
import { allCommands, wordsOf } from '../../src/cli/words/command-named.ts';

/** A command line with its environment. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Words that people type, and words that break parsers. No absolute path: the program would make folders there. */
const trickyWords = [
  ...[
    '',
    ' ',
    '-',
    '--',
    '-x',
    '--nosuch',
    '--help',
    '--version',
    'help',
    '=',
    ',',
    ',,',
    '=1',
    'a=',
    'a=b=c',
  ],
  ...[
    '0',
    '1',
    '5',
    '32',
    '-1',
    '+3',
    '007',
    '0x20',
    '1e2',
    '1.5',
    '.5',
    '1,2',
    '99999999999999999999',
    'Infinity',
  ],
  ...['fast', 'azure', 'json', 'table', 'html', 'auto', 'kernel', 'yes', 'no', 'off', 'true', 'maybe'],
  ...[
    'single-tunnel',
    'point-to-site',
    'nosuch',
    'scenario',
    'blackhole',
    'instance-crash',
    'vnet1gw-0',
    'device1:wan0',
  ],
  ...[
    'lossPercent=5',
    'lossPercent=abc',
    'lossPercent=5,lossPercent=6',
    'only=esp',
    'only=',
    'lastsSeconds=0',
  ],
  ...[
    'maxOutageSeconds=5',
    'maxOutageSeconds=-5',
    'maxOutageSecond=5',
    'dpd=9,15',
    'dpd=',
    'bgp=3/9,10/30',
    'ike=3',
  ],
  ...['10/30', '30/10', '3x300', '1x1', '__proto__', '__proto__=1', 'constructor=1', 'toString'],
  ...[
    '\u0000',
    '\u001b[31m',
    'é',
    '\ud800',
    '🦊',
    '\u202e',
    'x'.repeat(5000),
    '%s%n',
    '$(id)',
    '`id`',
    '{}',
    '[]',
  ],
];

/** Files in the folder in which the command line is performed. */
export const files: Readonly<Record<string, string>> = {
  'empty.yaml': '',
  'text.yaml': 'just text',
  'list.yaml': '[1, 2]',
  'broken.yaml': 'name: [',
  'result.json': '{"format":"switchover-result/8","run":{"id":',
  'null.json': 'null',
  'other.json': '{"format":"switchover-sweep/2"}',
};

const commands = allCommands(program);
const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...trickyWords) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(files), '.', 'run') },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }).filter(staysHere) },
);

function staysHere(text: string): boolean {
  return !text.includes('/') && !text.includes('..');
}

/** What an option of the command is given, in both forms and without a value. */
const optionOf = (command: (typeof commands)[number]) =>
  command.options.length === 0
    ? fc.constant<string[]>([])
    : fc
        .tuple(fc.constantFrom(...command.options), word, fc.nat(9))
        .map(([{ long = '', required }, value, form]) => {
          if (!required) return form === 0 ? [`${long}=${value}`] : [long];
          if (form === 0) return [long];
          return form < 4 ? [`${long}=${value}`] : [long, value];
        });

const callOf = (command: (typeof commands)[number]) =>
  fc
    .tuple(
      fc.constantFrom(wordsOf(command), ...command.aliases().map((alias) => [alias])),
      fc.array(
        fc.oneof(
          optionOf(command),
          word.map((one) => [one]),
        ),
        { maxLength: 6 },
      ),
    )
    .map(([name, rest]) => [...name, ...rest.flat()]);

const anyWords = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...commands).chain(callOf) },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 4 }) },
);

const variables = [
  ...new Set(commands.flatMap(({ options }) => options.flatMap(({ envVar }) => envVar ?? []))),
  'SWITCHOVER_ENGINE_TIMEOUT',
  'SWITCHOVER_DRYRUN',
];

/** No variable can hold a NUL. */
const variable = word.filter((text) => !text.includes('\u0000') && staysHere(text));

export const anyCommandLine: fc.Arbitrary<CommandLine> = fc.record({
  words: anyWords,
  environment: fc.dictionary(fc.constantFrom(...variables), variable, { maxKeys: 2 }),
});
