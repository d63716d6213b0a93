import type { z } from 'zod';
import type { ExpectedCall, ExpectedSearch } from './expected-calls.ts';
import type { ItemProgram } from './item-program.ts';
import type { RowFields } from './outcome.ts';
import type { RecipePlan } from './plan.ts';
import type { RecipeTraining } from './training.ts';
import type { VideoSeed } from './video-seed.ts';
import type { WholeStage } from './whole-stage.ts';

/** One source record of a seed file, read but not yet checked against the world: images are still paths. */
export type SeedRecord =
  | {
      readonly ok: true;
      /** The row's own fields. The importer adds `image: {sha256, mediaType, width, height}`. */
      readonly fields: RowFields;
      /** Path of the image, relative to the spec's `input.images`. */
      readonly image?: string;
      /** Paths of the images of a record with several; `images` of the row lists them in this order. */
      readonly images?: readonly string[];
      /** The video of a record with one, instead of images; its frames are listed in `images` of the row, what they are of in `video`. */
      readonly video?: VideoSeed;
      /** The file's own id for messages. */
      readonly label: string;
    }
  | {
      readonly ok: false;
      readonly kind: 'dropped' | 'failed';
      readonly reason: string;
      readonly message: string;
      readonly label: string;
    };

export interface Recipe<Options = unknown> {
  readonly name: string;
  readonly plan: RecipePlan;
  /** Schema of the spec's `options`; its defaults belong to the identity. */
  readonly options: z.ZodType<Options>;
  /** Roles that must stand in the spec's `models`; a role after `|` stands in when the first is missing: `judge|generator`. */
  readonly models: readonly string[];
  /** Further roles that the options name. @default none */
  readonly rolesOf?: (options: Options) => readonly string[];
  /** Item program of each map stage. */
  readonly stages: Readonly<Record<string, ItemProgram>>;
  /** Function of each whole stage, where the plan has some. */
  readonly whole?: Readonly<Record<string, WholeStage>>;
  /** What its stage `train` trains, where the plan has one. */
  readonly training?: RecipeTraining<Options>;
  /** A record that cannot be used, or a label met twice in a file, is the user's error: `launch` refuses the file. @default false */
  readonly strictSeeds?: boolean;
  /** Map stages whose dropped rows people review before a later stage of the round lets them fall. @default none */
  readonly reviews?: readonly string[];
  /** Reads a record's text that is not JSON, in the form the recipe's seed files have; throws where it is none. @default JSON only */
  readonly parse?: (text: string) => unknown;
  /** Names of further files a spec may give in `input.parts`; their rows carry the name as `part`. `any`: the user names them. @default none */
  readonly parts?: readonly string[] | 'any';
  /** Names of files that a spec must give in `input.files`; taken whole into the store. @default none */
  readonly files?: readonly string[];
  /** What is wrong with the options, given the names of the further files; undefined where nothing is. */
  readonly faultOf?: (options: Options, parts: readonly string[]) => string | undefined;
  /** Reads one raw record of the seed file, or of the part that is named. */
  readonly readSeed: (record: unknown, options: Options, part?: string) => SeedRecord;
  /** How a later record about the same image is joined to an earlier one's fields; absent or undefined where it is a row of its own. */
  readonly mergeSeeds?: (options: Options) => ((into: RowFields, more: RowFields) => RowFields) | undefined;
  /** Expected calls of one imported row in a round, for `plan`; a row of a further file carries its name as `part`. */
  readonly expect: (seed: RowFields, options: Options, round: number) => readonly ExpectedCall[];
  /** Expected calls of a round that do not grow with the imported rows. @default none */
  readonly expectOfRound?: (options: Options) => readonly ExpectedCall[];
  /** Expected searches of one imported row in a round. @default none */
  readonly expectSearches?: (seed: RowFields, options: Options) => readonly ExpectedSearch[];
  /** Calls that come on top and cannot be told from the imported rows, in a few words each. @default none */
  readonly notExpected?: (options: Options) => readonly string[];
  /** Whether the item program asks `services.detect`. */
  readonly usesDetector: (options: Options) => boolean;
}
