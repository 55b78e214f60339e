/** @file The estimates behind the strictness slider, as the recognizer sends them. */
import { useEffect, useState } from 'preact/hooks';
import { connectPanel } from '../../platform/panel-connection.ts';
import type { StrictnessEstimate } from '../../protocol/strictness-messages.ts';

/** Undefined until a model is in use; the last one while the recognizer starts again. */
export function useEstimate(): StrictnessEstimate | undefined {
  const [estimate, setEstimate] = useState<StrictnessEstimate>();
  useEffect(() => {
    const connection = connectPanel({
      onMessage(message) {
        if (message.type === 'estimate') setEstimate(message.estimate);
      },
      onGone() {
        // It comes again with the new connection.
      },
    });
    connection.send({ type: 'watchEstimate' });
    return () => {
      connection.close();
    };
  }, []);
  return estimate;
}
