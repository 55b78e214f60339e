/** @file Why a model cannot be used, in words that fit where it came from. */
import type { FaultCode } from '../../core/errors/fault.ts';
import { faultText, type FaultText } from '../../core/errors/fault-texts.ts';
import { isOwnModelId } from '../../core/own-model/own-model-id.ts';

/** A model that the person brought does not come back by installing the extension again. */
export function modelFaultText(code: FaultCode, modelId: string): FaultText {
  if (!isOwnModelId(modelId) || (code !== 'model-missing' && code !== 'model-damaged'))
    return faultText(code);
  return {
    text: `The file of your own model is ${code === 'model-missing' ? 'missing' : 'damaged'}.`,
    remedy: 'Remove the model in the settings and add its file again, or choose another one.',
  };
}
