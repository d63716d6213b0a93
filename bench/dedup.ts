import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { openScratch } from '../activities/stage-runner/scratch.ts';
import { duplicateFinder } from '../recipes/internvl/dedup/find-duplicates.ts';
import { similarHashes } from '../recipes/internvl/dedup/similar-hashes.ts';
import { dedupSettings } from '../recipes/internvl/dedup/settings.ts';
import { sha256 } from '../recipes/sha256.ts';
import { drawing } from './dirty-dataset/draw.ts';
import { sentences } from './dirty-dataset/words.ts';

/**
 * Near duplicates among drawn short texts, one in ten a copy with a word changed, and among image hashes, one in ten a copy with 4 bits
 * changed; and the same by peers, texts by datasketch, hashes by numpy and pybktree:
 * `node dist/bench/dedup.js --workdir DIR [--texts 1000000] [--hashes 100000] [--python PATH]`. The Python needs datasketch, xxhash,
 * numpy from 2 on, and pybktree. Without texts or hashes (0) that half is left out.
 */
const { values } = parseArgs({
  options: {
    workdir: { type: 'string' },
    texts: { type: 'string', default: '1000000' },
    hashes: { type: 'string', default: '100000' },
    python: { type: 'string' },
  },
});
if (values.workdir === undefined) {
  process.stderr.write('usage: node dist/bench/dedup.js --workdir DIR [--texts N] [--hashes N] [--python PATH]\n');
  process.exit(2);
}
const workdir = resolve(values.workdir);
const [textCount, hashCount] = [Number(values.texts), Number(values.hashes)];
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

interface Clock {
  /** Seconds by the wall, and those of the CPU, all threads together. */
  read(): { readonly seconds: number; readonly cpuSeconds: number };
}
function startClock(): Clock {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  return {
    read() {
      const { user, system } = process.cpuUsage(cpu);
      const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
      return { seconds: tenths((performance.now() - start) / 1e3), cpuSeconds: tenths((user + system) / 1e6) };
    },
  };
}

/** Texts of two sentences, about forty words; every tenth is a copy of an earlier one with a word changed. */
function* texts(): Generator<string> {
  const draw = drawing(1);
  const recent: string[] = [];
  for (let i = 0; i < textCount; i++) {
    if (i % 10 === 9) {
      const words = draw.pick(recent).split(' ');
      words[0] = `Word${i}`;
      yield words.join(' ');
      continue;
    }
    const text = sentences(draw, 2);
    recent[(i - Math.floor(i / 10)) % 900] = text;
    yield text;
  }
}

async function dedupTexts(): Promise<void> {
  const scratch = await openScratch();
  try {
    const clock = startClock();
    const finder = duplicateFinder({ scratch: scratch.file }, dedupSettings.parse({}));
    let count = 0;
    for (const text of texts()) {
      await finder.add({ id: sha256(String(count)).slice(0, 32), rank: 0, text });
      count += 1;
    }
    const signed = clock.read().cpuSeconds;
    const duplicateOf = await finder.find();
    let dropped = 0;
    for (let index = 0; index < count; index++) if (duplicateOf(index)) dropped += 1;
    const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
    say({ what: 'mmsynth, texts', texts: count, dropped, signCpuSeconds: signed, ...clock.read(), memoryMb });
  } finally {
    await scratch.remove();
  }
}

interface DrawnHashes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly planted: number;
}
function drawnHashes(): DrawnHashes {
  const draw = drawing(2);
  const word = (): number => Math.floor(draw.next() * 2 ** 32);
  const high = Uint32Array.from({ length: hashCount }, word);
  const low = Uint32Array.from({ length: hashCount }, word);
  let planted = 0;
  for (let i = 9; i < hashCount; i += 10) {
    high[i] = (high[i - 9] as number) ^ (1 << draw.below(16)) ^ (1 << (16 + draw.below(16)));
    low[i] = (low[i - 9] as number) ^ (1 << draw.below(16)) ^ (1 << (16 + draw.below(16)));
    planted += 1;
  }
  return { high, low, planted };
}

async function dedupHashes({ high, low, planted }: DrawnHashes): Promise<void> {
  const clock = startClock();
  const groups = await similarHashes({ high, low }, 8);
  const dropped = Array.from({ length: hashCount }, (_, i) => groups.find(i)).filter((root, i) => root !== i).length;
  say({ what: 'mmsynth, image hashes', hashes: hashCount, planted, dropped, ...clock.read() });
}

/** What a Python file beside this one prints of a file that it is given. */
async function peer(python: string, script: string, path: string): Promise<string> {
  const beside = fileURLToPath(new URL(`./${script}`, import.meta.url));
  return (await promisify(execFile)(python, [beside, path])).stdout;
}

async function peerOfTexts(python: string): Promise<void> {
  const path = join(workdir, 'texts.jsonl');
  const out = createWriteStream(path);
  for (const text of texts()) if (!out.write(`${JSON.stringify(text)}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  say({
    what: 'datasketch, texts',
    ...(JSON.parse(await peer(python, 'dedup-peer.py', path)) as object),
  });
}

/** The hashes go over as little-endian words of 64 bits. */
async function peerOfHashes(python: string, { high, low }: DrawnHashes): Promise<void> {
  const path = join(workdir, 'hashes.bin');
  const words = BigUint64Array.from(high, (one, i) => (BigInt(one) << 32n) | BigInt(low[i] ?? 0));
  await writeFile(path, words);
  process.stdout.write(await peer(python, 'image-hash-peer.py', path));
}

const { python } = values;
await mkdir(workdir, { recursive: true });
if (textCount > 0) {
  await dedupTexts();
  if (python !== undefined) await peerOfTexts(python);
}
if (hashCount > 0) {
  const hashes = drawnHashes();
  await dedupHashes(hashes);
  if (python !== undefined) await peerOfHashes(python, hashes);
}
