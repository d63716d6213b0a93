import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readLines } from '../../activities/artifacts/dataset.ts';
import type { Reject } from '../../activities/artifacts/reject.ts';
import { cleanEnvironment } from '../campaign-harness/clean-environment.ts';
import { manifestsOf } from '../campaign-harness/artifacts.ts';
import { brokenImages, writeBrokenImages } from '../campaign-harness/broken-images.ts';
import { runCommand, type Said } from '../campaign-harness/command.ts';
import { overwritingStore } from '../campaign-harness/overwriting-store.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';

jest.setTimeout(120_000);

let world: World;
beforeAll(async () => {
  world = await openWorld({ photos: 4 });
});
afterAll(() => world?.close());

/** What the command said, and what of the campaign it left in the store. */
async function refusalOf(said: Said): Promise<object> {
  const written: string[] = [];
  for await (const { key } of world.store().list('campaigns/refused/')) written.push(key);
  return { ...said, oneSentence: /^mmsynth: [^\n]+[.?]\n$/.test(said.stderr), written };
}
const refusal = (code: number, sentence: RegExp): object => ({
  code,
  stdout: '',
  stderr: expect.stringMatching(sentence),
  oneSentence: true,
  written: [],
});

const launch = async (changes: Readonly<Record<string, unknown>>): Promise<Said> =>
  world.command('launch', await world.writeSpec('refused', changes));

describe('a spec that is wrong', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'an unknown key',
      { windows: 3 },
      /refused\.yaml:\d+:\d+: unknown key 'windows'; allowed here: campaign, recipe, /,
    ],
    ['an unknown key of the recipe', { options: { round: 3 } }, /unknown key 'options\.round'; allowed here: rounds, /],
    ['a wrong type', { window: 'wide' }, /'window' must be a number/],
    ['a value that is none of the allowed', { recipe: 'evolve' }, /'recipe' must be one of .*generate.*, mmevol/],
    ['a value out of range', { heartbeatSeconds: 1 }, /'heartbeatSeconds'.*>=\s*2/],
    ['a missing part', { models: {} }, /'models\.generator' is missing; recipe mmevol needs generator/],
    [
      'an unknown key of a model',
      { models: { generator: { model: 'm', baseUrls: ['http://x'], modle: 'n' } } },
      /'models\.generator\.modle'; allowed here: model, baseUrls, /,
    ],
    [
      'an address that is none',
      { models: { generator: { model: 'm', baseUrls: ['nowhere'] } } },
      /'models\.generator\.baseUrls\.0'/,
    ],
    ['an id that is none', { campaign: 'No Good' }, /'campaign': must be 1 to 63 lower-case letters/],
    [
      'a seed file that is not there',
      { input: { file: 'nobody.jsonl' } },
      /nobody\.jsonl: the seed file cannot be read \(ENOENT\); set input\.file, input\.parts or input\.files\.$/m,
    ],
  ])('names %s and what is allowed', async (_, changes, sentence) => {
    expect(await refusalOf(await launch(changes))).toEqual(refusal(2, sentence));
  });

  it('names a spec that is not there, or no YAML, or no mapping', async () => {
    expect(await refusalOf(await world.command('launch', 'nowhere.yaml'))).toEqual(
      refusal(2, /nowhere\.yaml: the spec cannot be read \(ENOENT\)/),
    );
    await writeFile(join(world.home, 'broken.yaml'), 'campaign: "refused\nrecipe: [');
    expect(await refusalOf(await world.command('launch', 'broken.yaml'))).toEqual(refusal(2, /broken\.yaml:2:10: /));
    await writeFile(join(world.home, 'list.yaml'), '- a\n- b\n');
    expect(await refusalOf(await world.command('launch', 'list.yaml'))).toEqual(
      refusal(2, /list\.yaml:1:1: the spec must be a mapping/),
    );
  });

  it('is told from a service that is down: its mistakes are named with nothing running', async () => {
    const home = join(world.home, 'elsewhere');
    const spec = await world.writeSpec('refused', { windows: 3 });
    const said = await runCommand(['launch', spec], cleanEnvironment(home), world.home);
    expect(await refusalOf(said)).toEqual(refusal(2, /unknown key 'windows'/));
    const { input } = JSON.parse(await readFile(spec, 'utf8')) as { input: object };
    const lost = await world.writeSpec('refused', { input: { ...input, images: 'photoz' } });
    const without = await runCommand(['launch', lost], cleanEnvironment(home), world.home);
    expect(await refusalOf(without)).toEqual(refusal(2, /photoz is not there/));
    const sound = await world.writeSpec('refused');
    const down = await runCommand(['launch', sound], cleanEnvironment(home), world.home);
    expect(await refusalOf(down)).toEqual(refusal(3, /mmsynth up/));
  });

  it('starts nothing', async () => {
    expect(await world.command('status', 'refused')).toMatchObject({ code: 4 });
    expect(await world.command('list', '--json')).toMatchObject({ code: 0, stdout: '{\n  "campaigns": []\n}\n' });
  });

  it('names a --set that is none', async () => {
    const spec = await world.writeSpec('refused');
    expect(await refusalOf(await world.command('launch', spec, '--set', 'window'))).toEqual(
      refusal(2, /--set window: write it as path=value/),
    );
    expect(await refusalOf(await world.command('launch', spec, '--set', 'options.rounds=many'))).toEqual(
      refusal(2, /'options\.rounds' must be a number/),
    );
  });
});

