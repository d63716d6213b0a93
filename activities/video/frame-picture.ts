import sharp, { type Sharp } from 'sharp';
import { sha256 } from '../../recipes/sha256.ts';
import type { Frame } from './video.ts';

/** Of 100; with colours at full resolution, so that little is lost to what the trainer makes of it. */
const quality = 95;

/** A frame as JPEG, its shorter side `side` pixels where it was longer; what shows through becomes white. */
export async function framePicture(picture: Sharp, side: number): Promise<Frame> {
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize(side, side, { fit: 'outside', withoutEnlargement: true })
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, sha256: sha256(data), mediaType: 'image/jpeg', width: info.width, height: info.height };
}

/** One page of a file of several; the others are not decoded at once. */
export const page = (bytes: Buffer, at: number): Sharp => sharp(bytes, { page: at, pages: 1, failOn: 'warning' });
