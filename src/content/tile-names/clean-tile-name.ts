/** @file From the text on a tile to a name: without what call sites add to it, and nothing where it is no name. */
import { cleanName } from '../../core/gallery/anchor.ts';
import { isPlaceholder } from './placeholder-names.ts';
import { MAX_LABEL_LENGTH } from './tile-text.ts';

/** "(You)", "(Host, me)", "[Guest]", "（ホスト）": in whatever language, no name ends with a remark in brackets. */
const REMARK = /\s*(?:[([][^()[\]]*[)\]]|（[^（）]*）|【[^【】]*】)\s*$/u;
/** "…, muted", "… – Pinned", "… is speaking". */
const STATE =
  /(?:\s*[,·|–—]\s*|\s+-\s+|\s+is\s+)(?:un)?(?:muted|pinned|spotlighted|speaking|video (?:is )?o(?:n|ff)|has context menu|context menu is available)\s*,?\s*$/iu;
/** A shared picture bears the name of whoever shares it, not of whom it shows. */
const SHARED =
  /(?:['’]s (?:screen|presentation)|\bpresent(?:ation|ing)\b\)?)$|^(?:content shared by|screen share|sharing)\b/iu;
/** Markup, scripts, addresses. */
const NO_TEXT = /[<>{}=;@\\]|:\/\//u;
/** "mic_off": names of icons, and the words of a program. */
const ICON = /^[\p{Ll}\d]+(?:_[\p{Ll}\d]+)+$/u;
/** "2 others", "+3 weitere": nobody's name begins with a count. "Connecting to audio…" */
const NO_NAME = /^\+?\d+\s|^connecting to\b/iu;

/**
 * Undefined where no name is left.
 * @param language of the page, as in `<html lang>`; empty where it does not say
 */
export function cleanTileName(label: string, language = ''): string | undefined {
  if (label.length > MAX_LABEL_LENGTH || NO_TEXT.test(label)) return undefined;
  let name = cleanName(label);
  if (SHARED.test(name)) return undefined;
  for (let before = ''; before !== name;) {
    before = name;
    name = name.replace(REMARK, '').replace(STATE, '').trim();
  }
  const isName =
    /\p{L}/u.test(name) &&
    !SHARED.test(name) &&
    !ICON.test(name) &&
    !NO_NAME.test(name) &&
    !isPlaceholder(name, language);
  return isName ? name : undefined;
}
