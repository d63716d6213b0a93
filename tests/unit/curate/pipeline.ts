import { runItem } from '../../../activities/shard-runner/run-item.ts';
import type { Reject } from '../../../activities/artifacts/reject.ts';
import { curateOptions, recipe, type CurateOptions } from '../../../recipes/curate/index.ts';
import { plan } from '../../../recipes/curate/plan.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import { takes, type StageInput, type StagePlan } from '../../../recipes/plan.ts';
import { memoryScratch } from '../../memory-scratch.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import type { ReviewVerdict } from '../../../recipes/review.ts';
import type { ImageMeasures, InferCall, Services } from '../../../recipes/services.ts';
import { hashOf, sha256, uniformFrom } from '../../../recipes/sha256.ts';
import type { VideoSeed } from '../../../recipes/video-seed.ts';

export interface StageResult {
  readonly input: readonly Row[];
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
  readonly facts: StageFacts;
}

/** What the judge answers to a call; `text` is the conversation it is shown. */
export type Judge = (call: { readonly name: string; readonly text: string; readonly ask: number }) => string;

export const contented: Judge = ({ name }) =>
  JSON.stringify(name === 'quality' ? { domain: 'general', score: 9, reason: 'Good.' } : { score: 10, kind: 'none' });

export interface World {
  readonly options?: Record<string, unknown>;
  readonly benchmark?: readonly unknown[];
  readonly judge?: Judge;
  readonly measures?: Readonly<Record<string, ImageMeasures>>;
  readonly verdicts?: (flagged: readonly Reject[]) => readonly ReviewVerdict[];
}

/** Conversation with one question and one answer, as LLaVA has it. */
export const llava = (question: string, answer: string, more: Record<string, unknown> = {}) => ({
  conversations: [
    { from: 'human', value: question },
    { from: 'gpt', value: answer },
  ],
  ...more,
});

const plainImage: ImageMeasures = { bytes: 50_000, deviation: 60, phash: '0123456789abcdef' };

