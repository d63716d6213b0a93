import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allWell, withinTime } from '../../../infra/dev/doctor/check.ts';
import { checkClock } from '../../../infra/dev/doctor/clock.ts';
import { checkFfmpeg } from '../../../infra/dev/doctor/ffmpeg.ts';
import { checkNode } from '../../../infra/dev/doctor/node-version.ts';
import { parseStore } from '../../../infra/dev/doctor/store-settings.ts';

describe('doctor', () => {
  it('accepts Node from 20.19 on', () => {
    expect(['20.19.0', '22.0.0', '24.1.0'].map((version) => checkNode(version).ok)).toEqual([true, true, true]);
    expect(['18.20.0', '20.18.9'].map((version) => checkNode(version).ok)).toEqual([false, false]);
    expect(checkNode('18.0.0').fix).toContain('20.19');
  });

  it('reads bucket and prefix of a store', () => {
    expect(parseStore('s3://mmsynth/main')).toEqual({ bucket: 'mmsynth', prefix: 'main' });
    expect(parseStore('s3://mmsynth')).toEqual({ bucket: 'mmsynth', prefix: '' });
    expect(parseStore('s3://my.bucket/a/b/')).toEqual({ bucket: 'my.bucket', prefix: 'a/b' });
    for (const wrong of ['mmsynth', 'http://mmsynth/x', 's3://ab', 's3://'])
      expect(() => parseStore(wrong)).toThrow('s3://bucket/prefix');
  });

  it('tells a clock that is off, and which way', () => {
    expect(checkClock({ server: 0, local: 3000 })).toMatchObject({ ok: true, detail: '3 s ahead of the store' });
    expect(checkClock({ server: 3_600_000, local: 0 })).toMatchObject({ ok: false, detail: '3600 s behind the store' });
    expect(checkClock(undefined).ok).toBe(true);
  });

  it('does not wait for ever, and turns what is thrown into a finding', async () => {
    const never = () => new Promise<never>(() => undefined);
    expect(await withinTime('x', never, 1)).toMatchObject([{ name: 'x', ok: false }]);
    const [failed] = await withinTime('y', () => Promise.reject(new Error('broken')));
    expect(failed).toMatchObject({ name: 'y', ok: false, detail: 'broken' });
  });

  it('misses no ffmpeg where there is one, and can do without', async () => {
    const empty = { PATH: '/nonexistent' };
    const missing = await checkFfmpeg(empty, '/nonexistent/ffmpeg');
    expect(missing).toMatchObject({ ok: false, optional: true, detail: expect.stringContaining('up --ffmpeg') });
    const folder = await mkdtemp(join(tmpdir(), 'ffmpeg-'));
    const program = join(folder, 'ffmpeg');
    await writeFile(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    expect(await checkFfmpeg({ PATH: folder })).toEqual({
      name: 'ffmpeg',
      ok: true,
      detail: 'ffmpeg reads video files',
    });
    expect(await checkFfmpeg(empty, program)).toMatchObject({ ok: true, detail: `${program} reads video files` });
    await rm(folder, { recursive: true });
  });

  it('is well without what only some campaigns need', () => {
    expect(allWell([{ name: 'python3', ok: false, optional: true, detail: '' }])).toBe(true);
    expect(allWell([{ name: 'store', ok: false, detail: '' }])).toBe(false);
  });
});
