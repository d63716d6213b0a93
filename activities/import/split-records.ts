/** Text of one record; `cutOff` where the file ended inside the JSON array it stands in. */
export interface RecordText {
  readonly text: string;
  readonly cutOff?: true;
}

interface Splitter {
  /** Records completed by this chunk. */
  split(chunk: string): readonly string[];
  end(): RecordText;
}

/** Cuts a seed file into its records, however the text is chunked: the elements of one JSON array, or else lines. */
export async function* splitRecords(chunks: AsyncIterable<string>): AsyncGenerator<RecordText> {
  let splitter: Splitter | undefined;
  for await (const chunk of chunks) {
    const text = splitter ? chunk : chunk.replace(/^\uFEFF?\s*/, '');
    if (!splitter && text === '') continue;
    splitter ??= text.startsWith('[') ? arrayElements() : lines();
    for (const record of splitter.split(text)) yield { text: record };
  }
  const last = splitter?.end();
  if (last && (last.text !== '' || last.cutOff)) yield last;
}

function lines(): Splitter {
  let open = '';
  return {
    split(chunk) {
      const parts = (open + chunk).split('\n');
      open = parts.pop() ?? '';
      return parts.map((part) => part.trim()).filter((part) => part !== '');
    },
    end: () => ({ text: open.trim() }),
  };
}

/** Cuts a JSON array at its top-level commas without parsing the whole of it. */
function arrayElements(): Splitter {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let open = '';
  return {
    split(chunk) {
      const found: string[] = [];
      let from = 0;
      const cut = (to: number): void => {
        const element = (open + chunk.slice(from, to)).trim();
        if (element !== '') found.push(element);
        open = '';
        from = to + 1;
      };
      for (let i = 0; i < chunk.length; i++) {
        const c = chunk[i];
        if (escaped) escaped = false;
        else if (inString) {
          if (c === '\\') escaped = true;
          else if (c === '"') inString = false;
        } else if (c === '"') inString = true;
        else if (c === '[' || c === '{') {
          depth += 1;
          if (depth === 1) from = i + 1;
        } else if (c === ']' || c === '}') {
          depth -= 1;
          if (depth === 0) cut(i);
        } else if (c === ',' && depth === 1) cut(i);
      }
      open += depth > 0 ? chunk.slice(from) : '';
      return found;
    },
    end: () => (depth > 0 ? { text: open.trim(), cutOff: true } : { text: '' }),
  };
}