/** Runs a dataset through all stages of the plan in memory, as the runners do. */
export async function curated(records: readonly unknown[], world: World = {}) {
  const options: CurateOptions = curateOptions.parse(world.options ?? {});
  const calls: { readonly name: string; readonly text: string }[] = [];
  const { judge = contented, measures = {}, benchmark = [] } = world;

  const infer: Services['infer'] = async <T>(call: InferCall<T>) => {
    const text = call.messages.map(({ content }) => String(content)).at(-1) ?? '';
    let failure = { reason: '', error: '' };
    for (const ask of [0, 1]) {
      calls.push({ name: call.name, text });
      const answer = judge({ name: call.name, text, ask: 2 * (call.sample ?? 0) + ask });
      const parsed = call.parse(answer);
      if (parsed.ok) return { value: parsed.value, key: `${call.name}:${ask}`, answer: sha256(answer) };
      failure = parsed;
    }
    throw new ItemFailure(failure.reason, failure.error);
  };
  const services: Services = {
    infer,
    detect: async () => {
      throw new Error('nothing is detected');
    },
    measureImage: async (image) => measures[image] ?? plainImage,
  };

  const stages = new Map<string, StageResult>();
  stages.set('import', imported(records, benchmark, options));
  const read = ({ stage, take, ...input }: StageInput): readonly Row[] => {
    const { input: all, rows, rejects } = stages.get(stage) as StageResult;
    const dropped = new Set(rejects.filter(({ kind }) => kind === 'dropped').map(({ parent }) => parent));
    return (take === 'dropped' ? all.filter(({ id }) => dropped.has(id)) : rows).filter((row) =>
      takes({ stage, ...input }, row),
    );
  };
  for (const stage of plan.stages(1, options)) stages.set(stage.name, await run(stage));
  const stageOf = (name: string): StageResult => stages.get(name) as StageResult;
  return { stage: stageOf, released: stageOf('release').rows, calls };

  async function run({ name, kind, inputs }: StagePlan): Promise<StageResult> {
    const sources = Object.fromEntries(Object.entries(inputs).map(([as, input]) => [as, read(input)]));
    const input = Object.values(sources).flat();
    if (kind === 'map') return runMap(name, input);
    const rows: Row[] = [];
    const rejects: Reject[] = [];
    let facts: StageFacts = {};
    const verdicts = world.verdicts?.(stages.get('flag')?.rejects ?? []) ?? [];
    const program = recipe.whole?.[name];
    if (!program) throw new Error(`no whole stage ${name}`);
    const lines = program(
      Object.fromEntries(
        Object.entries(sources).map(([as, all]) => [
          as,
          async function* () {
            yield* all;
          },
        ]),
      ),
      {
        scratch: memoryScratch(),
        reviewed: async () => new Map(verdicts.map((verdict) => [verdict.row, verdict])),
      },
      {
        campaignSeed: 1,
        stage: name,
        round: 1,
        options,
        facts: {},
        draw: (purpose) => uniformFrom(1, name, purpose),
      },
    );
    for await (const line of lines) {
      if (line.kind === 'facts') facts = { ...facts, ...line.facts };
      else if (line.kind === 'row') {
        const parents = line.parents.map(({ id }) => id);
        const id = hashOf([name, parents, rows.length]).slice(0, 32);
        rows.push({ ...line.fields, id, origin: line.parents[0]?.origin ?? id, parents, round: 1, calls: [] });
      } else {
        const { row, reason, detail } = line;
        const fallen = {
          origin: row.origin,
          parent: row.id,
          round: 1,
          stage: name,
          kind: line.kind,
          reason,
          calls: [],
        };
        rejects.push(detail ? { ...fallen, detail: { ...detail } } : fallen);
      }
    }
    return { input, rows, rejects, facts };
  }

  async function runMap(name: string, input: readonly Row[]): Promise<StageResult> {
    const program = recipe.stages[name];
    if (!program) throw new Error(`no map stage ${name}`);
    const results = await Promise.all(
      input.map((row) =>
        runItem(
          program,
          { seed: row, current: row },
          services,
          {
            campaignSeed: 1,
            stage: name,
            round: 1,
            itemId: row.id,
            options,
            facts: {},
            draw: (purpose) => uniformFrom(1, name, row.id, purpose),
          },
          'root',
          [],
        ),
      ),
    );
    return {
      input,
      rows: results.flatMap(({ rows }) => rows),
      rejects: results.flatMap(({ rejects }) => rejects),
      facts: {},
    };
  }
}

/** Ten frames a second for two seconds, each by the video's path and its number. */
function film({ path, choose }: VideoSeed) {
  const length = { count: 20, fps: 10 };
  const frames = choose(length, () => 0);
  const picture = (frame: number) => ({ sha256: `${path}#${frame}`, mediaType: 'image/jpeg', width: 640, height: 480 });
  return { images: frames.map(picture), video: { path, ...length, frames: [...frames] } };
}

function imported(records: readonly unknown[], benchmark: readonly unknown[], options: CurateOptions): StageResult {
  const rows: Row[] = [];
  const bring = (record: unknown, part?: string): void => {
    const seed = recipe.readSeed(record, options, part);
    if (!seed.ok) throw new Error(`${seed.reason}: ${seed.message}`);
    const id = hashOf([part ?? null, rows.length]).slice(0, 32);
    const picture = (hash: string) => ({ sha256: hash, mediaType: 'image/jpeg', width: 640, height: 480 });
    const image = {
      ...(seed.image === undefined ? {} : { image: picture(seed.image) }),
      ...(seed.images === undefined ? {} : { images: seed.images.map(picture) }),
      ...(seed.video === undefined ? {} : film(seed.video)),
    };
    rows.push({
      ...seed.fields,
      ...image,
      ...(part === undefined ? {} : { part }),
      id,
      origin: id,
      parents: [],
      round: 0,
      calls: [],
    });
  };
  for (const record of records) bring(record);
  for (const record of benchmark) bring(record, 'benchmark');
  return { input: rows, rows, rejects: [], facts: {} };
}
