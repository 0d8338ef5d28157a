const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** An arrow key moves the focus to the next part in its direction. */
export function moveBetweenParts(event: KeyboardEvent & { readonly currentTarget: Element }): void {
  const direction = directions[event.key];
  const from = document.activeElement;
  if (!direction || !(from instanceof SVGElement) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const [x, y] = middleOf(from);
  const others = [...event.currentTarget.querySelectorAll<SVGElement>('[tabindex="0"]')].filter(
    (one) => one !== from,
  );
  const reached = others.flatMap((part) => {
    const [partX, partY] = middleOf(part);
    const along = (partX - x) * direction[0] + (partY - y) * direction[1];
    const aside = Math.abs((partX - x) * direction[1]) + Math.abs((partY - y) * direction[0]);
    // What lies more than 60 degrees aside is another direction.
    return along > 4 && aside < 1.8 * along ? [{ part, distance: along + 2 * aside }] : [];
  });
  reached.sort((one, other) => one.distance - other.distance);
  reached[0]?.part.focus();
}

function middleOf(part: Element): readonly [number, number] {
  const { left, top, width, height } = part.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}
