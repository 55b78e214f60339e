/** @file From the text on a tile to a name: without what call sites add to it, and nothing where it is no name. */
import { cleanName } from '../../core/gallery/anchor.ts';
import { MAX_LABEL_LENGTH } from './tile-text.ts';

/** "(You)", "(Host, me)", "[Guest]", "(she/her)": in whatever language, no name ends with a remark in brackets. */
const REMARK = /\s*[([][^()[\]]*[)\]]\s*$/u;
/** "…, muted", "… is presenting", "… – Pinned". */
const STATE =
  /(?:\s*[,·|–—]\s*|\s+-\s+|\s+is\s+)(?:un)?(?:muted|pinned|spotlighted|presenting|speaking|presentation|video (?:is )?o(?:n|ff)|has context menu|context menu is available)\s*,?\s*$/iu;
/** What stands in the place of a name where there is none: the person's own tile, and people who gave no name. */
const NO_NAMES: ReadonlySet<string> = new Set(
  'you,yourself,me,ich,du,vous,tú,você,вы,あなた,guest,host,participant,unknown,unknown user,fellow jitster'.split(
    ',',
  ),
);
/** A shared picture bears the name of whoever shares it, not of whom it shows. */
const SHARED =
  /(?:['’]s (?:screen|presentation)|\bpresentation)$|^(?:content shared by|screen share|sharing)\b/iu;
/** Markup, scripts, addresses, and names of icons. */
const NO_TEXT = /[<>{}=;_@\\]|:\/\//u;

/** Undefined where no name is left. */
export function cleanTileName(label: string): string | undefined {
  if (label.length > MAX_LABEL_LENGTH || NO_TEXT.test(label)) return undefined;
  let name = cleanName(label);
  for (let before = ''; before !== name;) {
    before = name;
    name = name.replace(REMARK, '').replace(STATE, '').trim();
  }
  const isName = /\p{L}/u.test(name) && !SHARED.test(name) && !NO_NAMES.has(name.toLocaleLowerCase());
  return isName ? name : undefined;
}
