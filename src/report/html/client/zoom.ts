import type { PageTrial } from '../page-model.ts';
import type { Chart } from './charts.ts';
import { shownPart } from './timeline.ts';

/** The actions of buttons and keys. */
const moves = ['in', 'out', 'left', 'right', 'fault', 'all'] as const;
type Move = (typeof moves)[number];

const keys: Readonly<Record<string, Move>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  f: 'fault',
  '0': 'all',
};

const isMove = (name: string | undefined): name is Move => moves.some((move) => move === name);

/** Lets buttons and keys choose the part of the time that charts show. */
export function addZoom(
  charts: readonly Chart[],
  element: HTMLElement,
  trial: () => PageTrial | undefined,
): void {
  const move = (how: Move) => {
    const shown = trial();
    const [first] = charts;
    if (!shown || !first) return;
    const [start, end] = moved(how, shownPart(first), shown);
    for (const chart of charts) chart.dispatchAction({ type: 'dataZoom', start, end });
    element.dataset.shown = `${start.toFixed(1)} ${end.toFixed(1)}`;
  };
  for (const button of document.querySelectorAll<HTMLElement>('button[data-zoom]')) {
    button.addEventListener('click', () => {
      if (isMove(button.dataset.zoom)) move(button.dataset.zoom);
    });
  }
  element.addEventListener('keydown', (event) => {
    const how = keys[event.key];
    if (!how || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(how);
  });
}

/**
 * The part of the time around the outage of a trial, in percent of its window. A second hit belongs to it if it was
 * longer than every outage.
 */
export function faultRange({ from, to, directions }: PageTrial): [number, number] {
  const gaps = directions.flatMap((direction) => direction.gaps);
  const longest = Math.max(0, ...gaps.map(([, begin, end, second]) => (second ? 0 : end - begin)));
  const ends = gaps
    .filter(([, begin, end, second]) => !second || end - begin > longest)
    .map(([, , end]) => end);
  const length = Math.max(500, ...ends);
  return [percent(-0.25 * length, from, to), percent(1.35 * length, from, to)];
}

const percent = (at: number, from: number, to: number): number =>
  Math.min(100, Math.max(0, (100 * (at - from)) / (to - from)));

function moved(how: Move, [start, end]: [number, number], trial: PageTrial): [number, number] {
  const width = end - start;
  switch (how) {
    case 'in':
      return [start + width / 4, end - width / 4];
    case 'out':
      return [Math.max(0, start - width / 2), Math.min(100, end + width / 2)];
    case 'left': {
      const by = Math.min(start, width / 4);
      return [start - by, end - by];
    }
    case 'right': {
      const by = Math.min(100 - end, width / 4);
      return [start + by, end + by];
    }
    case 'fault':
      return faultRange(trial);
    case 'all':
      return [0, 100];
  }
}
