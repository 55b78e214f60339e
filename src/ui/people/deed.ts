/** @file What can be done to people and their pictures here: each deed can be undone. */
import { askBackground } from '../../platform/messenger.ts';

export type Deed =
  | { readonly kind: 'remove'; readonly anchorId: string; readonly sampleIds: readonly string[] }
  | {
      readonly kind: 'move';
      readonly anchorId: string;
      readonly sampleIds: readonly string[];
      readonly toAnchorId: string;
    }
  | { readonly kind: 'merge'; readonly intoId: string; readonly fromIds: readonly string[] }
  | { readonly kind: 'rename'; readonly anchorId: string; readonly name: string }
  | { readonly kind: 'never-name'; readonly anchorId: string; readonly isNeverNamed: boolean }
  | { readonly kind: 'delete'; readonly anchorId: string };

export type Undo =
  | { readonly kind: 'correction'; readonly correctionId: string }
  | { readonly kind: 'bin'; readonly anchorId: string };

/** @throws FaultError */
export async function carryOut(deed: Deed): Promise<Undo> {
  if (deed.kind === 'delete') {
    await askBackground('anchor.delete', { anchorId: deed.anchorId });
    return { kind: 'bin', anchorId: deed.anchorId };
  }
  const { correctionId } = await correct(deed);
  return { kind: 'correction', correctionId };
}

/** @throws FaultError */
export async function takeBack(undo: Undo): Promise<void> {
  if (undo.kind === 'bin') await askBackground('anchor.restore', { anchorId: undo.anchorId });
  else await askBackground('correction.undo', { correctionId: undo.correctionId });
}

function correct(deed: Exclude<Deed, { kind: 'delete' }>): Promise<{ readonly correctionId: string }> {
  switch (deed.kind) {
    case 'remove':
      return askBackground('samples.remove', { anchorId: deed.anchorId, sampleIds: [...deed.sampleIds] });
    case 'move': {
      const { anchorId, sampleIds, toAnchorId } = deed;
      return askBackground('samples.move', { anchorId, sampleIds: [...sampleIds], toAnchorId });
    }
    case 'merge':
      return askBackground('anchor.merge', { intoId: deed.intoId, fromIds: [...deed.fromIds] });
    case 'rename':
      return askBackground('correction.rename', { anchorId: deed.anchorId, name: deed.name });
    case 'never-name': {
      const { anchorId, isNeverNamed } = deed;
      return askBackground('anchor.neverName', { anchorId, isNeverNamed });
    }
  }
}
