/** @file The stored rules for notices, and their message. */
import * as v from 'valibot';
import { key } from './schemas.ts';

const MINUTES_A_DAY = 24 * 60;
const minute = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MINUTES_A_DAY - 1));

export const noticeRulesSchema = v.strictObject({
  isOn: v.boolean(),
  who: v.picklist(['saved', 'chosen', 'nobody']),
  anchorIds: v.pipe(v.array(key), v.maxLength(10_000)),
  isForUnknown: v.boolean(),
  quietFromMinute: minute,
  quietToMinute: minute,
});
