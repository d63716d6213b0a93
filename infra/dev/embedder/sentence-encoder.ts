import { Tokenizer } from '@huggingface/tokenizers';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { encodeOnnxModel } from './onnx-model.ts';
import { readSafetensors } from './safetensors.ts';
import { sentenceGraph, sentenceInputs, sentenceOutput } from './sentence-graph.ts';

export interface EncodedTexts {
  /** One a text, of length 1. */
  readonly vectors: readonly Float32Array[];
  /** Tokens looked at. */
  readonly tokens: number;
}

export interface SentenceEncoder {
  readonly dimensions: number;
  encode(texts: readonly string[]): Promise<EncodedTexts>;
}

/** Texts that are computed at once; more take more memory and no less time. */
const textsAtOnce = 8;

const config = z.object({
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  hidden_size: z.int(),
  layer_norm_eps: z.number(),
});
const limits = z.object({ max_seq_length: z.int() });

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;

/**
 * Loads a Sentence-BERT model from its folder (`model.safetensors`, `tokenizer.json`, `config.json`, `sentence_bert_config.json`).
 * Texts beyond the model's length, in tokens, are cut.
 */
export async function loadSentenceEncoder(folder: string): Promise<SentenceEncoder> {
  const shape = config.parse(await readJson(join(folder, 'config.json')));
  const { max_seq_length: longest } = limits.parse(await readJson(join(folder, 'sentence_bert_config.json')));
  const tokenizer = new Tokenizer((await readJson(join(folder, 'tokenizer.json'))) as object, {});
  const dimensions = shape.hidden_size;
  const graph = sentenceGraph(readSafetensors(await readFile(join(folder, 'model.safetensors'))), {
    layers: shape.num_hidden_layers,
    heads: shape.num_attention_heads,
    hidden: dimensions,
    epsilon: shape.layer_norm_eps,
  });
  const session = await InferenceSession.create(encodeOnnxModel(graph), {
    intraOpNumThreads: Math.max(1, availableParallelism() - 1),
    logSeverityLevel: 3,
  });

  const tokensOf = (text: string): readonly number[] => {
    const { ids } = tokenizer.encode(text);
    return ids.length <= longest ? ids : [...ids.slice(0, longest - 1), ...ids.slice(-1)];
  };

  async function encodeSome(texts: readonly (readonly number[])[]): Promise<readonly Float32Array[]> {
    const length = Math.max(...texts.map((ids) => ids.length));
    const ids = new BigInt64Array(texts.length * length);
    const mask = new Float32Array(texts.length * length);
    for (const [row, text] of texts.entries())
      for (const [column, id] of text.entries()) {
        ids[row * length + column] = BigInt(id);
        mask[row * length + column] = 1;
      }
    const positions = BigInt64Array.from({ length }, (_, at) => BigInt(at));
    const results = await session.run({
      [sentenceInputs.tokens]: new Tensor('int64', ids, [texts.length, length]),
      [sentenceInputs.positions]: new Tensor('int64', positions, [length]),
      [sentenceInputs.mask]: new Tensor('float32', mask, [texts.length, length]),
    });
    const values = results[sentenceOutput]?.data as Float32Array;
    return texts.map((_, row) => values.slice(row * dimensions, (row + 1) * dimensions));
  }

  return {
    dimensions,
    async encode(texts) {
      const all = texts.map(tokensOf);
      const vectors: Float32Array[] = [];
      for (let from = 0; from < all.length; from += textsAtOnce)
        vectors.push(...(await encodeSome(all.slice(from, from + textsAtOnce))));
      return { vectors, tokens: all.reduce((sum, { length }) => sum + length, 0) };
    },
  };
}
