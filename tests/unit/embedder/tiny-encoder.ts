import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Sizes of the tiny encoder. */
export const tiny = { layers: 2, heads: 2, hidden: 8, inner: 12, words: 6, longest: 5 };

const shapes = (): Record<string, number[]> => {
  const { hidden, inner } = tiny;
  const norm = (name: string) => ({ [`${name}.weight`]: [hidden], [`${name}.bias`]: [hidden] });
  const dense = (name: string, output: number, input: number) => ({
    [`${name}.weight`]: [output, input],
    [`${name}.bias`]: [output],
  });
  const layers = Array.from({ length: tiny.layers }, (_, at) => `encoder.layer.${at}`);
  return {
    'embeddings.word_embeddings.weight': [tiny.words + 3, hidden],
    'embeddings.position_embeddings.weight': [tiny.longest, hidden],
    'embeddings.token_type_embeddings.weight': [2, hidden],
    ...norm('embeddings.LayerNorm'),
    ...Object.assign(
      {},
      ...layers.map((layer) => ({
        ...dense(`${layer}.attention.self.query`, hidden, hidden),
        ...dense(`${layer}.attention.self.key`, hidden, hidden),
        ...dense(`${layer}.attention.self.value`, hidden, hidden),
        ...dense(`${layer}.attention.output.dense`, hidden, hidden),
        ...norm(`${layer}.attention.output.LayerNorm`),
        ...dense(`${layer}.intermediate.dense`, inner, hidden),
        ...dense(`${layer}.output.dense`, hidden, inner),
        ...norm(`${layer}.output.LayerNorm`),
      })),
    ),
  };
};

export type Weights = ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;

/** Weights drawn from a sine, the same at every run. */
export function tinyWeights(): Weights {
  let drawn = 0;
  const draw = () => Math.sin((drawn += 1) * 12.9898) * 0.8;
  return new Map(
    Object.entries(shapes()).map(([name, shape]) => [
      name,
      { shape, values: Float32Array.from({ length: shape.reduce((product, one) => product * one, 1) }, draw) },
    ]),
  );
}

/** A safetensors file of the weights. */
export function safetensorsOf(weights: Weights): Buffer {
  const header: Record<string, object> = { __metadata__: { format: 'pt' } };
  const pieces: Buffer[] = [];
  let at = 0;
  for (const [name, { shape, values }] of weights) {
    const bytes = Buffer.from(values.buffer);
    header[name] = { dtype: 'F32', shape, data_offsets: [at, (at += bytes.length)] };
    pieces.push(bytes);
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...pieces]);
}

/** Ids: [PAD] 0, [CLS] 1, [SEP] 2, then the words. */
const vocabulary = ['[PAD]', '[CLS]', '[SEP]', 'red', 'blue', 'fox', 'cat', 'runs', 'sleeps'];

const special = (id: number) => ({ id, content: vocabulary[id], special: true, single_word: false, lstrip: false });

/** A folder that holds the tiny encoder as its files are published. */
export async function tinyEncoderFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mmsynth-encoder-'));
  const write = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  await write('config.json', {
    num_hidden_layers: tiny.layers,
    num_attention_heads: tiny.heads,
    hidden_size: tiny.hidden,
    layer_norm_eps: 1e-12,
  });
  await write('sentence_bert_config.json', { max_seq_length: tiny.longest });
  await write('tokenizer.json', {
    version: '1.0',
    added_tokens: [0, 1, 2].map(special),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, token('[SEP]')],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [1], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [2], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[PAD]',
      continuing_subword_prefix: '##',
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  });
  await writeFile(join(folder, 'model.safetensors'), safetensorsOf(tinyWeights()));
  return folder;
}
