// The settings, as the list of the generator has them.

import { byId, copyButton, element, prose } from './elements.js';

export class Settings {
  #values = new Map(); #refusals = new Map(); #changed;
  #text = element('pre');

  /** Draws the settings; `changed` is called when one is. */
  constructor(groups, changed) {
    this.#changed = changed;
    const configuration = element('div', { class: 'configuration' },
      element('h2', {}, 'specwright.toml'), copyButton(() => this.#text.textContent), this.#text);
    const parts = groups.flatMap(({ heading, settings }) => [
      element('h3', { class: 'heading' }, heading.replace(/ \(.*$/, '')),
      ...settings.map((setting) => this.#draw(setting)),
    ]);
    byId('settings').replaceChildren(configuration, ...parts);
  }

  /** The settings that have a value. */
  get set() {
    return [...this.#values].flatMap(([flag, values]) => values().map((value) => ({ flag, value })));
  }

  /** Shows the settings as a file, and what was refused. */
  show(configuration, refused) {
    this.#text.textContent = configuration;
    for (const [flag, place] of this.#refusals) {
      const messages = refused.filter((one) => one.flag === flag).map(({ value, message }) => `${value}: ${message}`);
      place.textContent = messages.join('\n');
      place.hidden = messages.length === 0;
    }
    const count = this.set.length;
    byId('settings-count').textContent = count;
    byId('settings-count').hidden = count === 0;
  }

  #draw({ flag, key, help, more, switch: isSwitch, repeated, value, example }) {
    const id = `setting-${flag}`;
    const label = element('label', { class: 'key', for: id }, key || flag);
    const texts = [element('p', {}, ...prose(help)), more ? element('p', {}, ...prose(more)) : null];
    const refused = element('div', { class: 'refused', role: 'alert', hidden: true });
    this.#refusals.set(flag, refused);
    if (isSwitch) {
      const box = element('input', { type: 'checkbox', role: 'switch', id, onchange: () => this.#changed() });
      this.#values.set(flag, () => (box.checked ? [''] : []));
      return element('div', { class: 'setting' }, label, box, ...texts, refused);
    }
    const values = element('div', { class: 'values' });
    const add = (text = '') => {
      const input = element('input', {
        type: 'text', placeholder: value, spellcheck: 'false', autocapitalize: 'off', title: example ? `In specwright.toml: ${example}` : '',
        oninput: () => this.#changed(), 'aria-label': `${key || flag}: ${value}`, value: text,
      });
      const remove = () => { row.remove(); this.#changed(); };
      const row = element('div', {}, input, element('button', { type: 'button', class: 'quiet', onclick: remove, 'aria-label': 'Remove' }, '×'));
      values.append(row);
      return input;
    };
    const button = element('button', { type: 'button', class: 'quiet', id, onclick: () => { if (repeated || values.children.length === 0) add().focus(); } }, repeated ? 'Add' : 'Set');
    this.#values.set(flag, () => [...values.querySelectorAll('input')].map((input) => input.value.trim()).filter(Boolean));
    return element('div', { class: 'setting' }, label, button, ...texts, values, refused);
  }
}