describe('a seed of zero rows', () => {
  it.each([
    ['an empty file', ''],
    ['an empty list', '[]'],
    ['empty lines', '\n\n  \n'],
  ])('is refused: %s', async (_, content) => {
    await writeFile(join(world.home, 'zero.jsonl'), content);
    expect(await refusalOf(await launch({ input: { file: 'zero.jsonl' } }))).toEqual(
      refusal(2, /zero\.jsonl: the seed has no records/),
    );
  });

  it('is refused where no record can be used', async () => {
    await writeFile(join(world.home, 'useless.jsonl'), '{"turns": []}\nno json\n');
    const spec = await world.writeSpec('useless', { input: { file: 'useless.jsonl' } });
    const said = await world.command('launch', spec);
    expect(said).toMatchObject({ code: 2 });
    expect(said.stderr).toMatch(/^mmsynth: campaign 'useless' has no usable seed record: all 2 were dropped or failed/);
    expect(said.stderr).toMatch(/, the first as [a-z_]+ \([^\n]+\); correct the seed .* under another name\.\n$/);
  });
});

describe('an image folder that is not there', () => {
  it('is refused before anything is written, and the name stays free', async () => {
    const { input } = JSON.parse(await readFile(await world.writeSpec('refused'), 'utf8')) as { input: object };
    expect(await refusalOf(await launch({ input: { ...input, images: 'photoz' } }))).toEqual(
      refusal(2, /photoz is not there; set input\.images to the folder/),
    );
    expect(await refusalOf(await launch({ input: { ...input, images: 'refused.yaml' } }))).toEqual(
      refusal(2, /refused\.yaml is no folder; set input\.images/),
    );
  });
});

describe('a service that cannot be used', () => {
  it('is named before anything is written: no endpoint', async () => {
    const generator = { model: 'scripted', baseUrls: ['http://127.0.0.1:9/v1'] };
    const said = await launch({ models: { generator } });
    expect(await refusalOf(said)).toEqual(
      refusal(3, /models\.generator cannot be used at http:\/\/127\.0\.0\.1:9\/v1: .*; correct its baseUrls/),
    );
    const written: string[] = [];
    for await (const { key } of world.store().list('')) written.push(key);
    expect(written.filter((key) => !key.startsWith('campaigns/useless/') && !key.startsWith('probes/'))).toEqual([]);
  });

  it('is named: a store that accepts a second conditional put', async () => {
    const careless = await overwritingStore();
    const env = { ...world.env, ...careless.environment };
    const said = await runCommand(['launch', await world.writeSpec('refused')], env, world.home);
    expect(await refusalOf(said)).toEqual(refusal(3, /s3:\/\/careless\/data accepted a second put with If-None-Match/));
    expect(careless.keys().filter((key) => !key.includes('/probes/'))).toEqual([]);
    careless.close();
  });
});

describe('images that cannot be used', () => {
  it('become failed items with a reason, and the rest goes on', async () => {
    await writeBrokenImages(join(world.home, 'photos'));
    const images = ['0.jpg', ...Object.keys(brokenImages), 'lying.webp', '1.jpg'];
    const turns = [{ question: 'What is it?', answer: 'A patch of colours.' }];
    const lines = images.map((image) => JSON.stringify({ id: image, image: `photos/${image}`, turns }));
    // Outside of the image folder, not only of its subfolder.
    const seed = lines.map((line) => line.replace('photos/../outside.jpg', '../outside.jpg')).join('\n');
    await writeFile(join(world.home, 'mixed.jsonl'), seed);
    await world.startWorker();
    const spec = await world.writeSpec('mixed', { input: { file: 'mixed.jsonl' }, options: { rounds: 1 } });
    expect(await world.command('launch', spec, '--watch')).toMatchObject({ code: 0 });

    const [imported] = await manifestsOf(world.store(), 'mixed');
    expect(imported?.counts).toMatchObject({ total: images.length, kept: 3, failed: images.length - 3 });
    const place = { campaign: 'mixed', round: 0, stage: 'import' };
    const rejects = await Promise.all(
      (imported?.shards ?? []).map(({ shard, rejects: hash }) =>
        readLines(world.store(), place, 'rejects', shard, hash),
      ),
    );
    const reasons = (rejects.flat() as Reject[]).map(({ kind, reason }) => `${kind} ${reason}`);
    expect(reasons).toEqual(Object.values(brokenImages).map((reason) => `failed ${reason}`));
    const rows = await Promise.all(
      (imported?.shards ?? []).map(({ shard, rows: hash }) => readLines(world.store(), place, 'rows', shard, hash)),
    );
    expect(rows.flat()).toContainEqual(
      expect.objectContaining({ source_id: 'lying.webp', image: expect.objectContaining({ mediaType: 'image/jpeg' }) }),
    );
  });
});

describe('a campaign that exists', () => {
  it('is not taken over by another identity: the first field that differs is named', async () => {
    const spec = await world.writeSpec('mine', { options: { rounds: 1 } });
    expect(await world.command('launch', spec)).toMatchObject({ code: 0 });
    const changed = await world.command('launch', spec, '--set', 'options.rounds=2', '--set', 'seed=7');
    expect(changed).toMatchObject({ code: 5, stdout: '' });
    expect(changed.stderr).toMatch(
      /^mmsynth: campaign 'mine' exists with another options\.rounds: choose another campaign id, or set options\.rounds back[^\n]*\.\n$/,
    );
    const moved = await world.command('launch', spec, '--set', 'window=64', '--set', 'input.images=.', '--json');
    expect(moved).toMatchObject({ code: 0 });
  });
});
