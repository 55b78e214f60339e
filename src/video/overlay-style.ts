/**
 * @file The look of boxes, and the places of labels. The three states differ without any color too: solid, dashed, dotted.
 * See: [Note: Names are pixels]. But for an offer nothing here takes the pointer: a page that asks what lies under a point is told of its own
 * elements alone.
 */

export const OVERLAY_CSS = `
:host { display: block !important; }
.picture { position: absolute; top: 0; left: 0; overflow: hidden; }
.face {
  position: absolute; top: 0; left: 0;
  filter: drop-shadow(0 0 1px rgb(0 0 0 / 70%));
}
.box {
  position: absolute; top: 50%; left: 50%; translate: -50% -50%; width: 100%; height: 100%; box-sizing: border-box;
  border-radius: 10px; border: 1px dotted rgb(255 255 255 / 80%); outline: 1px dotted rgb(0 0 0 / 50%);
}
.face[data-state='unknown'] .box { border: 2px dotted rgb(255 255 255 / 85%); outline: 2px dotted rgb(0 0 0 / 60%); }
.face[data-state='maybe'] .box { border: 2.5px dashed #fbbf24; outline: 1.5px dashed rgb(0 0 0 / 60%); }
.face[data-state='named'] .box { border: 3px solid #2dd4bf; outline: 1px solid rgb(0 0 0 / 35%); }
.offer {
  position: absolute; left: 50%; bottom: 12%; translate: -50% 0; pointer-events: auto; cursor: pointer;
  padding: .6em 1.1em; border: 0; border-radius: 2em; background: #0f766e; color: #fff; white-space: nowrap;
  font: 600 14px/1.2 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  box-shadow: 0 2px 10px rgb(0 0 0 / 45%);
}
.offer:hover { background: #115e59; }
.offer:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
.name { position: absolute; top: 0; left: 0; }
.target { position: absolute; top: 0; left: 0; }
.is-hovered .name { filter: brightness(1.3); }
.is-unlabelled .name, .is-unlabelled .target { visibility: hidden; }
.face[hidden] { display: none; }
@media print { :host { display: none !important; } }
`;
