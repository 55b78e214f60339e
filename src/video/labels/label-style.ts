/** @file The look of the panel beside a label: the browser's colours, light or dark, on any picture. */

export const LABEL_CSS = `
.frame {
  position: fixed; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; margin: 0; border: 0; padding: 0;
  overflow: hidden; background: none; pointer-events: auto;
}
.frame::backdrop { background: none; }
.panel {
  position: absolute; top: 0; left: 0; z-index: 1; box-sizing: border-box; pointer-events: auto; color-scheme: light dark;
  outline: none;
  min-width: 11em; max-width: min(19em, calc(100% - 16px)); max-height: calc(100% - 16px); overflow: auto; padding: 5px;
  border: 1px solid light-dark(rgb(0 0 0 / 14%), rgb(255 255 255 / 22%)); border-radius: 12px;
  background: light-dark(#fff, #1f2221); color: light-dark(#1f1e1b, #eeece7);
  box-shadow: 0 6px 24px rgb(0 0 0 / 40%); user-select: none; touch-action: manipulation; text-align: start;
  font: 500 14px/1.35 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
.choice {
  padding: 7px 11px; border-radius: 8px; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
.choice[data-action='never'] { color: light-dark(#67635b, #a5aaa6); }
.choice[data-action='never']:not(:first-child) {
  margin-top: 5px; border-top-left-radius: 0; border-top-right-radius: 0;
  box-shadow: 0 -1px light-dark(#e4e1da, #343937);
}
.choice:hover, .choice:focus { outline: none; background: light-dark(#dcf0ed, #1d3835); }
.choice:focus-visible, .field:focus-visible { outline: 2px solid light-dark(#0f766e, #5fd0c2); outline-offset: -2px; }
.field {
  all: unset; box-sizing: border-box; display: block; width: 100%; margin-bottom: 5px; padding: 7px 10px; border-radius: 8px;
  border: 1px solid light-dark(#8d8980, #7d8480); background: light-dark(#fff, #161817); cursor: text; user-select: text;
}
.panel p { margin: 0; padding: 7px 11px; text-wrap: pretty; overflow-wrap: anywhere; }
.panel[role='status'] { display: flex; align-items: center; min-width: 0; }
.choice[data-action='undo'] { color: light-dark(#0f766e, #5fd0c2); font-weight: 600; overflow: visible; }
@media (pointer: coarse) { .choice, .field { padding-block: 11px; } }
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: panel 120ms ease-out; }
  @keyframes panel { from { opacity: 0; } }
}
`;
