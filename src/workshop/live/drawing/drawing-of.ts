import { type Layout, layoutOf, type Orientation } from '../../../report/html/topology/layout.ts';
import { lineEnds } from '../../../report/html/topology/line-ends.ts';
import { type Design, designOf } from '../../../topology/design.ts';
import type { Drawing, DrawnLayout, DrawnLine } from '../../protocol/drawing.ts';
import { drawnParts } from './drawn-parts.ts';
import { faultForms } from './fault-forms.ts';
import { type DrawnLab, type LinkOfLab, linksOf, partIds } from './lab-parts.ts';

/** The drawing of a lab for the page, with what can happen to each of its parts on this engine. */
export function drawingOf(lab: DrawnLab): Drawing {
  const design = designOf(lab.topology);
  const links = linksOf(lab.topology);
  return {
    parts: drawnParts(lab, design),
    layouts: { across: drawn(design, links, 'across'), down: drawn(design, links, 'down') },
    faults: faultForms(lab.kernel),
  };
}

function drawn(design: Design, links: readonly LinkOfLab[], orientation: Orientation): DrawnLayout {
  const { width, height, boxes } = layoutOf(design, orientation);
  return {
    width,
    height,
    boxes: design.nodes.flatMap(({ name: node, role }) => {
      const box = boxes.get(node);
      if (!box) return [];
      const { role: what, ...rest } = box;
      return [{ part: partIds.node(node), role, ...rest, what }];
    }),
    lines: linesOf(design, links, boxes, orientation),
  };
}

function linesOf(
  design: Design,
  links: readonly LinkOfLab[],
  boxes: Layout['boxes'],
  orientation: Orientation,
): DrawnLine[] {
  const place = (from: string, to: string) => {
    const [a, b] = lineEnds(boxes.get(from), boxes.get(to), orientation);
    return { ends: [from, to] as const, x1: a.x, y1: a.y, x2: b.x, y2: b.y };
  };
  return [
    ...design.wires.map(([from, to]): DrawnLine => {
      const link = links.find(({ node, far }) => node === from && far === to);
      return { ...(link && { part: partIds.link(link.target) }), kind: 'wire', ...place(from, to) };
    }),
    ...design.tunnels.flatMap(({ name, paths }) =>
      paths.map(
        ({ from, to, standby }): DrawnLine => ({
          part: partIds.tunnel(name),
          kind: 'tunnel',
          ...(standby && { standby }),
          ...place(from, to),
        }),
      ),
    ),
  ];
}
