import { ItemFailure } from '../../recipes/outcome.ts';
import type { Language } from '../../recipes/language.ts';
import type { Retrieval } from '../../recipes/retrieval.ts';
import type { InferAnswer, InferCall, RetrieveCall, Services } from '../../recipes/services.ts';

type Search = (call: RetrieveCall) => Promise<InferAnswer<Retrieval>>;

const languages: Readonly<Record<Language, string>> = { en: 'English', zh: 'Chinese' };

/**
 * A search that falls back, where the retriever cannot search by image, on a caption of the picture by the generator, searched
 * for as text and marked `degraded`. What is done follows from journaled answers alone.
 */
export function withCaptionSearch(search: Search, infer: Services['infer']): Search {
  return async (call) => {
    const found = await search(call);
    const { query } = call;
    if (query.tool !== 'search_by_image' || !found.value.degraded || found.value.hits.length > 0) return found;
    const caption = await captionOf(call.name, query.image, query.language, infer);
    if (caption === undefined) return found;
    const { language, topK, asOf } = query;
    const text = {
      tool: 'search_text',
      query: caption,
      language,
      topK,
      ...(asOf === undefined ? {} : { asOf }),
    } as const;
    const instead = await search({ name: `${call.name}/text`, query: text });
    return { ...instead, value: { ...instead.value, degraded: true } };
  };
}

async function captionOf(
  name: string,
  image: string,
  language: Language,
  infer: Services['infer'],
): Promise<string | undefined> {
  const prompt = `Name what this picture shows in one line of ${languages[language]}, as words for a web search: the most specific name you are sure of, else a plain description. Answer with that line alone.`;
  const call: InferCall<string> = {
    name: `${name}/caption`,
    model: 'generator',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image', sha256: image },
          { type: 'text', text: prompt },
        ],
      },
    ],
    parse(text) {
      const line = text.trim().split('\n')[0]?.trim().slice(0, 300);
      return line ? { ok: true, value: line } : { ok: false, reason: 'no_caption', error: 'The answer was empty.' };
    },
  };
  try {
    return (await infer(call)).value;
  } catch (error) {
    if (error instanceof ItemFailure && error.reason === 'no_caption') return undefined;
    throw error;
  }
}
