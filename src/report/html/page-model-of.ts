import { type DirectionResult, directionResults } from '../../analysis/direction-results.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import type { Observations } from '../../observations/observations.ts';
import { pageEvents } from './page-events.ts';
import type { PageDirection, PageModel, PageSeries } from './page-model.ts';
import { tunnelRates } from './tunnel-rates.ts';

/** More cannot be distinguished on a screen, and would make the page slow. */
const mostGaps = 3000;

/**
 * The data of a run's page.
 *
 * @param observations of every trial of the result, in its order
 */
export function pageModelOf(result: RunResult, observations: readonly Observations[]): PageModel {
  const { trials, series, run } = result;
  return {
    trials: trials.map((trial, index) => {
      const { fault, window } = trial;
      const seen = observations[index];
      return {
        title: trials.length > 1 ? `Trial ${trial.number}: ${fault.target}` : fault.target,
        from: -window.beforeT0Ms,
        to: window.afterT0Ms,
        directions: directionResults(trial).map(pageDirection),
        events: seen ? pageEvents(seen) : [],
        tunnels: seen ? tunnelRates(seen, result.design) : [],
      };
    }),
    series:
      run.trialsPerTarget > 1
        ? series.flatMap(({ target, directions, redundancyRestored }): PageSeries[] =>
            [
              ...directions.map(({ from, to, outage }) => ({
                title: `${target}: outage ${from} to ${to}`,
                distribution: outage,
              })),
              { title: `${target}: full redundancy`, distribution: redundancyRestored },
            ].map(({ title, distribution: { values, medianMs, medianInterval } }) => ({
              title,
              values,
              median: medianMs,
              interval: medianInterval && { lower: medianInterval.lowerMs, upper: medianInterval.upperMs },
            })),
          )
        : [],
  };
}

function pageDirection(direction: DirectionResult): PageDirection {
  const { from, to, flows, lossPeriods, lossPeriodsOmitted } = direction;
  const longest = lossPeriods
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, mostGaps)
    .map(
      ({ flow, firstImpairedMs, lastImpairedMs, kind }) =>
        [flow, firstImpairedMs, lastImpairedMs, kind === 'second-hit'] as const,
    );
  return {
    title: `${from} to ${to}`,
    flows,
    gaps: longest,
    gapsOmitted: lossPeriodsOmitted + lossPeriods.length - longest.length,
  };
}

const lengthOf = ({ firstImpairedMs, lastImpairedMs }: DirectionResult['lossPeriods'][number]): number =>
  lastImpairedMs - firstImpairedMs;
