import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { recipeNames } from '../../../recipes/registry.ts';
import { readSpec } from '../../../activities/campaigns/spec/read-spec.ts';
import { complaintOf, plainSpec, readSpecOf } from './spec-file.ts';

const text = `campaign: photos
recipe: generate
input:
  file: seed.jsonl
models:
  generator:
    model: m
    baseUrls: [http://127.0.0.1:8000/v1]
`;
const top =
  'campaign, recipe, seed, input, models, training, searchPrice, options, shardItems, window, heartbeatSeconds, budget';
const ofModel =
  'model, baseUrls, apiKeyEnv, concurrency, timeoutSeconds, maxTokens, temperature, topP, responseFormat, image, extra, price';

describe('a spec', () => {
  it('is read with its defaults, paths relative to itself', async () => {
    const { path, spec, options, seedFile, imageFolder } = await readSpecOf(text);
    const folder = join(path, '..');
    expect(spec).toMatchObject({ campaign: 'photos', seed: 0, heartbeatSeconds: 30 });
    expect(spec.models['generator']).toMatchObject({
      concurrency: 'auto',
      image: { maxSide: 512, detail: 'low', as: 'data' },
    });
    expect(options).toEqual({});
    expect(seedFile).toBe(join(folder, 'seed.jsonl'));
    expect(imageFolder).toBe(folder);
    const elsewhere = await readSpecOf({ ...plainSpec, input: { file: 'data/seed.json', images: '/photos' } });
    expect(elsewhere.seedFile).toBe(join(elsewhere.path, '..', 'data', 'seed.json'));
    expect(elsewhere.imageFolder).toBe('/photos');
    const bucket = await readSpecOf({ ...plainSpec, input: { file: 'seed.json', images: 's3://photos/coco' } });
    expect(bucket.imageFolder).toBe('s3://photos/coco');
  });

  it('that is not there is file_missing', async () => {
    await expect(readSpec('/nowhere/spec.yaml')).rejects.toMatchObject({
      code: 'file_missing',
      message: '/nowhere/spec.yaml: the spec cannot be read (ENOENT).',
    });
  });

  it.each([
    ['an unknown key', `${text}windows: 3\n`, `spec.yaml:9:10: unknown key 'windows'; allowed here: ${top}.`],
    [
      'an unknown key further in',
      text.replace('model: m', 'model: m\n    modle: x'),
      `spec.yaml:8:12: unknown key 'models.generator.modle'; allowed here: ${ofModel}.`,
    ],
    [
      'an unknown option',
      `${text}options:\n  systm: x\n`,
      "spec.yaml:10:10: unknown key 'options.systm'; allowed here: system.",
    ],
    ['a wrong type', text.replace('seed.jsonl', '[1]'), "spec.yaml:4:9: 'input.file' must be a string."],
    ['words for a number', `${text}seed: many\n`, "spec.yaml:9:7: 'seed' must be a number."],
    ['a fraction', `${text}seed: 1.5\n`, "spec.yaml:9:7: 'seed' must be a whole number."],
    ['a window of nothing', `${text}window: 0\n`, "spec.yaml:9:9: 'window': Too small: expected number to be >=1."],
    [
      'an unknown recipe',
      text.replace('generate', 'gen'),
      `spec.yaml:2:9: 'recipe' must be one of ${recipeNames.join(', ')}.`,
    ],
    [
      'an address that is none',
      text.replace('http://127.0.0.1:8000/v1', 'localhost'),
      "spec.yaml:8:16: 'models.generator.baseUrls.0': Invalid URL.",
    ],
    [
      'a password in an address',
      text.replace('http://127', 'http://me:secret@127'),
      "spec.yaml:8:16: 'models.generator.baseUrls.0': holds a user or password; name a variable with the key in apiKeyEnv.",
    ],
    [
      'one address for a list',
      text.replace('[http://127.0.0.1:8000/v1]', 'http://127.0.0.1:8000/v1'),
      "spec.yaml:8:15: 'models.generator.baseUrls' must be a list.",
    ],
    [
      'no input',
      text.replace('input:\n  file: seed.jsonl\n', ''),
      "spec.yaml: 'input' is missing; it must be a mapping.",
    ],
    [
      'no file',
      text.replace('  file: seed.jsonl', '  limit: 3'),
      "spec.yaml:4:3: 'input.file' is missing; it must be a string.",
    ],
    [
      'no model in a role',
      text.replace('generator', 'writer'),
      "spec.yaml: 'models.generator' is missing; recipe generate needs generator.",
    ],
    ['a list of models', text.replace(/models:[^]*/, 'models: [a]\n'), "spec.yaml:5:9: 'models' must be a mapping."],
    [
      'a campaign id in capitals',
      text.replace('photos', 'Photos'),
      "spec.yaml:1:11: 'campaign': must be 1 to 63 lower-case letters, digits and dashes, not starting with a dash.",
    ],
    [
      'a bad indent',
      text.replace('  file', '   x: 1\n  file'),
      'spec.yaml:5:1: All mapping items must start at the same column.',
    ],
    ['a key twice', `${text}recipe: mmevol\n`, 'spec.yaml:9:1: Map keys must be unique.'],
    ['a tab', text.replace('  file', '\tfile'), 'spec.yaml:4:1: Tabs are not allowed as indentation.'],
    ['an unknown alias', `${text}seed: *nope\n`, "spec.yaml:9:7: no anchor 'nope' stands before this alias."],
    ['two documents', `${text}---\na: 1\n`, 'spec.yaml:9:1: the spec must be one YAML document.'],
    ['a list', '- a\n', 'spec.yaml:1:1: the spec must be a mapping with campaign, recipe, input and models.'],
    ['nothing', '', 'spec.yaml: the spec must be a mapping with campaign, recipe, input and models.'],
  ])('with %s is refused with its place', async (_, content, complaint) => {
    expect(await complaintOf(content)).toBe(complaint);
  });

  it('whose aliases grow without bound is refused', async () => {
    const wide = (name: string, of: string): string => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
    const bomb = wide('a', 'x') + wide('b', '*a') + wide('c', '*b') + wide('d', '*c') + wide('e', '*d');
    expect(await complaintOf(bomb + text)).toContain('Excessive alias count');
  });
});

