import type { Design } from '../../topology/design.ts';
import { html, type Markup } from './markup.ts';

const box = { width: 132, height: 44 };
const gap = { x: 62, y: 34 };
const margin = 12;

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
 * The topology as SVG: columns by the distance from the first host, tunnels as lines between machines, and a cross
 * through every machine that failed.
 *
 * @param failed names of nodes
 */
export function topologyDrawing(design: Design, failed: ReadonlySet<string>): Markup {
  const places = placesOf(design);
  const at = (name: string) => {
    const place = places.get(name) ?? { column: 0, row: 0, of: 1 };
    return {
      x: margin + place.column * (box.width + gap.x),
      y: margin + (place.row + (mostRows - place.of) / 2) * (box.height + gap.y),
    };
  };
  const columns = 1 + Math.max(...[...places.values()].map(({ column }) => column));
  const mostRows = Math.max(...[...places.values()].map(({ of }) => of));
  const [width, height] = [
    2 * margin + columns * box.width + (columns - 1) * gap.x,
    2 * margin + mostRows * box.height + (mostRows - 1) * gap.y,
  ];
  const lineBetween = (from: string, to: string, kind: string, title: string) => {
    const [a, b] = [at(from), at(to)].sort((one, other) => one.x - other.x || one.y - other.y);
    if (!a || !b) return html``;
    const sameColumn = a.x === b.x;
    const [x1, y1] = sameColumn
      ? [a.x + box.width / 2, a.y + box.height]
      : [a.x + box.width, a.y + box.height / 2];
    const [x2, y2] = sameColumn ? [b.x + box.width / 2, b.y] : [b.x, b.y + box.height / 2];
    const dead = failed.has(from) || failed.has(to) ? ' dead' : '';
    return html`<line class="${kind}${dead}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"><title>${title}</title></line>`;
  };
  const description = `${design.nodes.length} machines and ${design.tunnels.length} tunnels. Failed: ${
    failed.size > 0 ? [...failed].join(', ') : 'none'
  }.`;
  return html`<svg class="topology" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="topology-title topology-description">
<title id="topology-title">Topology</title>
<desc id="topology-description">${description}</desc>
${design.wires.map(([from, to]) => lineBetween(from, to, 'wire', `${from} to ${to}`))}
${design.tunnels.flatMap(({ name, paths }) =>
  paths.map(({ from, to, standby }) =>
    lineBetween(
      from,
      to,
      standby ? 'tunnel standby' : 'tunnel',
      `tunnel ${name}${standby ? ', after a takeover' : ''}`,
    ),
  ),
)}
${design.nodes.map(({ name, role }) => {
  const { x, y } = at(name);
  const dead = failed.has(name);
  return html`<g class="node ${role}${dead ? ' dead' : ''}" transform="translate(${x} ${y})">
<rect width="${box.width}" height="${box.height}" rx="7"/>
<text x="${box.width / 2}" y="18">${name}</text>
<text class="role" x="${box.width / 2}" y="34">${dead ? 'failed' : roleTexts[role]}</text>
${dead ? [html`<path d="M6 6 L${box.width - 6} ${box.height - 6} M${box.width - 6} 6 L6 ${box.height - 6}"/>`] : []}
</g>`;
})}
</svg>`;
}

interface Place {
  readonly column: number;
  readonly row: number;
  /** Machines in its column. */
  readonly of: number;
}

/** Columns by the number of wires and tunnels from the first host, rows in the order of the design. */
function placesOf({ nodes, wires, tunnels }: Design): ReadonlyMap<string, Place> {
  const neighbours = new Map<string, Set<string>>();
  const join = (a: string, b: string) => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  };
  for (const [a, b] of wires) join(a, b);
  for (const { from, to } of tunnels.flatMap(({ paths }) => paths)) join(from, to);
  const columns = new Map<string, number>();
  let front = nodes
    .filter(({ role }) => role === 'host')
    .slice(0, 1)
    .map(({ name }) => name);
  for (let column = 0; front.length > 0; column += 1) {
    for (const name of front) columns.set(name, column);
    front = [...new Set(front.flatMap((name) => [...(neighbours.get(name) ?? [])]))].filter(
      (name) => !columns.has(name),
    );
  }
  const columnOf = (name: string) => columns.get(name) ?? 0;
  return new Map(
    nodes.map(({ name }) => {
      const column = nodes.filter((other) => columnOf(other.name) === columnOf(name));
      return [
        name,
        {
          column: columnOf(name),
          row: column.findIndex((other) => other.name === name),
          of: column.length,
        },
      ];
    }),
  );
}
