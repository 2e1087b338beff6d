// Diagnostics, drawn as rustc draws them.

import { counted, element, byId, prose } from './elements.js';

/** Draws one; `go` shows its line. */
export function diagnostic(found, go) {
  const { severity, code, message, path, location, line, text, before, width, help } = found;
  const gutter = line ? ' '.repeat(String(line).length) : '';
  const place = line && go
    ? element('button', { type: 'button', onclick: () => go(path, line), title: 'Show the line' }, location)
    : location;
  const edge = (rest) => element('span', { class: 'edge' }, rest);
  const excerpt = text === null || line === null ? null : element('pre', {},
    edge(`${gutter} |\n${line} | `), text, '\n',
    edge(`${gutter} | `), ' '.repeat(before), element('span', { class: 'caret' }, '^'.repeat(Math.max(1, width))));
  return element('article', { class: `diagnostic ${severity}` },
    element('h3', {},
      element('span', { class: 'severity' }, severity, '[', element('a', { href: `../troubleshooting.html#${code}`, title: 'What this means' }, code), ']'),
      ': ', message),
    element('div', {}, edge('--> '), place),
    excerpt,
    help === null ? null : element('p', { class: 'help' }, edge('= '), 'help: ', ...prose(help)));
}

/** Draws all of a document, and how many there are. */
export function drawDiagnostics({ list, more, errors, warnings }, go) {
  byId('diagnostics').replaceChildren(
    ...list.map((found) => diagnostic(found, go)),
    ...more.map((text) => element('p', { class: 'diagnostic' }, text)));
  // The place of a long line may be out of sight.
  for (const caret of byId('diagnostics').querySelectorAll('.caret')) {
    const excerpt = caret.parentElement;
    const end = caret.offsetLeft + caret.offsetWidth - excerpt.offsetLeft;
    if (end > excerpt.clientWidth) excerpt.scrollLeft = end - excerpt.clientWidth * 0.6;
  }
  const counts = [
    errors > 0 ? element('span', { class: 'errors' }, counted(errors, 'error')) : null,
    warnings > 0 ? element('span', { class: 'warnings' }, counted(warnings, 'warning')) : null,
    errors + warnings === 0 ? element('span', { class: 'fine' }, 'Nothing to say about this document') : null,
  ];
  byId('verdict').replaceChildren(...counts.filter(Boolean));
}
