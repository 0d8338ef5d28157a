import type { Design } from '../../../topology/design.ts';
import { html, type Markup } from '../markup.ts';
import { type Hits, numbersText } from './hits.ts';
import { linesOf, nameSize, roleSize, textWidth } from './label.ts';
import { type Place, placesOf } from './places.ts';

const margin = 14;
const lineHeight = 17;
/** Between layers, where lines cross, and between the machines of one layer. */
const gaps = { across: { layers: 34, inside: 24 }, down: { layers: 34, inside: 12 } };
/** A text in a box is at most so wide. Four boxes beside each other have room on a telephone. */
const mostWidth = { across: 150, down: 82 };
/** Below this part of its size, the text of a drawing would be less than 9 px. */
const leastScale = 0.76;

const roleTexts: Readonly<Record<Design['nodes'][number]['role'], string>> = {
  internet: 'public network',
  'virtual-network': 'virtual network',
  site: 'site router',
  instance: 'gateway instance',
  device: 'VPN device',
  host: 'host',
  client: 'client',
};

/**
 * The topology as SVG, by the distance from the first host, with tunnels as lines between machines: from left to right
 * where there is room for that, else from top to bottom.
 */
export function topologyDrawing(design: Design, hits: Hits): Markup {
  const across = drawing(design, hits, 'across');
  const down = drawing(design, hits, 'down');
  return html`<style>@container topology (min-width: ${Math.ceil(across.width * leastScale)}px) { .topology.across { display: block; } .topology.down { display: none; } }</style>
<div class="topologies"><div class="scroll">${across.svg}${down.svg}</div></div>`;
}

type Orientation = keyof typeof gaps;

interface Point {
  readonly x: number;
  readonly y: number;
}

function drawing(design: Design, hits: Hits, orientation: Orientation): { width: number; svg: Markup } {
  const places = placesOf(design);
  const box = boxOf(design, orientation);
  const layers = 1 + Math.max(...[...places.values()].map(({ layer }) => layer));
  const most = Math.max(...[...places.values()].map(({ of }) => of));
  const gap = gaps[orientation];
  const isAcross = orientation === 'across';
  const [width, height] = isAcross
    ? [length(layers, box.width, gap.layers), length(most, box.height, gap.inside)]
    : [length(most, box.width, gap.inside), length(layers, box.height, gap.layers)];
  const at = (name: string): Point => {
    const { layer, index, of }: Place = places.get(name) ?? { layer: 0, index: 0, of: 1 };
    const inside = index + (most - of) / 2;
    return isAcross
      ? { x: margin + layer * (box.width + gap.layers), y: margin + inside * (box.height + gap.inside) }
      : { x: margin + inside * (box.width + gap.inside), y: margin + layer * (box.height + gap.layers) };
  };
  const line = (from: string, to: string, kind: string, title: string, hit?: readonly number[]) => {
    const [a, b] = endsOf(at(from), at(to), box, orientation);
    const dead = hits.dead.has(from) || hits.dead.has(to) ? ' dead' : '';
    return html`<line class="${kind}${dead}${hit ? ' hit' : ''}" x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}"><title>${title}</title></line>`;
  };
  const name = `topology-${orientation}`;
  const svg = html`<svg class="topology ${orientation}" viewBox="0 0 ${width} ${height}" style="min-width: ${Math.ceil(width * leastScale)}px; max-width: ${Math.ceil(width * 1.15)}px" role="img" aria-labelledby="${name}-title ${name}-description">
<title id="${name}-title">Topology</title>
<desc id="${name}-description">${description(design, hits)}</desc>
${design.wires.map(([from, to]) => line(from, to, 'wire', `${from} to ${to}`))}
${design.tunnels.flatMap((tunnel) =>
  tunnel.paths.map(({ from, to, standby }) =>
    line(
      from,
      to,
      standby ? 'tunnel standby' : 'tunnel',
      `tunnel ${tunnel.name}${standby ? ', after a takeover' : ''}`,
      hits.numbers.get(tunnel.name),
    ),
  ),
)}
${design.nodes.map((node) => machine(node, at(node.name), box, hits))}
${hits.several ? badges(design, hits, at, box, orientation) : []}
</svg>`;
  return { width, svg };
}

