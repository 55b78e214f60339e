/** @file A recording as mediabunny reads it: the containers that Studio opens. */
import { BlobSource, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';

/** The caller disposes of it. */
export function openRecordingInput(file: File): Input {
  return new Input({ source: new BlobSource(file), formats: [MP4, QTFF, MATROSKA, WEBM] });
}
