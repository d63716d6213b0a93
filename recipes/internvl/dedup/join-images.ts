import type { Grouping } from './grouping.ts';

/** Joins samples about one picture, whatever they say of it. */
export function joinImages({ known, groupOf, same }: Grouping): void {
  const firstOf = new Map<number, number>();
  for (let index = 0; index < known.size(); index++) {
    const group = groupOf(index);
    if (group < 0) continue;
    const first = firstOf.get(group);
    if (first === undefined) firstOf.set(group, index);
    else same.join(first, index);
  }
}
