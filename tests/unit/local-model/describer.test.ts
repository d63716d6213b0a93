import { expect, it } from '@jest/globals';
import { remembered } from '../../../infra/dev/model/describer.ts';

const picture = (name: string) => Buffer.from(name);

it('describes a picture once, also when asked twice at the same time', async () => {
  const seen: string[] = [];
  const describe = remembered(async (image) => (seen.push(String(image)), `a ${image}`));
  expect(await Promise.all([describe(picture('cat')), describe(picture('cat'))])).toEqual(['a cat', 'a cat']);
  expect(seen).toEqual(['cat']);
});

it('forgets the least recently used', async () => {
  const seen: string[] = [];
  const describe = remembered(async (image) => (seen.push(String(image)), ''), 2);
  for (const name of ['cat', 'dog', 'cat', 'sheep', 'cat', 'dog']) await describe(picture(name));
  expect(seen).toEqual(['cat', 'dog', 'sheep', 'dog']);
});

it('tries again after a failure', async () => {
  let calls = 0;
  const describe = remembered(async () => {
    calls += 1;
    if (calls === 1) throw new Error('not now');
    return 'a cat';
  });
  await expect(describe(picture('cat'))).rejects.toThrow('not now');
  expect(await describe(picture('cat'))).toBe('a cat');
});
