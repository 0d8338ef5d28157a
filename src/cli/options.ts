import type { FaultParameters } from '../definition/fault-parameters.ts';
import { targetWords } from '../definition/known-fault.ts';
import { profileNames } from '../definition/profile.ts';
import { dpdTimeoutRange } from '../definition/timers.ts';
import { mostFlows } from '../experiment/probes/probe.ts';
import { faults } from '../faults/by-name.ts';
import { dataplaneChoices } from '../nodes/ipsec/choose.ts';
import { patience } from '../run/bring-up-time.ts';
import { usualLeastFlows } from '../run/fit-traffic.ts';
import { captureSides } from '../run/live/capture-point.ts';
import { ownFolder } from './npm/own-folder.ts';
import { flag, option } from './option.ts';
import {
  bfdTimers,
  bgpTimers,
  faultParameters,
  limits,
  profileOrFile,
  settings,
  shard,
  variations,
  wholeNumber,
} from './option-values.ts';

/** Options of all commands, each described once. */
export const options = {
  profile: () =>
    option(
      '--profile <name>',
      `set of timers: ${profileNames.join(' or ')} (documented ones, or short ones for CI), or a file that inherits from one`,
    )
      .argParser(profileOrFile)
      .default('azure'),
  set: () =>
    option(
      '--set <path=value>',
      'a number of the profile, such as healthProbe.intervalMs=1000, or an assumption, such as azureBgpFollowsTunnel=false; may be repeated',
    ).argParser(settings),
  dataplane: () =>
    option('--dataplane <name>', 'ESP by the kernel or in userspace; auto: the kernel where it can')
      .choices(dataplaneChoices)
      .default('auto'),
  fault: () =>
    option('--fault <name>', 'what breaks')
      .choices(faults.map(({ name }) => name))
      .default('instance-crash'),
  target: () =>
    option(
      '--target <nodes>',
      `what it happens to: ${targetWords(faults)} (default: the usual targets of the fault)`,
    ),
  with: () =>
    option('--with <parameters>', 'parameters of the fault, such as lossPercent=5,lastsSeconds=20')
      .argParser(faultParameters)
      .default<FaultParameters>({}, 'those of the fault'),
  lab: () => option('--lab <lab>', 'name or id of a lab that is up (default: the only one)'),
  for: () =>
    option('--for <seconds>', 'undo it after this time, 1 to 86400 (default: it stays until heal)').argParser(
      wholeNumber(1, 86_400),
    ),
  flows: (usual = `${usualLeastFlows}, or 2 for each tunnel that they may take`) =>
    option('--flows <number>', `flows in each direction, 2 to ${mostFlows} (default: ${usual})`).argParser(
      wholeNumber(2, mostFlows),
    ),
  rate: () =>
    option('--rate <number>', 'packets a second of each flow, 10 to 1000')
      .argParser(wholeNumber(10, 1000))
      .default(100),
  fallingRate: () =>
    option(
      '--rate <number>',
      'packets a second of each flow, 10 to 1000 (default: 25, and fewer in a further attempt)',
    ).argParser(wholeNumber(10, 1000)),
  tcp: () =>
    option('--tcp <number>', 'TCP connections opened from each side, 0 to 64')
      .argParser(wholeNumber(0, 64))
      .default(8),
  tcpTimeout: () =>
    option(
      '--tcp-timeout <seconds>',
      'time after which a connection without an answer is closed, 1 to 3600 (default: as the kernel does, after about 15 minutes)',
    ).argParser(wholeNumber(1, 3600)),
  trials: () =>
    option('--trials <number>', 'how often the fault is repeated in the same lab, 1 to 1000')
      .argParser(wholeNumber(1, 1000))
      .default(1),
  dpd: () =>
    option(
      '--dpd <seconds>',
      `DPD timeout of all tunnels, ${dpdTimeoutRange.least} to ${dpdTimeoutRange.most}, in place of that of the profile`,
    ).argParser(wholeNumber(dpdTimeoutRange.least, dpdTimeoutRange.most)),
  bgp: () =>
    option(
      '--bgp <keepalive/hold>',
      'BGP timers of all sessions in seconds, such as 10/30, in place of those of the profile',
    ).argParser(bgpTimers),
  bfd: () =>
    option(
      '--bfd <probes x milliseconds>',
      'BFD between the core router of a site and its devices, such as 3x300, in place of that of the profile',
    ).argParser(bfdTimers),
  vary: () =>
    option(
      '--vary <timer=values>',
      'timers to try, such as dpd=9,15,30, bgp=3/9,10/30 or healthProbe.intervalMs=500,1000; give several for every combination',
    ).argParser(variations),
  limit: () =>
    option('--limit <seconds>', 'longest outage that the recommended timers may have').argParser(
      wholeNumber(1, 3600),
    ),
  expect: () =>
    option(
      '--expect <limits>',
      'limits in place of those of the lab, such as maxOutageSeconds=5,maxRedundancySeconds=30',
    ).argParser(limits),
  tolerance: () =>
    option('--tolerance <percent>', 'how much recovery may differ from the base, 0 to 1000')
      .argParser(wholeNumber(0, 1000))
      .default(10),
  quick: () => flag('--quick', 'only the short outages, in half a minute'),
  undisturbed: () =>
    option('--undisturbed <seconds>', 'time without an outage, in which nothing may be lost, 1 to 3600')
      .argParser(wholeNumber(1, 3600))
      .default(30),
  margin: () =>
    option('--margin <milliseconds>', 'error that an outage may have beyond a probe interval, 0 to 1000')
      .argParser(wholeNumber(0, 1000))
      .default(0),
  keep: () => flag('--keep', 'leave the lab up afterwards'),
  bringUp: () =>
    option(
      '--timeout <seconds>',
      `time for the lab to become ready, 1 to 3600 (default: ${patience.least}, and ${patience.perNode} a node in large labs)`,
    ).argParser(wholeNumber(1, 3600)),
  healing: () =>
    option('--timeout <seconds>', 'time for the lab to become whole again, 3 to 3600')
      .argParser(wholeNumber(3, 3600))
      .default(60),
  dryRun: () => flag('--dry-run', 'only print topology and configuration'),
  all: () => flag('--all', 'every lab that was left up'),
  follow: () => flag('--follow', 'follow the log until the node ends'),
  side: () =>
    option(
      '--side <side>',
      'inside the tunnel, or outside: IKE and ESP (default: inside; of a node, both)',
    ).choices(captureSides),
  write: () => option('-w, --write <file>', 'write the packets to a file in the format of pcap; - is stdout'),
  seconds: () =>
    option('--seconds <number>', 'end after this time, 1 to 86400 (default: at Ctrl-C)').argParser(
      wholeNumber(1, 86_400),
    ),
  watch: () => flag('--watch', 'print every change until Ctrl-C'),
  fresh: () => flag('--fresh', 'a new lab for each case, in place of one for all cases of a lab'),
  jobs: (usual = ' (default: as many as the machine allows)') =>
    option('--jobs <number>', `labs at once, 1 to 64${usual}`).argParser(wholeNumber(1, 64)),
  shard: (parts: string) =>
    option(
      '--shard <part>',
      `only this part of ${parts}, such as 2/5; merge puts the parts together`,
    ).argParser(shard),
  baseline: () =>
    option(
      '--baseline <folder>',
      'an earlier suite, by its folder or id: also print what became better or worse since then',
    ),
  into: () => option('--into <folder>', 'a new folder for the whole'),
  durations: () =>
    option(
      '--durations <file>',
      'a durations.json, as a suite writes it, by which cases are ordered and shards divided (default: the one that comes with the program)',
    ),
  junit: () => option('--junit <file>', "also write JUnit's XML to this file"),
  calibrations: () =>
    option('--calibrations <folder>', 'where calibrations are kept').default(
      ownFolder('runs/calibrations'),
      'runs/calibrations',
    ),
  runs: () => option('--runs <folder>', 'where results are kept').default(ownFolder('runs'), 'runs'),
  format: <const Choices extends readonly [string, ...string[]]>(...choices: Choices) =>
    option('--format <name>', `output: ${choices.join(' or ')}`)
      .choices(choices)
      .default<Choices[number]>(choices[0]),
} as const;
