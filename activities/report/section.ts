import type { VNode } from 'preact';
import type { z } from 'zod';
import type { CommittedCampaign } from '../export/committed-campaign.ts';
import type { ShardContents } from '../export/shard-contents.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { Reject } from '../artifacts/reject.ts';

/** An image of the store as a small JPEG data URL; undefined where it cannot be read. */
export type Thumbnail = (sha256: string) => Promise<string | undefined>;

/** What a recipe adds to the frame of the report. It sees the campaign once, shard after shard, and keeps sums and samples only. */
export interface ReportSection {
  add(shard: ShardContents): void;
  /** Each paid call of a stage, told after the last shard, before figures are asked for. Journals are read only where a section has this. */
  paid?(stage: string, entry: JournalEntry): void;
  /** The recipe's own figures, part of the summary. */
  figures(): z.core.util.JSONType;
  /** Tiles beside the campaign's own headline figures. */
  headline(): readonly HeadlineFigure[];
  /** How many of the paid calls were searches; they are shown apart from the model's. @default 0 */
  searches?(): number;
  /** A sentence where the campaign gave nothing at all, shown on top. */
  warning(): string | undefined;
  /** Tables and plots. */
  renderFigures(): VNode | null;
  /** Single items, with pictures. */
  renderSamples(thumbnail: Thumbnail): Promise<VNode>;
}

export interface HeadlineFigure {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

export interface RecipeReport {
  /** Opens the section of one report. `cards`: samples shown at most. */
  open(campaign: CommittedCampaign, cards: number): ReportSection;
  /** What a reject reason means, in plain words; undefined where the recipe does not know it. */
  explain(reason: string): string | undefined;
  /** What the rejected thing was, for the list of examples: the question of a fallen item. */
  example(line: Reject): string | undefined;
  /** What parts of an item are called: `questions`. */
  readonly parts: string;
}
