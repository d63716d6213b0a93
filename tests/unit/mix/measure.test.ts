import { describe, expect, it } from '@jest/globals';
import { recipe } from '../../../recipes/mix/index.ts';
import { measured, optionsOf } from './scenario.ts';

const picture = (width: number, height: number) => ({ sha256: 'a'.repeat(64), width, height });
const turns = (question: string, answer = 'Yes.') => [
  { from: 'human', value: question },
  { from: 'gpt', value: answer },
];
const bare = { template: { system: '', human: ['', ''], gpt: ['', ''] } };
const rowOf = async (fields: Record<string, unknown>, options = optionsOf(bare)) => {
  const outcome = await measured(fields, options);
  if (outcome.kind !== 'kept') throw new Error(`${outcome.kind}: ${outcome.reason} ${JSON.stringify(outcome.detail)}`);
  return outcome.rows[0] ?? {};
};

describe('measuring a sample', () => {
  it('counts text, and learns answers only', async () => {
    expect(await rowOf({ conversations: turns('abc', 'de') })).toMatchObject({ tokens: 5, trainable: 2, tiles: [] });
  });

  it('counts the template around the turns, and learns an answer’s end mark without the line break', async () => {
    const template = { system: 'sys', human: ['<u>', '</u>\n'], gpt: ['<g>', '</g>\n'] };
    expect(await rowOf({ conversations: turns('abc', 'de') }, optionsOf({ template }))).toMatchObject({
      tokens: 3 + (3 + 3 + 5) + (3 + 2 + 5),
      trainable: 2 + 4,
    });
  });

  it('counts 256 tokens a tile and two marks a picture', async () => {
    const row = await rowOf({ conversations: turns('<image>\nabc'), image: picture(640, 480) });
    expect(row).toMatchObject({ tiles: [13], tokens: 3328 + 2 + '\nabcYes.'.length });
  });

  it('shares the limit of tiles among several pictures: 24 among 5 are 4 each', async () => {
    const images = Array.from({ length: 5 }, () => picture(1000, 1000));
    const options = optionsOf({ ...bare, datasets: { main: { maxDynamicPatch: 24 } } });
    expect(await rowOf({ conversations: turns('look'), images }, options)).toMatchObject({ tiles: [5, 5, 5, 5, 5] });
    const many = Array.from({ length: 30 }, () => picture(1000, 1000));
    const row = await rowOf({ conversations: turns('look'), images: many }, options);
    expect(row['tiles']).toEqual(Array.from({ length: 30 }, () => 1));
  });

  it('puts missing placeholders before the first question', async () => {
    const one = await rowOf({ conversations: turns('what?'), image: picture(9, 9) });
    expect(one['conversations']).toEqual(turns('<image>\nwhat?'));
    const two = await rowOf({ conversations: turns('what?'), images: [picture(9, 9), picture(9, 9)] });
    expect(two['conversations']).toEqual(turns('Image-1: <image>\nImage-2: <image>\nwhat?'));
  });

  it('three pictures of one tile are 774 ids', async () => {
    const images = [picture(9, 9), picture(9, 9), picture(9, 9)];
    const row = await rowOf({ conversations: turns('<image><image><image>', 'a'), images });
    expect(row['tokens']).toBe(774 + 1);
  });

  it('names the dataset by the part of the spec, the seed file’s by the option', async () => {
    expect(await rowOf({ conversations: turns('a'), part: 'extra' })).toMatchObject({ dataset: 'extra' });
    expect(await rowOf({ conversations: turns('a') }, optionsOf({ name: 'own' }))).toMatchObject({ dataset: 'own' });
  });

  it.each([
    ['roles', { conversations: [{ from: 'gpt', value: 'x' }] }],
    ['roles', { conversations: turns('a').slice(0, 1) }],
    ['image_count', { conversations: turns('<image> a <image>'), image: picture(9, 9) }],
    ['image_count', { conversations: turns('<image> a') }],
    ['answer_mark', { conversations: turns('a', 'see <image>') }],
    ['box', { conversations: turns('a', '<ref>cup</ref><box>[[10, 10, 5, 20]]</box>') }],
  ])('lets a sample fall that the loader would stumble over: %s', async (fault, fields) => {
    const outcome = await measured(fields);
    expect(outcome).toMatchObject({ kind: 'dropped', reason: 'bad_structure' });
    expect(outcome.kind === 'dropped' && outcome.detail?.['faults']).toContain(fault);
  });
});

