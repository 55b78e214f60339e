/** @file The envelope around one-off messages, and the shape of every reply. */
import * as v from 'valibot';
import type { Fault } from '../core/errors/fault.ts';
import { faultSchema } from './schemas.ts';

/** Nothing is sent to content scripts but through the port that they open. */
export type Target = 'background' | 'offscreen';

const envelopeSchema = v.strictObject({
  target: v.picklist(['background', 'offscreen']),
  type: v.pipe(v.string(), v.maxLength(60)),
  payload: v.unknown(),
});
export type Envelope = v.InferOutput<typeof envelopeSchema>;

export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Fault };

const replySchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), error: faultSchema }),
]);

/** The envelope when `message` is one for `target`; undefined for everything else, which must then not be answered. */
export function openEnvelope(message: unknown, target: Target): Envelope | undefined {
  const result = v.safeParse(envelopeSchema, message);
  return result.success && result.output.target === target ? result.output : undefined;
}

export function parseReply(message: unknown): Reply | undefined {
  const result = v.safeParse(replySchema, message);
  return result.success ? result.output : undefined;
}
