/** @file When the person wants to be told who comes. */

export interface NoticeRules {
  readonly isOn: boolean;
  /** Everybody who is saved, or only those of `anchorIds`. */
  readonly who: 'saved' | 'chosen' | 'nobody';
  readonly anchorIds: readonly string[];
  /** Also when somebody unknown appears. */
  readonly isForUnknown: boolean;
  /** Minutes of the day, local time; `from` after `to` goes over midnight, equal ones mean no quiet at all. */
  readonly quietFromMinute: number;
  readonly quietToMinute: number;
}

export const NO_NOTICES: NoticeRules = {
  isOn: false,
  who: 'saved',
  anchorIds: [],
  isForUnknown: true,
  quietFromMinute: 0,
  quietToMinute: 0,
};

export function isQuiet({ quietFromMinute: from, quietToMinute: to }: NoticeRules, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