describe('a sample that is too long for a pack', () => {
  const long = [...turns('aaaa', 'bbbb'), ...turns('cc', 'dd'), ...turns('e', 'f'), ...turns('g'.repeat(20), 'h')];
  const cutting = (pack: Record<string, unknown>) => optionsOf({ ...bare, pack: { maxTokens: 12, ...pack } });
  const rowsOf = async (fields: Record<string, unknown>, pack: Record<string, unknown>) => {
    const outcome = await measured(fields, cutting(pack));
    return outcome.kind === 'kept' ? outcome.rows : [];
  };

  it('is cut between exchanges into as few as fit; one exchange that does not stays whole', async () => {
    const rows = await rowsOf({ conversations: long, source_id: 's' }, { overLong: 'cut' });
    expect(rows).toMatchObject([
      { conversations: long.slice(0, 4), tokens: 12, trainable: 6, source_id: 's/1' },
      { conversations: long.slice(4, 6), tokens: 2, trainable: 1, source_id: 's/2' },
      { conversations: long.slice(6), tokens: 21, trainable: 1, source_id: 's/3' },
    ]);
  });

  it('repeats the system turn before each', async () => {
    const system = { from: 'system', value: 'sys' };
    const rows = await rowsOf({ conversations: [system, ...long] }, { overLong: 'cut' });
    expect(rows.map(({ conversations }) => (conversations as unknown[])[0])).toEqual(rows.map(() => system));
    expect(rows.length).toBeGreaterThan(1);
  });

  it.each([
    ['unless that is wanted', { conversations: long }, {}],
    [
      'with a picture, which later exchanges would lose',
      { conversations: long, image: picture(9, 9) },
      { overLong: 'cut' },
    ],
    ['where no packs are made', { conversations: long }, { overLong: 'cut', mode: 'none' }],
  ])('stays whole %s', async (_, fields, pack) => {
    expect(await rowsOf(fields, pack)).toHaveLength(1);
  });
});

describe('measuring a video', () => {
  const video = { path: 'a.mp4', count: 100, fps: 25, frames: [0, 1, 2] };
  const filmed = (frames: number) => ({ video, images: Array.from({ length: frames }, () => picture(1920, 1080)) });

  it('counts one tile a frame, and the lines that name them', async () => {
    const row = await rowOf({ conversations: turns('what?'), ...filmed(3) });
    const lines = 'Frame-1: \nFrame-2: \nFrame-3: \nwhat?Yes.';
    expect(row).toMatchObject({ tiles: [1, 1, 1], tokens: 3 * 258 + lines.length, trainable: 4 });
    expect(row['conversations']).toEqual(turns('<video>\nwhat?'));
  });

  it('32 frames are 8192 visual tokens, and 64 do not fit', async () => {
    const visual = 32 * 256;
    expect(visual).toBe(8192);
    const row = await rowOf({ conversations: turns('q', 'a'), ...filmed(32) });
    // Two marks a frame, and its line: 9 frames of one digit.
    expect(row['tokens']).toBe(visual + 32 * 2 + 9 * 10 + 23 * 11 + 2);
    const long = await rowOf({ conversations: turns('q', 'a'), ...filmed(64) });
    expect(long['tokens']).toBeGreaterThan(optionsOf().pack.maxTokens);
  });

  it('puts a line break behind the placeholder, without which the loader does not find it', async () => {
    const row = await rowOf({ conversations: turns('<video>what?'), ...filmed(1) });
    expect(row['conversations']).toEqual(turns('<video>\nwhat?'));
    const last = await rowOf({ conversations: turns('what?\n<video>'), ...filmed(1) });
    expect(last['conversations']).toEqual(turns('what?\n<video>\n'));
  });

  const system = { from: 'system', value: 'Look.' };
  it.each([
    [['video_mark'], turns('<video>\n<video>\nwhat?')],
    [['video_mark'], [...turns('what?'), ...turns('<video>\nand then?')]],
    [['image_count'], turns('<video>\n<image>\nwhat?')],
    [['answer_mark'], turns('<video>\nwhat?', 'See <video>.')],
    [['system_turn'], [system, ...turns('what?')]],
    [['roles'], [{ from: 'human', value: 'what?' }]],
  ])('drops what the loader would stumble over: %j', async (faults, conversations) => {
    expect(await measured({ conversations, ...filmed(2) }, optionsOf(bare))).toMatchObject({
      kind: 'dropped',
      reason: 'bad_structure',
      detail: { faults },
    });
  });
});

