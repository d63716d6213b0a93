import { sha256 } from '../../../recipes/sha256.ts';
import type { Hit, RetrievalQuery } from '../../../recipes/retrieval.ts';
import type { Retriever } from '../../../activities/retrieval/retriever.ts';
import { scriptedGateway, type Asked, type ScriptedGateway } from '../shard-runner/scripted-gateway.ts';
import { page, photo } from './scenario.ts';

/** Towers that are made to fall, each at one gate; all others pass. */
export const falls = {
  A1: 901,
  A2: 902,
  A3: 903,
  A4: 904,
  A5: 905,
  A6: 906,
  A7named: 907,
  A7blind: 917,
  A8: 908,
  A9: 909,
  A10: 910,
  A11: 911,
  A13: 913,
  A14: 914,
} as const;

const good = Array.from({ length: 50 }, (_, i) => 100 + i);
const isVisual = (n: number): boolean => (n < 900 ? n % 5 < 3 : n === falls.A10);
const photos = ['black-canyon', 'nagasaki-boats', 'march-pastoral', 'acanthus-mollis', 'allium-oreophilum'];
const queryOf = (n: number): string => `Who is keeper number ${n} of Tower${n}?`;

/** Fifty seeds that name only a thing, and those that must fall. */
export const towerSeeds: readonly object[] = [
  ...[...good, ...Object.values(falls)].map((n) => ({
    id: `tower-${n}`,
    language: 'en',
    entity: `Tower${n}`,
    image: `datasets-img-${photos[n % photos.length]}/data/image.jpg`,
    ...(isVisual(n) ? { labels: { visualNeeded: true } } : {}),
    ...(n === falls.A3 ? givenChain(n) : {}),
  })),
  { id: 'tower-914-again', language: 'en', entity: 'Tower914', image: `datasets-img-${photos[4]}/data/image.jpg` },
];

/** A chain whose first link nobody needs: the documents tell the answer without it. */
function givenChain(n: number): object {
  const chain = [
    { subQuestion: `Which harbour has Tower${n}?`, tool: 'search_text', answer: `Harbour${n}` },
    { subQuestion: queryOf(n), tool: 'search_text', answer: `Person${n}` },
  ];
  return { chain, golden_query: queryOf(n), answers: [`Person${n}`] };
}

/** Two hosts tell of each tower, in words or, where the fact is visual, in captions; of one tower only one does. */
export const towerRetriever: Retriever = {
  search: async (query: RetrievalQuery) => {
    const n = 'query' in query ? numberIn(query.query) : 0;
    const wanted = query.tool === 'search_text' ? !isVisual(n) : query.tool === 'search_images' && isVisual(n);
    const make = query.tool === 'search_text' ? page : photo;
    const hits: readonly Hit[] = (n === falls.A1 ? ['one'] : ['one', 'two']).map((host) =>
      make(`${host}/${n}`, { url: `https://${host}.example/${n}`, snippet: `The keeper of Tower${n} is Person${n}.` }),
    );
    return { hits: wanted ? [...hits] : [], degraded: false, snapshot: '2026-03-01' };
  },
  waitingFor: () => undefined,
  close: () => undefined,
};

const numberIn = (text: string): number => Number(/\d{3}/u.exec(text)?.[0] ?? 0);

const frequency = (n: number): string => (n % 10 < 4 ? 'fast' : n % 10 < 7 ? 'slow' : 'never');

/** A model that does what each gate asks, but for the towers that must fall. */
function reply({ prompt, before, messages }: Asked): unknown {
  const n = numberIn(prompt);
  const seesPicture = messages.some(({ content }) => typeof content !== 'string');
  if (prompt.startsWith('Write one question'))
    return {
      query: queryOf(n),
      answer: n === falls.A2 ? Array(13).fill(`Person${n}`).join(' ') : `Person${n}`,
      aliases: [],
    };
  if (prompt.startsWith('Judge this question'))
    return n === falls.A4
      ? 'nothing'
      : {
          update_frequency: frequency(n),
          hops: n === falls.A13 ? 2 + before : n % 4 === 0 ? 3 : 2,
          visual_needed: false,
          domain: 'Daily',
        };
  if (prompt.startsWith('Choose the one thing'))
    return { entity: `Tower${n}`, hypernym: 'tower', aliases: [`Spire${n}`], picturable: n !== falls.A5 };
  if (prompt.startsWith('Does this picture show')) return { shows: n !== falls.A6 };
  if (prompt.startsWith('Rewrite the question'))
    return { question: `Who is keeper number ${n} of ${n === falls.A7named ? `Spire${n}` : 'this tower'}?` };
  if (prompt.startsWith('Answer the question in a few words')) {
    const knows = seesPicture ? n === falls.A8 && before < 4 : n === falls.A7blind;
    return { answer: knows ? `Person${n}` : 'no idea' };
  }
  if (prompt.startsWith('Answer the question from the found material')) {
    const told = prompt.slice(prompt.indexOf('Found material:')).includes(`Person${n}`);
    const reads = n !== falls.A9 && n !== falls.A10;
    return { answer: told && reads ? `Person${n}` : 'unknown', cited: [] };
  }
  if (prompt.startsWith('Translate each'))
    return {
      texts: prompt.includes('into Chinese')
        ? [`这座塔的第${n}位看守人是谁？`, `塔${n}的第${n}位看守人是谁？`, `人${n}`, `塔${n}`, '塔']
        : [queryOf(n), `Person${n}`],
    };
  if (prompt.startsWith('Do these two mean the same')) {
    const second = prompt.slice(prompt.indexOf('Second:'));
    return { same: !second.includes('Wrong') && !(n === falls.A11 && second.includes('(')) };
  }
  if (prompt.startsWith('Give up to eight other ways')) return { aliases: [`Keeper${n}`, `Wrong${n}`] };
  throw new Error(`nobody asks this: ${prompt.slice(0, 60)} ${sha256(prompt)}`);
}

export const towerGateway = (): ScriptedGateway => scriptedGateway((asked) => ({ text: JSON.stringify(reply(asked)) }));
