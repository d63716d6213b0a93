export type Cut = { readonly ok: true; readonly text: string; readonly repairs: string[] } | { readonly ok: false; readonly reason: 'truncated' };

/** Where JSON of objects begins: `[{`, `[]`, `{"`, `{key:`; comments may stand between. */
const opening = /\[(?:\s|\/\/[^\n]*\n|#[^\n]*\n)*[[{\]]|\{(?:\s|\/\/[^\n]*\n|#[^\n]*\n)*(?:["'“”‘’`}]|\w+\s*:)/;

/** Drops reasoning in think tags. What is left of an answer that ended while thinking is nothing: `truncated`. */
function withoutThinking(text: string): Cut {
  const rest = text.replaceAll(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '');
  const closing = [...rest.matchAll(/<\/(?:think|thinking|reasoning)>/gi)].at(-1);
  const after = closing ? rest.slice(closing.index + closing[0].length) : rest;
  const open = /^\s*<(?:think|thinking|reasoning)>/i.test(after);
  if (open) return { ok: false, reason: 'truncated' };
  return { ok: true, text: after, repairs: after === text ? [] : ['think_tags'] };
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
    repairs: [...repairs, ...(fenced ? ['fence'] : []), ...(body.slice(0, start.index).trim() === '' ? [] : ['text_before'])],
  };
}
