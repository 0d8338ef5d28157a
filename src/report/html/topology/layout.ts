import type { Design } from '../../../topology/design.ts';
import { linesOf, nameSize, roleSize, textWidth } from './label.ts';
import { placesOf } from './places.ts';

/** The layers of a topology beside each other, or below each other. */
export type Orientation = 'across' | 'down';

/** A machine in the drawing, with its texts in lines. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: readonly string[];
  readonly role: readonly string[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By the names of the machines. */
  readonly boxes: ReadonlyMap<string, Box>;
}

export const lineHeight = 17;
const margin = 14;
/** Between layers, where lines cross. */
const layerGap = 34;
/** Between the machines of one layer. */
const gaps = { across: 24, down: 12 };

/** A text is at most so wide. Six layers then have room across a sheet of paper. */
const mostWidthAcross = 108;
/** The same for layers below each other, by the most machines in one of them: a telephone has no more room. */
const mostWidthDown: readonly number[] = [128, 128, 128, 102];
const leastWidthDown = 82;

/** What a machine is, for people. */
export const roleTexts: Readonly<Record<Design['nodes'][number]['role'], string>> = {
  internet: 'public network',
  'virtual-network': 'virtual network',
  site: 'site router',
  instance: 'gateway instance',
  device: 'VPN device',
  host: 'host',
  client: 'client',
};

/** Gives every machine its place. All have the same width; layers below each other have the height that they need. */
export function layoutOf(design: Design, orientation: Orientation): Layout {
  const places = placesOf(design);
  const most = Math.max(...[...places.values()].map(({ of }) => of));
  const mostWidth = orientation === 'across' ? mostWidthAcross : (mostWidthDown[most] ?? leastWidthDown);
  const texts = design.nodes.map(({ name, role }) => ({
    node: name,
    layer: places.get(name)?.layer ?? 0,
    name: linesOf(name, nameSize, mostWidth),
    role: linesOf(roleTexts[role], roleSize, mostWidth),
  }));
  const width = Math.ceil(
    Math.max(
      70,
      ...texts.flatMap(({ name }) => name).map((line) => textWidth(line, nameSize)),
      ...texts.flatMap(({ role }) => role).map((line) => textWidth(line, roleSize)),
    ) + 10,
  );
  const heightOf = (own: typeof texts) =>
    12 + lineHeight * Math.max(...own.map(({ name, role }) => name.length + role.length));
  const highest = heightOf(texts);
  const layers = Array.from({ length: 1 + Math.max(...texts.map(({ layer }) => layer)) }, (_, layer) =>
    orientation === 'across' ? highest : heightOf(texts.filter((own) => own.layer === layer)),
  );
  const lengthOf = (count: number, each: number, gap: number) => count * (each + gap) - gap;
  const below = (count: number) => layers.slice(0, count).reduce((sum, own) => sum + own + layerGap, 0);
  const boxes = texts.map(({ node, layer, name, role }) => {
    const { index = 0, of = 1 } = places.get(node) ?? {};
    const inside = index + (most - of) / 2;
    const place =
      orientation === 'across'
        ? { x: layer * (width + layerGap), y: inside * (highest + gaps.across) }
        : { x: inside * (width + gaps.down), y: below(layer) };
    const size = { width, height: layers[layer] ?? highest };
    return [node, { x: margin + place.x, y: margin + place.y, ...size, name, role }] as const;
  });
  return {
    ...(orientation === 'across'
      ? {
          width: 2 * margin + lengthOf(layers.length, width, layerGap),
          height: 2 * margin + lengthOf(most, highest, gaps.across),
        }
      : {
          width: 2 * margin + lengthOf(most, width, gaps.down),
          height: 2 * margin + below(layers.length) - layerGap,
        }),
    boxes: new Map(boxes),
  };
}
