import { tiny, type Weights } from './tiny-encoder.ts';

type Rows = readonly (readonly number[])[];

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((value, at) => value * (b[at] ?? 0)));
const plus = (a: Rows, b: Rows): Rows => a.map((row, at) => row.map((value, column) => value + (b[at]?.[column] ?? 0)));

/** Abramowitz and Stegun 7.1.26; wrong by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

/** The vector of one text's token ids, computed number by number: what the graph is compared with. */
export function plainVector(weights: Weights, ids: readonly number[]): readonly number[] {
  const rows = (name: string): Rows => {
    const { shape, values } = weights.get(name) ?? { shape: [], values: new Float32Array() };
    const width = shape.at(-1) ?? 0;
    return Array.from({ length: values.length / width }, (_, at) =>
      Array.from(values.subarray(at * width, (at + 1) * width)),
    );
  };
  const row = (name: string): readonly number[] => rows(name)[0] ?? [];
  const dense = (name: string, input: Rows): Rows =>
    input.map((one) => rows(`${name}.weight`).map((weight, at) => dot(one, weight) + (row(`${name}.bias`)[at] ?? 0)));
  const norm = (name: string, input: Rows): Rows =>
    input.map((one) => {
      const mean = sum(one) / one.length;
      const deviation = Math.sqrt(sum(one.map((value) => (value - mean) ** 2)) / one.length);
      return one.map(
        (value, at) => ((value - mean) / deviation) * (row(`${name}.weight`)[at] ?? 0) + (row(`${name}.bias`)[at] ?? 0),
      );
    });
  const attend = (layer: string, input: Rows): Rows => {
    const [queries, keys, values] = ['query', 'key', 'value'].map((part) =>
      dense(`${layer}.attention.self.${part}`, input),
    ) as [Rows, Rows, Rows];
    const size = tiny.hidden / tiny.heads;
    return queries.map((query) =>
      Array.from({ length: tiny.heads }, (_, head) => {
        const cut = (one: readonly number[]) => one.slice(head * size, (head + 1) * size);
        const weighed = keys.map((key) => Math.exp(dot(cut(query), cut(key)) / Math.sqrt(size)));
        return Array.from(
          { length: size },
          (__, at) =>
            dot(
              weighed,
              values.map((value) => cut(value)[at] ?? 0),
            ) / sum(weighed),
        );
      }).flat(),
    );
  };
  const [word, position] = ['word', 'position'].map((kind) => rows(`embeddings.${kind}_embeddings.weight`));
  const kind = row('embeddings.token_type_embeddings.weight');
  let state = norm(
    'embeddings.LayerNorm',
    ids.map((id, at) =>
      kind.map((value, column) => value + (word?.[id]?.[column] ?? 0) + (position?.[at]?.[column] ?? 0)),
    ),
  );
  for (let at = 0; at < tiny.layers; at++) {
    const layer = `encoder.layer.${at}`;
    const attended = dense(`${layer}.attention.output.dense`, attend(layer, state));
    const attention = norm(`${layer}.attention.output.LayerNorm`, plus(attended, state));
    const inner = dense(`${layer}.intermediate.dense`, attention).map((one) =>
      one.map((x) => (x / 2) * (1 + erf(x / Math.SQRT2))),
    );
    state = norm(`${layer}.output.LayerNorm`, plus(dense(`${layer}.output.dense`, inner), attention));
  }
  const mean = kind.map((_, column) => sum(state.map((one) => one[column] ?? 0)) / state.length);
  return mean.map((value) => value / Math.sqrt(dot(mean, mean)));
}
