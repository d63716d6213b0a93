import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const rules = /no-restricted-(imports|globals|properties)/;

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

/** Files of a folder in which the import rules fire, under the configuration that stands in it. */
function breaches(folder: string, paths: readonly string[]): Promise<string[]> {
  const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
  return new Promise((resolve, reject) => {
    execFile(oxlint, ['--format=json', ...paths], { cwd: folder, maxBuffer: 1 << 26 }, (_error, stdout) => {
      try {
        const { diagnostics } = JSON.parse(stdout) as Report;
        resolve([...new Set(diagnostics.filter(({ code }) => rules.test(code)).map(({ filename }) => filename))]);
      } catch (error) {
        reject(new Error(`oxlint said: ${stdout}`, { cause: error }));
      }
    });
  });
}

const forbidden: Readonly<Record<string, readonly string[]>> = {
  workflows: [
    "import { readFile } from 'node:fs';",
    "import { join } from 'path';",
    "import { createHash } from 'node:crypto';",
    "import pino from 'pino';",
    "import { S3Client } from '@aws-sdk/client-s3';",
    "import { Context } from '@temporalio/activity';",
    "import { Worker } from '@temporalio/worker';",
    "import { Client } from '@temporalio/client';",
    "import { TestWorkflowEnvironment } from '@temporalio/testing';",
    "import { x } from '@temporalio/workflow/lib/x';",
    "import { x } from '@temporalio/common/lib/x';",
    "import { x } from 'zod/v4';",
    "import { x } from 'zone.js';",
    "import { createActivities } from '../activities/activities.ts';",
    "export { createActivities } from '../activities/activities.ts';",
    "import { x } from '../temporal.config.ts';",
    "import { x } from '../workers/main.ts';",
    "import { x } from '../cli/main.ts';",
    "import { x } from '../infra/dev/index.ts';",
    "import { recipes } from '../recipes/registry.ts';",
    "import { recipe } from '../recipes/mmevol/index.ts';",
    "import { x } from '../recipes/mmevol/planned.ts';",
    "import { x } from '../recipes/mmevol/plan.tsx';",
    "import { x } from '../recipes/mmevol/p.ts';",
    "import { x } from '../recipes/planned.ts';",
    "import { x } from '../recipes/recipe.ts';",
    "import { x } from '../recipes/mmevol/evolve/plan.ts';",
    "import { x } from './../activities/errors.ts';",
  ],
  recipes: [
    "import { readFile } from 'node:fs';",
    "import { readFile } from 'node:fs/promises';",
    "import { get } from 'http';",
    "import { connect } from 'node:net';",
    "import { spawn } from 'node:child_process';",
    "import sharp from 'sharp';",
    "import { request } from 'undici';",
    "import { proxyActivities } from '@temporalio/workflow';",
    "import { x } from '../activities/errors.ts';",
    "import type { Store } from '../activities/artifacts/store.ts';",
    "import { x } from '../workflows/shapes.ts';",
    "import { x } from '../cli/main.ts';",
    "import { x } from '../workers/main.ts';",
    "import { x } from '../infra/dev/index.ts';",
    'export const key = process.env;',
    'export const now = () => Date.now();',
    'export const luck = () => Math.random();',
  ],
  'recipes/mmevol/rules': [
    "import { x } from '../../../activities/errors.ts';",
    "import { x } from '../../../workflows/shapes.ts';",
  ],
  activities: [
    "import { x } from '../cli/main.ts';",
    "import { x } from '../workers/main.ts';",
    "import { x } from '../infra/dev/index.ts';",
    "import { x } from '../temporal.config.ts';",
    "import { partition } from '../workflows/partition.ts';",
  ],
  'activities/shard-runner': ["import { x } from '../../workflows/messages.ts';"],
  'activities/status': [
    "import { partition } from '../../workflows/partition.ts';",
    "import { mmevol } from '../../workflows/mmevol.ts';",
    "import { x } from '../../workflows/shapes.ts';",
    "import { x } from '../../workers/main.ts';",
  ],
  workers: ["import { x } from '../cli/main.ts';"],
  cli: ["import { x } from '../tests/memory-store.ts';"],
};

const allowed: Readonly<Record<string, readonly string[]>> = {
  workflows: [
    "import { condition } from '@temporalio/workflow';",
    "import { ApplicationFailure } from '@temporalio/common';",
    "import { z } from 'zod';",
    "import { partition } from './partition.ts';",
    "import { plan } from '../recipes/mmevol/plan.ts';",
    "import { plan } from '../recipes/florence2/plan.ts';",
    "import type { Activities } from '../activities/activities.ts';",
    "import type { Row } from '../recipes/item-program.ts';",
    "import type { Buffer } from 'node:buffer';",
  ],
  'recipes/mmevol': [
    "import { createHash } from 'node:crypto';",
    "import { z } from 'zod';",
    "import { sha256 } from '../sha256.ts';",
    "import { jsonrepair } from 'jsonrepair';",
  ],
  activities: [
    "import { readFile } from 'node:fs/promises';",
    "import { recipes } from '../recipes/registry.ts';",
    "import type { CampaignProgress } from '../workflows/shapes.ts';",
  ],
  'activities/status': [
    "import { progressQuery } from '../../workflows/messages.ts';",
    "import { stateAttribute } from '../../workflows/search-attributes.ts';",
  ],
  workers: ["import { roles } from '../workflows/policies.ts';", "import { x } from '../activities/activities.ts';"],
  cli: ["import { x } from '../workflows/messages.ts';", "import { x } from '../activities/errors.ts';"],
};

const filesOf = (cases: Readonly<Record<string, readonly string[]>>, name: string) =>
  Object.entries(cases).flatMap(([folder, lines]) =>
    lines.map((line, i) => ({ path: `${folder}/${name}-${i}.ts`, line })),
  );

describe('import rules', () => {
  let folder: string;
  let fired: ReadonlySet<string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-rules-'));
    await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const { path, line } of [...filesOf(forbidden, 'forbidden'), ...filesOf(allowed, 'allowed')]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), `${line}\n`);
    }
    fired = new Set(await breaches(folder, ['.']));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(filesOf(forbidden, 'forbidden'))('$path is refused: $line', ({ path }) => {
    expect(fired).toContain(path);
  });

  it.each(filesOf(allowed, 'allowed'))('$path is let through: $line', ({ path }) => {
    expect(fired).not.toContain(path);
  });

  it('the repository keeps them', async () => {
    const folders = ['activities', 'cli', 'infra', 'recipes', 'workers', 'workflows', 'temporal.config.ts'];
    expect(await breaches(root, folders)).toEqual([]);
  });
});
