/** @file The envelope around one-off messages, and replies. */
import { describe, expect, test } from 'vitest';
import { openEnvelope, parseReply } from '../../../src/protocol/envelope.ts';
import { NO_MESSAGES } from './message-cases.ts';

const envelope = { target: 'background', type: 'anchor.rename', payload: { anchorId: 'a', name: 'Ann' } };

describe('openEnvelope', () => {
  test('opens what is addressed to the one who asks', () => {
    expect(openEnvelope(envelope, 'background')).toEqual(envelope);
    expect(openEnvelope({ ...envelope, target: 'offscreen' }, 'offscreen')).toBeDefined();
  });

  test('leaves what is addressed to others', () => {
    expect(openEnvelope(envelope, 'offscreen')).toBeUndefined();
  });

  test.for([
    ...NO_MESSAGES.map((message) => ['nothing like it', message] as const),
    ['an unknown target', { ...envelope, target: 'content' }],
    ['an unknown key', { ...envelope, sender: 'me' }],
    ['a missing type', { target: 'background', payload: {} }],
    ['a missing payload', { target: 'background', type: 'anchor.rename' }],
    ['a type that is too long', { ...envelope, type: 'x'.repeat(61) }],
  ] as const)('leaves %s', ([, message]) => {
    expect(openEnvelope(message, 'background')).toBeUndefined();
  });
});

describe('parseReply', () => {
  const error = { code: 'anchor-missing', message: 'x' };

  test.for([
    { ok: true, value: { name: 'Ann' } },
    { ok: true, value: null },
    { ok: false, error },
  ])('accepts %j', (reply) => {
    expect(parseReply(reply)).toEqual(reply);
  });

  test.for([
    ...NO_MESSAGES,
    { ok: true },
    { ok: false },
    { ok: 'true', value: 1 },
    { ok: true, value: 1, error },
    { ok: false, error: { ...error, code: 'unheard-of' } },
    { ok: false, error: { code: 'internal' } },
    { ok: false, error: new Error('x') },
  ])('refuses %j', (reply) => {
    expect(parseReply(reply)).toBeUndefined();
  });
});
