import { sha256 } from '../../recipes/sha256.ts';

export interface SpreadSample<T> {
  /** Offers one candidate of a class, under an id that decides by its hash whether it stays. */
  offer(group: string, id: string, value: T): void;
  /** At most as many as asked for, the classes in turn, in the order they were offered. */
  chosen(): readonly T[];
}

interface Candidate<T> {
  readonly rank: string;
  readonly at: number;
  readonly value: T;
}

/**
 * A sample spread over classes: every class gets as many places as any other while it has candidates. Within a class those with
 * the smallest hash of their id stay, so the same campaign always shows the same sample. Memory: places times classes.
 */
export function spreadSample<T>(places: number): SpreadSample<T> {
  const groups = new Map<string, Candidate<T>[]>();
  let offered = 0;
  return {
    offer(group, id, value) {
      const at = offered++;
      const list = groups.get(group) ?? [];
      groups.set(group, list);
      const rank = sha256(id);
      const last = list.at(-1);
      if (list.length >= places && (last === undefined || rank >= last.rank)) return;
      const before = list.findIndex((other) => rank < other.rank);
      list.splice(before === -1 ? list.length : before, 0, { rank, at, value });
      if (list.length > places) list.pop();
    },
    chosen() {
      const taken: Candidate<T>[] = [];
      for (let turn = 0; taken.length < places; turn++) {
        const ofTurn = [...groups.values()].flatMap((list) => list[turn] ?? []);
        if (ofTurn.length === 0) break;
        taken.push(...ofTurn.slice(0, places - taken.length));
      }
      return taken.sort((a, b) => a.at - b.at).map(({ value }) => value);
    },
  };
}
