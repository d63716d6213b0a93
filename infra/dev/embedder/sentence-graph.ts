import type { Attributes, OnnxGraph, OnnxNode, OnnxTensor } from './onnx-model.ts';
import type { StoredTensor } from './safetensors.ts';

/** What shapes a BERT encoder, as its config.json says. */
export interface EncoderShape {
  readonly layers: number;
  readonly heads: number;
  readonly hidden: number;
  readonly epsilon: number;
}

/** Names of the graph's inputs and output. */
export const sentenceInputs = { tokens: 'tokens', positions: 'positions', mask: 'mask' } as const;
export const sentenceOutput = 'vectors';

/** Added to the score of a token that is padding, so that nothing attends to it. */
const masked = -10_000;

const floatsOf = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const integersOf = (...values: number[]): Uint8Array => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

/**
 * A BERT encoder (Devlin et al., 2018) with mean pooling and vectors of length 1, as Sentence-BERT has it, made of its stored weights.
 * Inputs: `tokens` and `mask` [batch, length], `positions` [length]; output: `vectors` [batch, hidden].
 */
export function sentenceGraph(weights: ReadonlyMap<string, StoredTensor>, shape: EncoderShape): OnnxGraph {
  const { layers, heads, hidden, epsilon } = shape;
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const known = new Set<string>();

  const apply = (operator: string, inputs: readonly string[], attributes: Attributes = {}): string => {
    const output = `${operator}.${nodes.length}`;
    nodes.push({ operator, inputs, output, attributes });
    return output;
  };
  const constant = (
    name: string,
    type: OnnxTensor['type'],
    dimensions: readonly number[],
    bytes: Uint8Array,
  ): string => {
    if (!known.has(name)) constants.push({ name, type, shape: dimensions, bytes });
    known.add(name);
    return name;
  };
  const integers = (...values: number[]): string =>
    constant(`integers.${values.join('.')}`, 'int64', [values.length], integersOf(...values));
  const scalar = (value: number): string => constant(`scalar.${value}`, 'float32', [], floatsOf(value));
  const weight = (name: string): string => {
    const stored = weights.get(name);
    if (stored?.dtype !== 'F32') throw new Error(`the weights hold no 32-bit tensor ${name}`);
    return constant(name, 'float32', stored.shape, stored.bytes);
  };
  const dense = (name: string, input: string): string =>
    apply('Add', [
      apply('MatMul', [input, apply('Transpose', [weight(`${name}.weight`)], { perm: [1, 0] })]),
      weight(`${name}.bias`),
    ]);
  const normalised = (name: string, input: string): string =>
    apply('LayerNormalization', [input, weight(`${name}.weight`), weight(`${name}.bias`)], { axis: -1, epsilon });
  const embedded = (name: string, index: string): string =>
    apply('Gather', [weight(`embeddings.${name}_embeddings.weight`), index], { axis: 0 });
  const split = (name: string, input: string, perm: readonly number[]): string =>
    apply('Transpose', [apply('Reshape', [dense(name, input), integers(0, 0, heads, hidden / heads)])], { perm });

  const attended = (layer: string, input: string, bias: string): string => {
    const self = `${layer}.attention.self`;
    const queries = split(`${self}.query`, input, [0, 2, 1, 3]);
    const keys = split(`${self}.key`, input, [0, 2, 3, 1]);
    const values = split(`${self}.value`, input, [0, 2, 1, 3]);
    const scores = apply('Mul', [apply('MatMul', [queries, keys]), scalar(1 / Math.sqrt(hidden / heads))]);
    const shares = apply('Softmax', [apply('Add', [scores, bias])], { axis: -1 });
    const mixed = apply('Transpose', [apply('MatMul', [shares, values])], { perm: [0, 2, 1, 3] });
    const output = dense(`${layer}.attention.output.dense`, apply('Reshape', [mixed, integers(0, 0, hidden)]));
    return normalised(`${layer}.attention.output.LayerNorm`, apply('Add', [output, input]));
  };
  const encoded = (layer: string, input: string, bias: string): string => {
    const attention = attended(layer, input, bias);
    const inner = apply('Gelu', [dense(`${layer}.intermediate.dense`, attention)]);
    return normalised(`${layer}.output.LayerNorm`, apply('Add', [dense(`${layer}.output.dense`, inner), attention]));
  };

  const { tokens, positions, mask } = sentenceInputs;
  const absent = apply('Mul', [apply('Sub', [scalar(1), mask]), scalar(masked)]);
  const bias = apply('Unsqueeze', [absent, integers(1, 2)]);
  const placed = apply('Add', [embedded('word', tokens), embedded('position', positions)]);
  let state = normalised('embeddings.LayerNorm', apply('Add', [placed, embedded('token_type', integers(0))]));
  for (let layer = 0; layer < layers; layer++) state = encoded(`encoder.layer.${layer}`, state, bias);
  const present = apply('Mul', [state, apply('Unsqueeze', [mask, integers(-1)])]);
  const sum = apply('ReduceSum', [present, integers(1)], { keepdims: 0 });
  const length = apply('ReduceL2', [sum, integers(-1)], { keepdims: 1 });
  nodes.push({ operator: 'Div', inputs: [sum, length], output: sentenceOutput });

  return {
    nodes,
    constants,
    inputs: [
      { name: tokens, type: 'int64', shape: ['batch', 'length'] },
      { name: positions, type: 'int64', shape: ['length'] },
      { name: mask, type: 'float32', shape: ['batch', 'length'] },
    ],
    outputs: [{ name: sentenceOutput, type: 'float32', shape: ['batch', hidden] }],
  };
}
