import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MmsynthError } from '../errors.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { renderPage } from './frame/page.tsx';
import { gather } from './gather.ts';
import { recipeReports } from './sections.ts';
import type { ReportSummary } from './summary.ts';
import { thumbnails } from './thumbnail.ts';

export interface ReportRequest extends CallOptions {
  readonly store: ArtifactStore;
  readonly campaign: string;
  /** Path of the HTML file. */
  readonly out: string;
  /** @default the campaign's id */
  readonly title?: string;
  /** Samples with pictures shown at most. @default 60 */
  readonly cards?: number;
}

export interface WrittenReport {
  readonly path: string;
  readonly bytes: number;
}

const cardsShown = 60;

/**
 * Writes the report of a campaign: one HTML file that needs nothing else. A campaign under way gives a report of what is committed.
 * Throws `campaign_not_found`; `output_unwritable` where the file cannot be written.
 */
export async function writeReport(request: ReportRequest): Promise<WrittenReport> {
  const { store, campaign, cards = cardsShown } = request;
  const { summary, section } = await gather(store, campaign, cards, request);
  const html = await renderPage({
    title: request.title ?? campaign,
    summary,
    recipe: recipeReports[summary.recipe as keyof typeof recipeReports],
    section,
    thumbnail: thumbnails(store, request),
  });
  const path = resolve(request.out);
  const partial = `${path}.${process.pid}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(partial, html);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    throw new MmsynthError(
      'output_unwritable',
      `${request.out}: the report cannot be written (${code}); choose another --out.`,
      { cause: error },
    );
  }
  return { path, bytes: Buffer.byteLength(html) };
}

/** The figures of the report without the page. Throws `campaign_not_found`. */
export async function reportSummary(
  store: ArtifactStore,
  campaign: string,
  options?: CallOptions,
): Promise<ReportSummary> {
  return (await gather(store, campaign, 0, options)).summary;
}
