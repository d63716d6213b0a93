import type { Row } from '../item-program.ts';
import type { MeasuredSample } from './sample-row.ts';

const idBytes = 16;

/** What packing needs of every sample, a column each. */
export interface PackColumns {
  add(row: Pick<Row, 'id' | 'origin'>, sample: MeasuredSample & { readonly repeat: number }): void;
  readonly count: () => number;
  readonly tokens: readonly number[];
  readonly tiles: readonly number[];
  readonly trainable: readonly number[];
  /** First row of each dataset, rows and repeat time; rows of a dataset stand together. */
  readonly datasets: { readonly name: string; readonly first: number; rows: number; readonly repeat: number }[];
  ref(index: number): Pick<Row, 'id' | 'origin'>;
}

export function packColumns(): PackColumns {
  let ids = Buffer.alloc(1024 * 2 * idBytes);
  const tokens: number[] = [];
  const tiles: number[] = [];
  const trainable: number[] = [];
  const datasets: PackColumns['datasets'] = [];
  return {
    tokens,
    tiles,
    trainable,
    datasets,
    count: () => tokens.length,
    add({ id, origin }, sample) {
      const at = tokens.length * 2 * idBytes;
      if (at === ids.length) ids = Buffer.concat([ids, Buffer.alloc(ids.length)]);
      ids.write(id, at, 'hex');
      ids.write(origin, at + idBytes, 'hex');
      const last = datasets.at(-1);
      if (last?.name === sample.dataset) last.rows += 1;
      else datasets.push({ name: sample.dataset, first: tokens.length, rows: 1, repeat: sample.repeat });
      tokens.push(sample.tokens);
      tiles.push(sample.tiles.reduce((sum, one) => sum + one, 0));
      trainable.push(sample.trainable);
    },
    ref(index) {
      const at = index * 2 * idBytes;
      return {
        id: ids.toString('hex', at, at + idBytes),
        origin: ids.toString('hex', at + idBytes, at + 2 * idBytes),
      };
    },
  };
}
