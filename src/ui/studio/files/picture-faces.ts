/** @file The faces of still pictures, found and judged as for enrolling (`npm run eval` measures just that). */
import { FaultError } from '../../../core/errors/fault.ts';
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import { connectPanel } from '../../../platform/panel-connection.ts';
import type { ToPanel } from '../../../protocol/panel-port.ts';
import { pixelsOf } from '../../shared/read-picture.ts';

export interface PictureFaces {
  /** @throws FaultError when the recognizer cannot work */
  find(bitmap: ImageBitmap): Promise<readonly SeenFace[]>;
  close(): void;
}

interface Waiting {
  resolve(answer: ToPanel): void;
  reject(error: FaultError): void;
}

export function openPictureFaces(): PictureFaces {
  let lastRequest = 0;
  const waiting = new Map<number, Waiting>();
  const connection = connectPanel({
    onMessage(message) {
      if (message.type !== 'picture' && message.type !== 'refused') return;
      waiting.get(message.request)?.resolve(message);
      waiting.delete(message.request);
    },
    onGone() {
      for (const { reject } of waiting.values()) reject(new FaultError('recognizer-gone', 'lost'));
      waiting.clear();
    },
  });
  return {
    async find(bitmap) {
      const request = ++lastRequest;
      const answer = await new Promise<ToPanel>((resolve, reject) => {
        waiting.set(request, { resolve, reject });
        connection.send({ type: 'inspectPicture', request, pixels: pixelsOf(bitmap) });
      });
      if (answer.type === 'picture')
        return answer.faces.map(({ face, box, verdict }) => ({ track: face, person: face, box, verdict }));
      if (answer.type !== 'refused' || answer.fault.code === 'no-face') return [];
      throw new FaultError(answer.fault.code, answer.fault.message);
    },
    close() {
      connection.close();
    },
  };
}
