/** @file The park's clip as players want it: WebM, fragmented MP4, HLS, DASH, captions. Made from the demo's photos. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  BlobSource,
  BufferTarget,
  Conversion,
  EncodedPacketSink,
  Input,
  Mp4OutputFormat,
  Output,
  WEBM,
} from 'mediabunny';
import type { Browser } from 'puppeteer-core';
import { CLIP_SIZE, writeGeneratedClip } from '../../../scripts/eval-video/clip/generated.ts';

/** What a segment lasts at least. */
const SEGMENT_S = 1;

interface ByteRange {
  readonly start: number;
  readonly size: number;
}

interface Segment extends ByteRange {
  readonly seconds: number;
}

interface Packaged {
  readonly init: ByteRange;
  readonly segments: readonly Segment[];
  /** As in `codecs="…"`. */
  readonly codec: string;
  readonly seconds: number;
}

/** Writes them into `folder`, where they are not there yet. */
export async function writeMedia(browser: Browser, extensionId: string, folder: string): Promise<void> {
  if (existsSync(path.join(folder, 'clip.mpd'))) return;
  await mkdir(folder, { recursive: true });
  const webm = path.join(folder, 'clip.webm');
  await writeGeneratedClip(
    browser,
    extensionId,
    'park',
    { input: webm, labels: undefined, anchors: undefined },
    { ...CLIP_SIZE, codec: 'vp9' },
  );
  const source = new Blob([await readFile(webm)]);
  const mp4 = await fragment(source);
  await writeFile(path.join(folder, 'clip.mp4'), mp4);
  const packaged = await describe(source, mp4);
  await writeFile(path.join(folder, 'video.m3u8'), mediaPlaylist(packaged));
  await writeFile(path.join(folder, 'master.m3u8'), masterPlaylist(packaged));
  await writeFile(
    path.join(folder, 'captions.vtt'),
    'WEBVTT\n\n00:00:00.000 --> 00:01:00.000\nTwo of them we know.\n',
  );
  await writeFile(path.join(folder, 'clip.mpd'), manifest(packaged));
}

async function fragment(webm: Blob): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: SEGMENT_S }),
    target,
  });
  const input = new Input({ formats: [WEBM], source: new BlobSource(webm) });
  const conversion = await Conversion.init({ input, output });
  await conversion.execute();
  if (target.buffer === null) throw new Error('The clip was not packaged.');
  return new Uint8Array(target.buffer);
}

async function describe(webm: Blob, mp4: Uint8Array): Promise<Packaged> {
  const input = new Input({ formats: [WEBM], source: new BlobSource(webm) });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('The clip has no video.');
  const sink = new EncodedPacketSink(track);
  const starts: number[] = [];
  for await (const { type, timestamp } of sink.packets())
    if (type === 'key' && timestamp - (starts.at(-1) ?? -Infinity) >= SEGMENT_S - 1e-3)
      starts.push(timestamp);
  const seconds = await input.computeDuration();
  const boxes = listBoxes(mp4);
  const moofs = boxes.flatMap((box, index) => (box.type === 'moof' ? [index] : []));
  if (moofs.length !== starts.length) throw new Error('Segments and key frames do not agree.');
  const first = boxes[moofs[0] ?? 0]?.start ?? 0;
  return {
    init: { start: 0, size: first },
    segments: moofs.map((index, count) => {
      const start = boxes[index]?.start ?? 0;
      const mdat = boxes[index + 1];
      return {
        start,
        size: (mdat?.start ?? 0) + (mdat?.size ?? 0) - start,
        seconds: (starts[count + 1] ?? seconds) - (starts[count] ?? 0),
      };
    }),
    codec: (await track.getCodecParameterString()) ?? 'vp09.00.31.08',
    seconds,
  };
}

/** The boxes of the outermost level. Source: ISO/IEC 14496-12, 4.2. */
function listBoxes(file: Uint8Array): (ByteRange & { readonly type: string })[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const boxes = [];
  for (let start = 0; start + 8 <= file.byteLength;) {
    const short = view.getUint32(start);
    const size =
      short === 1 ? Number(view.getBigUint64(start + 8)) : short === 0 ? file.byteLength - start : short;
    boxes.push({ type: String.fromCharCode(...file.subarray(start + 4, start + 8)), start, size });
    start += size;
  }
  return boxes;
}

function masterPlaylist({ codec }: Packaged): string {
  const { widthPx, heightPx } = CLIP_SIZE;
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-STREAM-INF:BANDWIDTH=3000000,CODECS="${codec}",RESOLUTION=${String(widthPx)}x${String(heightPx)}`,
    'video.m3u8',
    '',
  ].join('\n');
}

function mediaPlaylist({ init, segments }: Packaged): string {
  const longest = Math.ceil(Math.max(...segments.map(({ seconds }) => seconds)));
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${String(longest)}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXT-X-MAP:URI="clip.mp4",BYTERANGE="${String(init.size)}@0"`,
    ...segments.flatMap(({ start, size, seconds }) => [
      `#EXTINF:${seconds.toFixed(3)},`,
      `#EXT-X-BYTERANGE:${String(size)}@${String(start)}`,
      'clip.mp4',
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

function manifest({ init, segments, codec, seconds }: Packaged): string {
  const range = ({ start, size }: ByteRange): string => `${String(start)}-${String(start + size - 1)}`;
  const inMs = ({ seconds: each }: Segment): string => String(Math.round(each * 1000));
  const duration = `PT${seconds.toFixed(3)}S`;
  return `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" profiles="urn:mpeg:dash:profile:isoff-main:2011" mediaPresentationDuration="${duration}" minBufferTime="PT2S">
  <Period duration="${duration}">
    <AdaptationSet mimeType="video/mp4" contentType="video">
      <Representation id="clip" bandwidth="3000000" codecs="${codec}" width="${String(CLIP_SIZE.widthPx)}" height="${String(CLIP_SIZE.heightPx)}">
        <BaseURL>clip.mp4</BaseURL>
        <SegmentList timescale="1000">
          <Initialization range="${range(init)}"/>
          <SegmentTimeline>${segments.map((one) => `<S d="${inMs(one)}"/>`).join('')}</SegmentTimeline>
          ${segments.map((one) => `<SegmentURL mediaRange="${range(one)}"/>`).join('\n          ')}
        </SegmentList>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
`;
}