describe('a record of a mix', () => {
  const read = (record: unknown) => recipe.readSeed(record, optionsOf());

  it('may have one picture, several or none', () => {
    expect(read({ conversations: turns('a'), image: 'x.jpg' })).toMatchObject({ ok: true, image: 'x.jpg' });
    expect(read({ conversations: turns('a'), image: ['x.jpg', 'y.jpg'] })).toMatchObject({
      images: ['x.jpg', 'y.jpg'],
    });
    expect(read({ messages: [{ role: 'user', content: 'a' }], images: ['x.jpg'] })).toMatchObject({ image: 'x.jpg' });
    expect(read({ question: 'a', answer: 'b' })).not.toHaveProperty('image');
  });

  it('may have a video, or a clip of one', () => {
    expect(read({ conversations: turns('a'), video: 'x.mp4' })).toMatchObject({ video: { path: 'x.mp4', side: 448 } });
    expect(read({ conversations: turns('a'), videos: ['x/'], clip: [2, 4.5] })).toMatchObject({
      video: { path: 'x/', clip: [2, 4.5] },
    });
    for (const none of [{ video: null }, { video: '' }, { videos: [] }])
      expect(read({ conversations: turns('a'), ...none })).not.toHaveProperty('video');
  });

  it('draws frames as its dataset is told', () => {
    const options = optionsOf({ name: 'own', datasets: { extra: { minFrames: 3, maxFrames: 3, sampling: 'middle' } } });
    const chosen = (part?: string) => {
      const seed = recipe.readSeed({ question: 'a', answer: 'b', video: 'x.mp4' }, options, part);
      return seed.ok ? seed.video?.choose({ count: 90, fps: 30 }, () => 0) : undefined;
    };
    expect(chosen('extra')).toEqual([14, 44, 74]);
    expect(chosen()).toHaveLength(8);
  });

  it.each([
    ['image_and_video', { image: 'x.jpg', video: 'x.mp4' }],
    ['image_and_video', { images: ['x.jpg'], videos: ['x.mp4'] }],
    ['several_videos', { videos: ['x.mp4', 'y.mp4'] }],
    ['bad_record', { video: 'x.mp4', clip: [1] }],
    ['bad_record', { video: 3 }],
  ])('fails as %s: %j', (reason, fields) => {
    expect(read({ conversations: turns('a'), ...fields })).toMatchObject({ ok: false, kind: 'failed', reason });
  });
});

describe('options of a mix', () => {
  it('take no more frames at least than at most', () => {
    expect(() => optionsOf({ datasets: { main: { minFrames: 40 } } })).toThrow('minFrames is above maxFrames');
    expect(() => optionsOf({ datasets: { main: { sampling: 'often' } } })).toThrow('rand, middle or fps');
  });

  const fault = (options: Record<string, unknown>, ...parts: string[]) => recipe.faultOf?.(optionsOf(options), parts);

  it('may leave datasets unnamed', () => {
    expect(fault({}, 'extra')).toBeUndefined();
  });

  it.each([
    [{ datasets: { other: {} } }, [], /other is no dataset/],
    [{}, ['main'], /two datasets are named 'main'/],
    [{}, ['more__frac'], /cannot name a dataset/],
    [{}, ['a/b'], /cannot name a dataset/],
    [{ datasets: { main: { share: 1 } } }, ['extra'], /extra has no share/],
  ])('%j with parts %j are refused', (options, parts, complaint) => {
    expect(fault(options, ...parts)).toMatch(complaint);
  });

  it('take repeat or share, not both, and shares of all or none', () => {
    expect(recipe.options.safeParse({ datasets: { main: { repeat: 1, share: 1 } } }).success).toBe(false);
    expect(recipe.options.safeParse({ datasets: { main: { share: 1 }, b: { repeat: 2 } } }).success).toBe(false);
  });
});
