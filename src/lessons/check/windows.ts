import { dpdTimeoutSeconds, takeoverSeconds } from '../../definition/profile.ts';
import type { Topology } from '../../topology/topology.ts';
import { sameName } from '../checks/same-name.ts';
import type { Condition, Lesson } from '../format/lesson.ts';
import type { LessonBreach, LessonRule } from './rule.ts';

/** A check waits at least as long as the timer that it waits for. */
export const windowsSuffice: LessonRule = {
  name: 'window-too-short',
  reason: 'A check that gives up before the timer runs out fails for who did everything right.',
  check: ({ lesson, topology }) =>
    lesson.tasks.flatMap(({ checks }, task) =>
      checks.flatMap((check, index): LessonBreach[] => {
        if (check.kind !== 'condition') return [];
        const needed = neededSeconds(check.condition, topology, changedTimers(lesson, task));
        if (needed === undefined || needed.seconds <= check.within) return [];
        const path = ['tasks', task, 'checks', index];
        const seconds = Math.ceil(needed.seconds);
        return [
          {
            at: { path },
            message: `It may take ${seconds} s until this holds (${needed.timer}), and the check waits ${check.within} s.`,
            advice: `Write within: ${seconds + margin} or more.`,
          },
        ];
      }),
    ),
};

/** Seconds for the rest: a change has to be seen as well. */
const margin = 5;

interface Needed {
  readonly seconds: number;
  readonly timer: string;
}

interface ChangedTimers {
  readonly dpdSeconds: number;
  readonly bgpHoldSeconds: number;
}

/** The longest timers that a solution sets in a task or before it. */
function changedTimers({ tasks }: Lesson, task: number): ChangedTimers {
  const changes = tasks
    .slice(0, task + 1)
    .flatMap(({ solution }) =>
      solution.steps.flatMap((step) => (step.action === 'timer' ? [step.changes] : [])),
    );
  return {
    dpdSeconds: Math.max(0, ...changes.map(({ dpdSeconds }) => dpdSeconds ?? 0)),
    bgpHoldSeconds: Math.max(0, ...changes.map(({ bgpHoldSeconds }) => bgpHoldSeconds ?? 0)),
  };
}

/** How long it may take until a condition holds, when the reason for it is there; undefined: no timer has a part in it. */
function neededSeconds(condition: Condition, topology: Topology, changed: ChangedTimers): Needed | undefined {
  switch (condition.kind) {
    case 'tunnel': {
      const { name, state } = condition.of;
      return state === 'up' ? reopening(topology) : detection(topology, changed, name);
    }
    case 'session':
      return condition.of.state === 'established' ? reopening(topology) : holdTime(topology, changed);
    case 'route': {
      const { absent, nextHops } = condition.of;
      const goesAway = absent === true || nextHops?.atMost !== undefined;
      return goesAway
        ? (holdTime(topology, changed) ?? detection(topology, changed, 'all'))
        : reopening(topology);
    }
    case 'holder':
      return longest(
        topology.floating.map(({ takeover }) => takeoverSeconds(takeover)),
        'takeover',
      );
    case 'redundancy':
      return condition.of === 'full' ? reopening(topology) : undefined;
    case 'any':
    case 'all': {
      const all = condition.of.map((one) => neededSeconds(one, topology, changed));
      const known = all.flatMap((one) => one ?? []).sort((one, other) => one.seconds - other.seconds);
      if (condition.kind === 'all') return known.at(-1);
      return known.length === all.length ? known[0] : undefined;
    }
    default:
      return undefined;
  }
}

const detection = ({ tunnels }: Topology, { dpdSeconds }: ChangedTimers, name: string): Needed | undefined =>
  longest(
    [
      dpdSeconds,
      ...tunnels
        .filter((tunnel) => name === 'all' || sameName(name, tunnel.name))
        .flatMap(({ ends }) => ends.flatMap(({ dpd }) => (dpd ? [dpdTimeoutSeconds(dpd)] : []))),
    ],
    'DPD timeout',
  );

const holdTime = ({ sessions }: Topology, { bgpHoldSeconds }: ChangedTimers): Needed | undefined =>
  longest(
    [
      bgpHoldSeconds,
      ...sessions
        .filter(({ kind }) => kind === 'tunnel')
        .flatMap(({ ends }) => ends.map(({ timers }) => timers.holdSeconds)),
    ],
    'BGP hold time',
  );

/** Until a tunnel that is possible again is there, and its session. */
const reopening = ({ tunnelRetrySeconds, sessions }: Topology): Needed | undefined =>
  longest(
    [
      tunnelRetrySeconds +
        Math.max(0, ...sessions.flatMap(({ ends }) => ends.map(({ timers }) => timers.connectRetrySeconds))),
    ],
    'the tunnel and its session are tried again',
  );

function longest(seconds: readonly number[], timer: string): Needed | undefined {
  const most = Math.max(0, ...seconds);
  return most === 0 ? undefined : { seconds: most, timer };
}
