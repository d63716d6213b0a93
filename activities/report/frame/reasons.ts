const known: Readonly<Record<string, string>> = {
  parse_error: 'The answer could not be read',
  truncated: 'The answer broke off',
  cut_short: 'The answer reached the token limit',
  refused: 'The model refused',
  empty_answer: 'The answer was empty',
  bad_request: 'The endpoint rejected the request',
  endpoint_error: 'The endpoint failed',
  program_error: 'The recipe could not handle the item',
  not_json: 'The line of the seed file is not JSON',
  bad_record: 'The record has not the form of a seed',
  image_missing: 'The image is not there',
  image_empty: 'The image has no bytes',
  image_unreadable: 'The image cannot be decoded',
  image_oversized: 'The image is too large',
  image_format: 'The image has a format that endpoints do not take',
  image_outside: 'The path of the image leads out of the image folder',
  video_missing: 'The video is not there',
  video_empty: 'The video has no frames',
  video_unreadable: 'The video cannot be decoded',
  video_oversized: 'The video is too large',
  clip_empty: 'The clip has no frames',
  clip_untimed: 'A folder of frames cannot be clipped by time',
};

/** A reason code every recipe shares, in plain words; another one with its underscores taken out. */
export function plainWords(reason: string): string {
  const [family = reason, rest] = reason.split(':');
  const words = known[family];
  if (words !== undefined) return rest === undefined ? words : `${words}: ${rest}`;
  const text = reason.replaceAll('_', ' ').replace(':', ': ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
