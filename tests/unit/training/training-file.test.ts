import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Row } from '../../../recipes/item-program.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { training } from '../../../recipes/star/training.ts';
import { writeTrainingFile } from '../../../activities/training/training-file.ts';
import { lossFacts, readLossCurve } from '../../../activities/training/loss-facts.ts';

const rowOf = (prompt: unknown): Row =>
  ({ id: 'r', origin: 'o', parents: [], round: 1, calls: [], prompt, completion: 'Because. Answer: 3' }) as Row;
const asked = { role: 'user', content: 'How many?' };

async function fileOf(rows: readonly Row[], format = 'chat') {
  async function* each() {
    yield* rows;
  }
  const picture = Buffer.from([0xff, 0xd8, 0xff, 1]);
  const file = await writeTrainingFile(each(), training.conversation, format, async () => picture);
  const [sent, stored] = await Promise.all([readFile(file.path, 'utf8'), readFile(file.stored, 'utf8')]);
  await file.remove();
  return { ...file, sent, stored };
}

describe('a training file', () => {
  it('holds a conversation a line, the completion last, and is known by its hash', async () => {
    const { sent, stored, sha256: hash, records } = await fileOf([rowOf([asked]), rowOf([asked])]);
    const line =
      '{"messages":[{"content":"How many?","role":"user"},{"content":"Because. Answer: 3","role":"assistant"}]}\n';
    expect(sent).toBe(line.repeat(2));
    expect(stored).toBe(sent);
    expect([hash, records]).toEqual([sha256(sent), 2]);
  });

  it('gives earlier answers of the assistant no weight', async () => {
    const example = [asked, { role: 'assistant', content: 'One. Answer: 1' }];
    const { sent } = await fileOf([rowOf([...example, asked])]);
    const { messages } = JSON.parse(sent) as { messages: { weight?: number }[] };
    expect(messages.map(({ weight }) => weight)).toEqual([undefined, 0, undefined, undefined]);
  });

  it('names pictures by their keys where it is stored, and carries them where it is sent', async () => {
    const content = [
      { type: 'image', sha256: 'a'.repeat(64) },
      { type: 'text', text: 'How many?' },
    ];
    const { sent, stored } = await fileOf([rowOf([{ role: 'user', content }])]);
    expect(stored).toContain(`"url":"images/${'a'.repeat(64)}"`);
    expect(sent).toContain('"url":"data:image/jpeg;base64,/9j/AQ=="');
  });

  it('is prompts and completions where the trainer wants them so', async () => {
    const { sent } = await fileOf([rowOf([{ role: 'system', content: 'Count.' }, asked])], 'prompt');
    expect(JSON.parse(sent)).toEqual({ prompt: 'Count.\n\nHow many?', completion: 'Because. Answer: 3' });
  });
});

describe('a loss curve', () => {
  it('is thinned to fit a manifest, its last point kept', () => {
    const losses = Array.from({ length: 500 }, (_, at) => ({ step: at + 1, loss: 1 / (at + 1) }));
    const facts = lossFacts(losses);
    const curve = readLossCurve(facts);
    expect(curve.length).toBeLessThanOrEqual(50);
    expect(curve.at(-1)).toEqual({ step: 500, loss: 0.002 });
    expect(facts['loss']).toBe(0.002);
    expect(lossFacts([])).toEqual({});
  });
});
