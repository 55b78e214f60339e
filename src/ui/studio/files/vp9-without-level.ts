/**
 * @file Chrome's own MediaRecorder writes VP9 into MP4 with the level 0 (seen in 156), which is none: `<video>` plays it,
 * WebCodecs refuses it. Decoded here with the level that any VP9 decoder takes. Remove when
 * `VideoDecoder.isConfigSupported({ codec: 'vp09.00.00.08' })` says yes.
 */
import {
  CustomVideoDecoder,
  VideoSample,
  registerDecoder,
  type EncodedPacket,
  type VideoCodec,
} from 'mediabunny';

const WITHOUT_LEVEL = /^(vp09\.\d\d)\.00\./;
/** Level 6.2, the highest. Source: https://www.webmproject.org/vp9/levels/ */
const ANY_LEVEL = '62';
/** Frames in the decoder at once: more would fill the memory without being faster. */
const MAX_QUEUED = 8;

class Vp9WithoutLevel extends CustomVideoDecoder {
  #decoder: VideoDecoder | undefined;

  static override supports(codec: VideoCodec, config: VideoDecoderConfig): boolean {
    return codec === 'vp9' && WITHOUT_LEVEL.test(config.codec);
  }

  init(): void {
    this.#decoder = new VideoDecoder({
      output: (frame) => {
        this.onSample(new VideoSample(frame));
      },
      error: (error) => {
        this.onError(error);
      },
    });
    this.#decoder.configure({
      ...this.config,
      codec: this.config.codec.replace(WITHOUT_LEVEL, `$1.${ANY_LEVEL}.`),
    });
  }

  async decode(packet: EncodedPacket): Promise<void> {
    const decoder = this.#decoder;
    if (decoder === undefined) return;
    decoder.decode(packet.toEncodedVideoChunk());
    if (decoder.decodeQueueSize < MAX_QUEUED) return;
    await new Promise((resolve) => {
      decoder.addEventListener('dequeue', resolve, { once: true });
    });
  }

  async flush(): Promise<void> {
    await this.#decoder?.flush();
  }

  close(): void {
    if (this.#decoder?.state !== 'closed') this.#decoder?.close();
  }
}

let isKnown = false;

/** Once a page, before the first file is opened. */
export function knowVp9WithoutLevel(): void {
  if (isKnown) return;
  isKnown = true;
  registerDecoder(Vp9WithoutLevel);
}
