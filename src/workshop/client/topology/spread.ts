import type { DrawnBox, DrawnLayout } from '../../protocol/drawing.ts';

/** Between boxes that a tunnel joins there has to be room for its state and its packets a second. */
const leastGap = { across: 180, down: 110 };

/** A layout with room for texts on its tunnels: layers of boxes are moved apart where tunnels cross between them. */
export function spread(layout: DrawnLayout, orientation: 'across' | 'down'): DrawnLayout {
  const along = (box: DrawnBox) =>
    orientation === 'across'
      ? { from: box.x, to: box.x + box.width }
      : { from: box.y, to: box.y + box.height };
  const layers = [...new Set(layout.boxes.map((box) => along(box).from))].sort((a, b) => a - b);
  const layerOf = new Map(layout.boxes.map((box) => [box.part, layers.indexOf(along(box).from)]));
  const boxLayer = (node: string) => layerOf.get(`node:${node}`) ?? 0;
  let moved = 0;
  const shifts = layers.map((from, layer) => {
    const before = layout.boxes.filter((box) => layerOf.get(box.part) === layer - 1);
    const gap = from - Math.max(...before.map((box) => along(box).to));
    const hasTunnel = layout.lines.some(
      ({ kind, ends: [one, other] }) =>
        kind === 'tunnel' &&
        Math.max(boxLayer(one), boxLayer(other)) === layer &&
        boxLayer(one) !== boxLayer(other),
    );
    if (layer > 0 && hasTunnel) moved += Math.max(0, leastGap[orientation] - gap);
    return moved;
  });
  const shift = (node: string) => shifts[boxLayer(node)] ?? 0;
  const isAcross = orientation === 'across';
  return {
    width: layout.width + (isAcross ? moved : 0),
    height: layout.height + (isAcross ? 0 : moved),
    boxes: layout.boxes.map((box) => {
      const by = shifts[layerOf.get(box.part) ?? 0] ?? 0;
      return isAcross ? { ...box, x: box.x + by } : { ...box, y: box.y + by };
    }),
    lines: layout.lines.map((line) => {
      const [one, other] = endsInOrder(line.ends, layout, line);
      return isAcross
        ? { ...line, x1: line.x1 + shift(one), x2: line.x2 + shift(other) }
        : { ...line, y1: line.y1 + shift(one), y2: line.y2 + shift(other) };
    }),
  };
}

/** The node at x1, y1 first: a line may be drawn from its second end to its first. */
function endsInOrder(
  [one, other]: readonly [string, string],
  { boxes }: DrawnLayout,
  { x1, y1 }: { readonly x1: number; readonly y1: number },
): readonly [string, string] {
  const distance = (node: string) => {
    const box = boxes.find(({ part }) => part === `node:${node}`);
    return box ? Math.hypot(box.x + box.width / 2 - x1, box.y + box.height / 2 - y1) : Infinity;
  };
  return distance(one) <= distance(other) ? [one, other] : [other, one];
}
