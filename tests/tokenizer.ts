/** Bytes as ByteLevel writes them: printable ones as they are, the others from U+0100 on. */
function byteSymbols(): string[] {
  const printable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}

/** A whole `tokenizer.json` of byte-level BPE with hardly a merge and ChatML's marks: one token a byte, but `th` and `the` one each. */
export function tinyTokenizer(): object {
  const symbols = byteSymbols();
  const vocabulary = [...symbols, 'th', 'the'];
  const mark = (content: string, at: number) => ({
    id: vocabulary.length + at,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: ['<|im_start|>', '<|im_end|>'].map(mark),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(vocabulary.map((symbol, id) => [symbol, id])),
      merges: ['t h', 'th e'],
    },
  };
}
