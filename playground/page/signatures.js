// What a program can write: methods and types, without bodies.

import { byId, counted, element } from './elements.js';
import { coloured } from './rust.js';

/** Draws the signatures of a client; `go` shows where a line of its code begins so. */
export function drawSignatures(inspection, go) {
  const view = byId('signatures');
  const { title, version, operations, types } = inspection;
  const sections = new Map();
  for (const operation of operations) {
    const tag = operation.tags[0] ?? 'Operations';
    if (!sections.has(tag)) sections.set(tag, []);
    sections.get(tag).push([haystack(operation.name, operation.path, operation.id, tag), drawOperation(operation, go)]);
  }
  const drawn = types.map((type) => [haystack(type.name, type.component), drawType(type, go)]);
  if (drawn.length > 0) sections.set(counted(types.length, 'type'), drawn);

  const parts = [...sections].map(([heading, rows]) => ({ heading: element('h3', { class: 'heading' }, heading), rows }));
  const filter = element('input', {
    type: 'search', placeholder: 'Filter', 'aria-label': 'Filter operations and types',
    oninput() {
      const wanted = filter.value.toLowerCase();
      for (const { heading, rows } of parts) {
        for (const [text, row] of rows) row.hidden = !text.includes(wanted);
        heading.hidden = rows.every(([, row]) => row.hidden);
      }
    },
  });
  const top = view.scrollTop;
  const before = view.querySelector('input')?.value ?? '';
  view.replaceChildren(
    element('div', { class: 'signatures-head' },
      element('h2', {}, title, element('small', {}, `${version} · ${counted(operations.length, 'operation')} · ${counted(types.length, 'type')}`)),
      filter),
    ...parts.flatMap(({ heading, rows }) => [heading, ...rows.map(([, row]) => row)]));
  if (before) {
    filter.value = before;
    filter.dispatchEvent(new Event('input'));
  }
  view.scrollTop = top;
}

/** Draws why there are none. */
export function drawNoSignatures(heading, ...text) {
  byId('signatures').replaceChildren(element('div', { class: 'empty' }, element('h2', {}, heading), element('p', {}, ...text)));
}

const haystack = (...texts) => texts.filter(Boolean).join(' ').toLowerCase();

function drawOperation({ group, name, method, path, deprecated, arguments: required, optional, pages, responses }, go) {
  const listed = (list) => list.map(({ name, type }) => `${name}: ${type}`).join(', ');
  const setters = optional.map(({ name, type }) => `\n    .${name}(${type})`).join('');
  const paged = pages ? `\n    .${pages}()` : '';
  return element('section', { class: 'signature' },
    element('div', { class: 'route' },
      element('span', { class: `method ${method.toLowerCase()}` }, method.toUpperCase()),
      element('span', {}, path),
      deprecated ? element('span', { class: 'old' }, 'deprecated') : null),
    element('pre', {},
      ...coloured(group ? `client.${group}().` : 'client.'),
      element('button', { type: 'button', class: 'name', title: 'Show the code', onclick: () => go(`pub fn ${name}(`) }, name),
      ...coloured(`(${listed(required)})`),
      setters || paged ? element('span', { class: 'optional' }, ...coloured(setters + paged)) : null),
    element('div', { class: 'responses' }, ...responses.map(({ status, body }) => element('span', { class: status.startsWith('2') ? 'success' : '' },
      element('span', { class: 'status' }, status), ' ', ...(body === 'nothing' ? [body] : coloured(body))))));
}

function drawType({ name, kind, type, members = [] }, go) {
  const word = { alias: 'type', newtype: 'struct', struct: 'struct', enum: 'enum', union: 'enum' }[kind];
  const member = ({ name, type, rest }) => kind === 'struct' ? `${rest ? '..' : ''}${name}: ${type}` : type ? `${name}(${type})` : name;
  const list = members.map(member);
  const isShort = list.join(', ').length < 70;
  const body = {
    alias: ` = ${type}`,
    newtype: `(${type})`,
  }[kind] ?? (list.length === 0 ? ' {}' : isShort ? ` { ${list.join(', ')} }` : ` {\n${list.map((line) => `    ${line},\n`).join('')}}`);
  return element('section', { class: 'signature' }, element('pre', {},
    ...coloured(`${word} `),
    element('button', { type: 'button', class: 'name type', title: 'Show the code', onclick: () => go(`pub ${word} ${name}`) }, name),
    ...coloured(body)));
}
