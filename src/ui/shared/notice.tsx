/** @file Something the person should know: what happened, and what helps. */
import type { ComponentChildren } from 'preact';
import type { FaultCode } from '../../core/errors/fault.ts';
import { faultText } from '../../core/errors/fault-texts.ts';

export interface NoticeProps {
  readonly text: string;
  readonly remedy?: string;
  readonly testId?: string;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

export function Notice({ text, remedy, testId = 'notice', children }: NoticeProps) {
  return (
    <div class="notice" role="status" data-testid={testId}>
      <p>
        <strong>{text}</strong> {remedy}
      </p>
      {children}
    </div>
  );
}

export function FaultNotice({
  code,
  ...rest
}: { readonly code: FaultCode } & Omit<NoticeProps, 'text' | 'remedy'>) {
  return <Notice {...faultText(code)} {...rest} />;
}
