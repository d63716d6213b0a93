import type { z } from 'zod';
import type { ParsedToken } from './florence2/language/parsed-text.ts';
import type { Embeddings } from './embedding.ts';
import type { Retrieval, RetrievalQuery } from './retrieval.ts';

/** An image by its content hash; the bytes stay in the store until just before the call. */
export interface ImagePart {
  readonly type: 'image';
  readonly sha256: string;
}
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string | readonly (TextPart | ImagePart)[];
}

/** What a `parse` function says of an answer. `error` is shown to the model in the re-ask, `reason` is the stable code of the failure. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly error: string };

export interface InferCall<T> {
  /** Name of the call within the item: `evolve`, `judge/2`. Part of the journal key. */
  readonly name: string;
  /** Which entry of the spec's `models` answers. */
  readonly model: string;
  /** Name of the model asked in place of the role's own: a trained one, served at the same endpoint. */
  readonly served?: string;
  /** Number of the sample when one prompt is asked several times. @default 0 */
  readonly sample?: number;
  readonly messages: readonly Message[];
  /** JSON schema of the answer, used as response format where the endpoint has it. */
  readonly schema?: { readonly name: string; readonly schema: z.core.util.JSONType };
  /** Overrides of the model's settings for this call. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  /** What an answer is that ended at its token limit: sampled again, or taken as it stands. @default 'resample' */
  readonly cutShort?: 'resample' | 'take';
  readonly parse: (text: string) => Parsed<T>;
}

export interface InferAnswer<T> {
  readonly value: T;
  /** Journal key of the accepted answer, and the sha256 of its raw text. */
  readonly key: string;
  readonly answer: string;
  /** Mean log probability of its tokens, where the endpoint gives them (`extra: {logprobs: true}`). */
  readonly meanLogProb?: number;
  /** Text and log probability of each token, where the endpoint gives them and the answer has 32 at most. */
  readonly tokens?: readonly (readonly [string, number])[];
}

/** bbox is [x1, y1, x2, y2], each 0..1, top-left and bottom-right. */
export interface DetectedBox {
  readonly label: string;
  readonly bbox: readonly number[];
  readonly score: number;
}
export interface Detection {
  readonly width: number;
  readonly height: number;
  readonly objects: readonly DetectedBox[];
  readonly text: readonly { readonly text: string; readonly bbox: readonly number[]; readonly score: number }[];
}

/** What the specialists proposed before any threshold worth the name: objects score at least 0.2 and may overlap, text at least 0.5. */
export interface Proposals {
  /** Pixels of the upright picture. */
  readonly width: number;
  readonly height: number;
  readonly objects: readonly DetectedBox[];
  /** `quad`: x, y of the four corners clockwise from top left, each 0..1. */
  readonly text: readonly (Detection['text'][number] & { readonly quad: readonly number[] })[];
}

/** What code sees in the bytes of an image. */
export interface ImageMeasures {
  /** Size of the file. */
  readonly bytes: number;
  /** Standard deviation of its grey values, 0 to 255. */
  readonly deviation: number;
  /** Perceptual hash: 64 bits as 16 hex digits. */
  readonly phash: string;
}

export interface EmbedCall {
  /** Name of the call within the item. Part of the journal key. */
  readonly name: string;
  /** Which entry of the spec's `models` answers, through `/v1/embeddings`. */
  readonly model: string;
  /** Several texts, a vector each; or one picture, with a text where the embedder wants one. */
  readonly input: { readonly texts: readonly string[] } | { readonly image: string; readonly text?: string };
}

export interface RetrieveCall {
  /** Name of the call within the item: `retrieve/2`. Part of the journal key. */
  readonly name: string;
  readonly query: RetrievalQuery;
}

/** The only effects an item program has. Every answer is journaled by its key before the shard commits. */
export interface Services {
  /**
   * One generation. An invalid answer is re-asked once with the error, a cut-short one is sampled again; after that an
   * ItemFailure with the parser's `reason` (or `cut_short`, `refused`, `bad_request`, `endpoint_error`) is thrown.
   */
  infer<T>(call: InferCall<T>): Promise<InferAnswer<T>>;
  /**
   * Vectors of texts or of a picture, journaled, keyed and budgeted like a generation. Throws ItemFailure (`bad_request`,
   * `endpoint_error`, `refused`).
   */
  embed?(call: EmbedCall): Promise<InferAnswer<Embeddings>>;
  /** Objects and text regions of an image by the local specialists. */
  detect(imageSha256: string): Promise<Detection>;
  /** The same before sifting, for recipes that choose and record their own thresholds. */
  propose?(imageSha256: string): Promise<Proposals>;
  /** Probability of pornographic content, 0 to 1, by the local specialist. */
  rateNsfw?(imageSha256: string): Promise<number>;
  /**
   * Cuts a place out of an image, in whole pixels of the upright picture: left, top, right, bottom. Gives the hash of the cut, an image
   * of the store like any other. Throws ItemFailure (`image_missing`, `image_unreadable`).
   */
  crop?(imageSha256: string, place: readonly [number, number, number, number]): Promise<string>;
  /** Tokens of a text with their dependency arcs by a spaCy sidecar; there where one is set up. */
  parseText?(text: string): Promise<readonly ParsedToken[]>;
  /** Size, spread of grey values and perceptual hash of an image. Throws ItemFailure (`image_missing`, `image_unreadable`). */
  measureImage?(imageSha256: string): Promise<ImageMeasures>;
  /**
   * One search, journaled like a generation; there where the recipe's options name a retriever. Throws ItemFailure
   * (`retrieval_error`) where the service refuses this query.
   */
  retrieve?(call: RetrieveCall): Promise<InferAnswer<Retrieval>>;
  /** Tokens of a text by the campaign's tokenizer, without its special tokens; there where the recipe's `files` name one. */
  countTokens?(text: string): Promise<number>;
}