describe('--set', () => {
  it('sets what is read as YAML, makes sections, reaches into lists and wins over the file', async () => {
    const { spec } = await readSpecOf(text, [
      'window=512',
      'input.limit=3',
      'models.generator.baseUrls.0=http://127.0.0.1:9/v1',
      'models.judge={model: j, baseUrls: [embedded]}',
      'options.system=a=b',
      'campaign="4"',
    ]);
    expect(spec).toMatchObject({
      window: 512,
      input: { limit: 3 },
      options: { system: 'a=b' },
      campaign: '4',
      models: { generator: { baseUrls: ['http://127.0.0.1:9/v1'] }, judge: { model: 'j' } },
    });
  });

  it.each([
    ['window', '--set window: write it as path=value, for example --set window=512.'],
    ['=3', '--set =3: write it as path=value, for example --set window=512.'],
    ['windw=3', `--set windw=3: unknown key 'windw'; allowed here: ${top}.`],
    ['window=many', "--set window=many: 'window' must be a number."],
    ['recipe.x=3', "--set recipe.x=3: 'recipe' is not a section of the spec."],
    ['__proto__.window=3', "--set __proto__.window=3: '__proto__' is no key of a spec."],
  ])('%s is refused and named', async (assignment, complaint) => {
    expect(await complaintOf(text, [assignment])).toBe(complaint);
  });

  it.each(['options.system=[', 'window=*x', 'window="'])('%s, which is no YAML, is refused', async (assignment) => {
    expect(await complaintOf(text, [assignment])).toMatch(/^--set .*: the value is no YAML \(.+\)\.$/);
  });

  it('leaves prototypes alone', async () => {
    await complaintOf(text, ['constructor.prototype.polluted=3']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('names a further file that the recipe has no use for', async () => {
    const spec = { ...plainSpec, input: { ...plainSpec.input, parts: { gold: 'gold.jsonl' } } };
    expect(await complaintOf(spec)).toMatch(/has no use for 'input\.parts\.gold'; it takes none\.$/);
  });
});
