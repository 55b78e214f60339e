/**
 * @file The look of boxes and names. The three states differ without any colour too: a solid box with a full label; dashes
 * with a label that is outlined by dashes, slanted, and asks; thin dots with a small, quiet label.
 */

export const OVERLAY_CSS = `
:host { display: block !important; }
.picture { position: absolute; top: 0; left: 0; overflow: hidden; }
.face {
  position: absolute; top: 0; left: 0;
  filter: drop-shadow(0 0 1px rgb(0 0 0 / 70%));
  font: 600 14px/1.2 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
.box {
  position: absolute; top: 50%; left: 50%; translate: -50% -50%; width: 100%; height: 100%; box-sizing: border-box;
  border-radius: 10px; border: 1px dotted rgb(255 255 255 / 80%); outline: 1px dotted rgb(0 0 0 / 50%);
}
.face[data-state='unknown'] .box { border: 2px dotted rgb(255 255 255 / 85%); outline: 2px dotted rgb(0 0 0 / 60%); }
.face[data-state='maybe'] .box { border: 2.5px dashed #fbbf24; outline: 1.5px dashed rgb(0 0 0 / 60%); }
.face[data-state='named'] .box { border: 3px solid #2dd4bf; outline: 1px solid rgb(0 0 0 / 35%); }
.face.is-held .box { box-shadow: 0 0 0 3px rgb(255 255 255 / 90%); }
.offer {
  position: absolute; left: 50%; bottom: 12%; translate: -50% 0; pointer-events: auto; cursor: pointer;
  padding: .6em 1.1em; border: 0; border-radius: 2em; background: #0f766e; color: #fff; white-space: nowrap;
  font: 600 14px/1.2 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  box-shadow: 0 2px 10px rgb(0 0 0 / 45%);
}
.offer:hover { background: #115e59; }
.offer:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
.name {
  position: absolute; box-sizing: border-box; display: none;
  max-width: max(220%, 9em); padding: .3em .6em; border-radius: .4em;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
  letter-spacing: .01em; user-select: none;
}
.name.is-clickable { pointer-events: auto; cursor: pointer; touch-action: manipulation; }
.name.is-clickable:hover { filter: brightness(1.3); }
.name:focus { outline: 2px solid #fff; outline-offset: 1px; box-shadow: 0 0 0 5px #111; }
.face[data-state='named'] .name { display: block; background: #0f766e; color: #fff; }
.face[data-state='maybe'] .name {
  display: block; padding: .2em .8em; border: 1.5px dashed #fbbf24; border-radius: 1.2em;
  background: rgb(17 24 39 / 78%); color: #fef3c7; font-style: italic; font-weight: 500;
}
.face[data-state='unknown'] .name {
  display: block; background: rgb(17 24 39 / 70%); color: rgb(255 255 255 / 88%);
  font-weight: 400; font-size: max(.8em, 11px);
}
@media (pointer: coarse) { .name.is-clickable { padding-block: .55em; } }
.face[data-label^='above'] .name { bottom: calc(100% + 4px); }
.face[data-label^='below'] .name { top: calc(100% + 4px); }
.face[data-label$='left'] .name { left: -2px; }
.face[data-label$='right'] .name { right: -2px; }
`;