const length = (count: number, each: number, gap: number): number =>
  2 * margin + count * each + (count - 1) * gap;

/** The size of every machine, and how wide its texts are at most. */
interface Box {
  readonly width: number;
  readonly height: number;
  readonly mostWidth: number;
}

/** A box in which the longest text has room. */
function boxOf({ nodes }: Design, orientation: Orientation): Box {
  const most = mostWidth[orientation];
  const texts = nodes.map((node) => textsOf(node, most));
  const widths = texts.flatMap(({ name, role }) => [
    ...name.map((line) => textWidth(line, nameSize)),
    ...role.map((line) => textWidth(line, roleSize)),
  ]);
  return {
    width: Math.ceil(Math.max(70, ...widths)) + 10,
    height: 12 + lineHeight * Math.max(...texts.map(({ name, role }) => name.length + role.length)),
    mostWidth: most,
  };
}

const textsOf = ({ name, role }: Design['nodes'][number], most: number) => ({
  name: linesOf(name, nameSize, most),
  role: linesOf(roleTexts[role], roleSize, most),
});

/** Where a line between two machines begins and ends: at the sides that face each other. */
function endsOf(one: Point, other: Point, box: Box, orientation: Orientation): [Point, Point] {
  const beside = orientation === 'across' ? one.x !== other.x : one.y === other.y;
  const [a, b] = (beside ? one.x <= other.x : one.y <= other.y) ? [one, other] : [other, one];
  return beside
    ? [
        { x: a.x + box.width, y: a.y + box.height / 2 },
        { x: b.x, y: b.y + box.height / 2 },
      ]
    : [
        { x: a.x + box.width / 2, y: a.y + box.height },
        { x: b.x + box.width / 2, y: b.y },
      ];
}

function machine(
  node: Design['nodes'][number],
  { x, y }: Point,
  { width, height, mostWidth: most }: Box,
  { dead, numbers }: Hits,
): Markup {
  const { name, role } = textsOf(node, most);
  const isDead = dead.has(node.name);
  const state = isDead ? ' dead' : numbers.has(node.name) ? ' hit' : '';
  const lines = [
    ...name.map((text) => ({ text, kind: 'name' })),
    ...(isDead ? ['failed'] : role).map((text) => ({ text, kind: 'role' })),
  ];
  const first = (height - lineHeight * lines.length) / 2 + 13;
  return html`<g class="node ${node.role}${state}" transform="translate(${x} ${y})">
<rect width="${width}" height="${height}" rx="7"/>
${lines.map(({ text, kind }, index) => html`<text class="${kind}" x="${width / 2}" y="${first + index * lineHeight}">${text}</text>`)}
</g>`;
}

/** A badge at everything that an event happened to, above all lines and boxes. */
function badges(
  { nodes, tunnels }: Design,
  { numbers }: Hits,
  at: (name: string) => Point,
  box: Box,
  orientation: Orientation,
): Markup[] {
  const badgeOf = (name: string, place: Point) => {
    const own = numbers.get(name);
    return own ? [badge(place, own)] : [];
  };
  return [
    ...nodes.flatMap(({ name }) => {
      const { x, y } = at(name);
      return badgeOf(name, { x: x + box.width - 4, y });
    }),
    ...tunnels.flatMap(({ name, paths: [path] }) => {
      if (!path) return [];
      const [a, b] = endsOf(at(path.from), at(path.to), box, orientation);
      // A third of the way: in the middle the lines cross.
      return badgeOf(name, { x: a.x + (b.x - a.x) / 3, y: a.y + (b.y - a.y) / 3 });
    }),
  ];
}

/** The numbers of the events that happened to a machine or a tunnel. */
function badge({ x, y }: Point, numbers: readonly number[]): Markup {
  const text = numbersText(numbers);
  const width = Math.max(18, textWidth(text, roleSize) + 10);
  return html`<g class="badge" transform="translate(${x} ${y})"><rect x="${-width / 2}" y="-9" width="${width}" height="18" rx="9"/><text y="4">${text}</text></g>`;
}

function description({ nodes, tunnels }: Design, { dead }: Hits): string {
  const failed = dead.size > 0 ? [...dead].join(', ') : 'none';
  return `${nodes.length} machines and ${tunnels.length} tunnels. Failed: ${failed}.`;
}
