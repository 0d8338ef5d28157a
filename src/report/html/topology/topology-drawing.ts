import { counted } from '../../../base/counted.ts';
import type { Design } from '../../../topology/design.ts';
import { html, type Markup } from '../markup.ts';
import { type Hits, numbersText } from './hits.ts';
import { roleSize, textWidth } from './label.ts';
import { type Box, type Layout, layoutOf, lineHeight, type Orientation } from './layout.ts';
import { lineEnds, type Point } from './line-ends.ts';

/** Below this part of its size, the text of a drawing would be less than 9 px. */
const leastScale = 0.76;

/**
 * The topology as SVG, by the distance from the first host, with tunnels as lines between machines: from left to right
 * where there is room for that, else from top to bottom.
 */
export function topologyDrawing(design: Design, hits: Hits): Markup {
  const across = layoutOf(design, 'across');
  return html`<style>@container topology (min-width: ${Math.ceil(across.width * leastScale)}px) { .topology.across { display: block; } .topology.down { display: none; } }</style>
<div class="topologies"><div class="scroll">${drawing(design, hits, 'across', across)}${drawing(design, hits, 'down', layoutOf(design, 'down'))}</div></div>`;
}

function drawing(design: Design, hits: Hits, orientation: Orientation, layout: Layout): Markup {
  const { width, height, boxes } = layout;
  const name = `topology-${orientation}`;
  const line = (from: string, to: string, kind: string, title: string, isHit = false) => {
    const [a, b] = lineEnds(boxes.get(from), boxes.get(to), orientation);
    const dead = hits.dead.has(from) || hits.dead.has(to) ? ' dead' : '';
    return html`<line class="${kind}${dead}${isHit ? ' hit' : ''}" x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}"><title>${title}</title></line>`;
  };
  return html`<svg class="topology ${orientation}" viewBox="0 0 ${width} ${height}" style="min-width: ${Math.ceil(width * leastScale)}px; max-width: ${Math.ceil(width * 1.15)}px" role="img" aria-labelledby="${name}-title ${name}-description">
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
      hits.numbers.has(tunnel.name),
    ),
  ),
)}
${design.nodes.map((node) => machine(node, boxes.get(node.name), hits))}
${hits.several ? badges(design, hits, orientation, boxes) : []}
</svg>`;
}

function machine(node: Design['nodes'][number], box: Box | undefined, { dead, numbers }: Hits): Markup {
  if (!box) return html``;
  const { x, y, width, height, name, role } = box;
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
  orientation: Orientation,
  boxes: Layout['boxes'],
): Markup[] {
  const badgeOf = (name: string, place: Point) => {
    const own = numbers.get(name);
    return own ? [badge(place, own)] : [];
  };
  return [
    ...nodes.flatMap(({ name }) => {
      const box = boxes.get(name);
      return box ? badgeOf(name, { x: box.x + box.width - 4, y: box.y }) : [];
    }),
    ...tunnels.flatMap(({ name, paths: [path] }) => {
      if (!path) return [];
      const [a, b] = lineEnds(boxes.get(path.from), boxes.get(path.to), orientation);
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
  return `${counted(nodes.length, 'machine')} and ${counted(tunnels.length, 'tunnel')}. Failed: ${failed}.`;
}
