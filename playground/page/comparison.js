// What a new document does to the programs of an old one.

import { byId, counted, element, prose } from './elements.js';
import { diagnostic } from './diagnostics.js';
import { opened } from './files.js';

export class ComparisonView {
  files = []; #changed; #result = element('div'); #name = element('span', {}, '');
  #text = element('textarea', { spellcheck: 'false', 'aria-label': 'Text of the old document' });

  /** Draws the view; `now` returns the files of the document as it is, `changed` is called when the old one is another. */
  constructor(now, changed) {
    this.#changed = changed;
    this.#text.addEventListener('input', () => {
      this.files = [{ path: this.files[0]?.path ?? 'openapi.yaml', text: this.#text.value }];
      this.#changed();
    });
    const open = element('input', { type: 'file', multiple: true, hidden: true, onchange: async () => { this.set(await opened(open.files)); open.value = ''; } });
    byId('comparison').replaceChildren(
      element('details', { class: 'before' },
        element('summary', {}, 'Compared with ', this.#name),
        element('div', { class: 'bar' },
          element('button', { type: 'button', class: 'quiet', onclick: () => this.set(now().map((file) => ({ ...file }))) }, 'Take the document as it is now'),
          element('label', { class: 'button quiet' }, 'Open…', open)),
        this.#text),
      this.#result);
  }

  /** Sets the old document. */
  set(files) {
    this.files = files;
    this.#text.value = files[0]?.text.slice(0, 1_500_000) ?? '';
    this.#text.readOnly = files.length > 1 || this.#text.value.length < (files[0]?.text.length ?? 0);
    this.#changed();
  }

  /** Shows what differs. */
  show({ bump, changes, broken, diagnostics, error }) {
    const [first, ...others] = this.files;
    this.#name.textContent = first ? `the old document: ${first.path}${others.length > 0 ? ` and ${counted(others.length, 'file')}` : ''}` : 'nothing yet: open an old document';
    const asked = { none: 'The clients are the same: no new version is needed.', patch: 'Only what is said of the items differs.' };
    const summary = error ?? (broken
      ? `The ${broken} document has errors, so that there is nothing to compare.`
      : changes.length === 0 ? asked[bump] : [counted(changes.length, 'change'), ' of the client ask', changes.length === 1 ? 's' : '', ' for a new ', element('span', { class: `bump ${bump}` }, bump), ' version.']);
    this.#result.replaceChildren(
      element('p', { class: 'summary' }, ...[summary].flat()),
      ...(broken ? diagnostics.list.map((found) => diagnostic(found, null)) : changes.map(drawChange)));
    const count = byId('comparison-count');
    count.textContent = changes.length;
    count.hidden = changes.length === 0;
  }
}

function drawChange({ bump, kind, subject, message, userHelp, ownerHelp, oldClient, newClient, code, old, new: now }) {
  const place = (word, place) => place && [element('dt', {}, word), element('dd', {}, element('code', {}, place.location), place.text ? element('span', {}, ' ', element('code', {}, place.text.trim())) : null)];
  const wire = oldClient === 'works' && newClient === 'works'
    ? 'works'
    : `an old client with a new server ${oldClient}, a new client with an old server ${newClient}`;
  return element('article', { class: 'change' },
    element('h3', {}, element('span', { class: `bump ${bump}` }, `${bump}[${kind}]`), `: ${subject}: ${message}`),
    element('dl', {},
      ...(place('old', old) ?? []), ...(place('new', now) ?? []),
      element('dt', {}, 'wire'), element('dd', {}, wire),
      element('dt', {}, 'Rust'), element('dd', {}, code.length === 0 ? 'breaks nothing' : `breaks ${code.join(', ')}`),
      element('dt', {}, 'help for the user'), element('dd', {}, ...prose(userHelp)),
      element('dt', {}, 'help for the owner'), element('dd', {}, ...prose(ownerHelp))));
}
