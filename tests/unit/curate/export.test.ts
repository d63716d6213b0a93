import { describe, expect, it } from '@jest/globals';
import { videoIn } from '../../../activities/export/video-files.ts';
import { toLlavaSample, toShareGptSample, turnCount } from '../../../recipes/curate/index.ts';
import { curated, llava } from './pipeline.ts';

describe('a released sample', () => {
  it('is a record of LLaVA and of ShareGPT, with a placeholder for its image', async () => {
    const { released } = await curated([llava('What is it?', 'A cat.', { image: 'a', id: 'x' })]);
    const [row] = released;
    if (!row) throw new Error('nothing was released');
    expect(toLlavaSample(row, ['images/a.jpg'])).toEqual({
      id: row.id,
      image: 'images/a.jpg',
      conversations: [
        { from: 'human', value: '<image>\nWhat is it?' },
        { from: 'gpt', value: 'A cat.' },
      ],
    });
    expect(toShareGptSample(row, ['images/a.jpg'])).toEqual({
      id: row.id,
      messages: [
        { role: 'user', content: '<image>What is it?' },
        { role: 'assistant', content: 'A cat.' },
      ],
      images: ['images/a.jpg'],
    });
    expect(turnCount(row)).toBe(1);
  });

  it('with several images has them in their order, and its own placeholders', async () => {
    const { released } = await curated([llava('<image> or <image>?', 'The first.', { images: ['a', 'b'] })]);
    const [row] = released;
    if (!row) throw new Error('nothing was released');
    expect(toLlavaSample(row, ['1.jpg', '2.jpg'])).toMatchObject({
      image: ['1.jpg', '2.jpg'],
      conversations: [{ value: '<image> or <image>?' }, {}],
    });
  });

  it('with a video has its frames, named one by one for LLaVA', async () => {
    const options = { frames: 2 };
    const { released } = await curated([llava('What moves?', 'A cat.', { video: 'v' })], { options });
    const [row] = released;
    if (!row) throw new Error('nothing was released');
    const paths = ['images/a.jpg', 'images/b.jpg'];
    expect(toLlavaSample(row, paths)).toMatchObject({
      image: paths,
      conversations: [{ value: 'Frame-1: <image>\nFrame-2: <image>\nWhat moves?' }, {}],
    });
    expect(toShareGptSample(row, paths)).toMatchObject({
      messages: [{ content: '<video>\nWhat moves?' }, {}],
      videos: [paths],
    });
    const { conversations } = llava('<video>\nWhat moves?', 'A cat.');
    expect(videoIn(row)).toEqual({ video: `videos/${row.id}/`, conversations });
  });

  it('without images has none', async () => {
    const { released } = await curated([llava('Why?', 'Because it rains.')]);
    const [row] = released;
    if (!row) throw new Error('nothing was released');
    expect([Object.keys(toLlavaSample(row, [])), Object.keys(toShareGptSample(row, []))]).toEqual([
      ['id', 'conversations'],
      ['id', 'messages'],
    ]);
  });
});
