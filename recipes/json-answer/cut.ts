export type Cut =
  | { readonly ok: true; readonly text: string; readonly repairs: string[] }
  | { readonly ok: false; readonly reason: 'truncated' };

/** Where JSON of objects begins: `[{`, `[]`, `{"`, `{key:`; comments may stand between. */
const opening = /\[(?:\s|\/\/[^\n]*\n|#[^\n]*\n)*[[{\]]|\{(?:\s|\/\/[^\n]*\n|#[^\n]*\n)*(?:["'“”‘’`}]|\w+\s*:)/;

const thinkTag = /<(\/?)(?:think|thinking|reasoning)>/gi;

/** Drops reasoning in think tags. What is left of an answer that ended while thinking is nothing: `truncated`. */
function withoutThinking(text: string): Cut {
  let kept = '';
  let from = 0;
  let thinking = false;
  for (const tag of text.matchAll(thinkTag)) {
    const closes = tag[1] === '/';
    if (!closes && !thinking) kept += text.slice(from, tag.index);
    // A closing tag alone: the chat template had opened it, so all before it was reasoning.
    if (closes && !thinking) kept = '';
    thinking = !closes;
    from = tag.index + tag[0].length;
  }
  if (!thinking) kept += text.slice(from);
  if (thinking && !opening.test(kept)) return { ok: false, reason: 'truncated' };
  return { ok: true, text: kept, repairs: from === 0 ? [] : ['think_tags'] };
}

/**
 * Cuts away what stands before the JSON: reasoning, prose, an opening fence. The end is found later by the brackets, so a
 * fence inside a string does no harm. The text stays empty of JSON where there is none.
 */
export function cutToJson(answer: string): Cut {
  const thought = withoutThinking(answer.replace(/^\uFEFF/, ''));
  if (!thought.ok) return thought;
  const { text, repairs } = thought;
  const fence = /```[ \t]*(?:json5?|javascript|python)?[ \t]*\r?\n?(?=\s*(?:[[{]|\/\/|#))/i.exec(text);
  const fenced = fence && !opening.test(text.slice(0, fence.index));
  const body = fenced ? text.slice(fence.index + fence[0].length) : text;
  const start = opening.exec(body);
  if (!start) return { ok: true, text: '', repairs };
  const cut = body.slice(start.index);
  return {
    ok: true,
    text: cut,
    repairs: [
      ...repairs,
      ...(fenced ? ['fence'] : []),
      ...(body.slice(0, start.index).trim() === '' ? [] : ['text_before']),
    ],
  };
}
