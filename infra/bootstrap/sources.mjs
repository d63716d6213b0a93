import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const FOLDERS = ['recipes', 'workflows', 'activities', 'workers', 'cli', 'infra', 'bench'];
const FILES = ['temporal.config.ts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const SKIPPED = new Set(['node_modules', '__pycache__', '.venv', 'k8s', 'dashboards', 'bootstrap']);
const COMPILED = new Set(['.ts', '.tsx']);
/** Read at run time from beside the compiled code. */
const CARRIED = new Set(['.py', '.json', '.css', '.svg', '.html', '.txt', '.yaml']);

const walk = (root, folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path);
    return COMPILED.has(extname(path)) || CARRIED.has(extname(path)) ? [path] : [];
  });

/** Every file the build reads, relative to the root, in a fixed order. */
export const sourceFiles = (root) =>
  [...FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => walk(root, folder)), ...FILES]
    .filter((path) => existsSync(join(root, path)))
    .sort();

/** Files that go into the build as they are. */
export const carriedFiles = (root) =>
  sourceFiles(root).filter((path) => path.includes('/') && CARRIED.has(extname(path)));

/** Hash over names and contents, so that a checkout, a copy or a touched file does not count as a change. */
export const fingerprint = (root) => {
  const hash = createHash('sha256');
  for (const path of sourceFiles(root)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};
