import type { Services } from '../services.ts';

/** A picture with its perceptual hash, where the worker can look at it: a copy of it is known by that. */
export async function hashedPicture<Picture extends { readonly sha256: string; readonly phash?: string | undefined }>(
  picture: Picture,
  { measureImage }: Services,
): Promise<Picture> {
  if (picture.phash !== undefined || measureImage === undefined) return picture;
  return { ...picture, phash: (await measureImage(picture.sha256)).phash };
}
