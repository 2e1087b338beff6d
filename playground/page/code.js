// The files that a document becomes.

import { byId, copyButton, element } from './elements.js';
import { coloured } from './rust.js';

/** The height of a line, as the style sheet has it. */
const ROW = 20;
/** Lines that are drawn, and coloured, at a time. */
const CHUNK = 150;

export class Code {
  #layouts = { crate: [], module: [] }; #layout = 'crate'; #path = { crate: 'src/lib.rs', module: 'mod.rs' };
  #list = element('div', { class: 'list' });
  #listing = element('div', { class: 'listing', tabindex: '0', 'aria-label': 'Code' });
  #chosen = {}; #shown = '';
  #colours = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#colours.unobserve(target);
      const code = target.lastElementChild;
      code.replaceChildren(...coloured(code.textContent));
    }
  }, { root: this.#listing, rootMargin: '400px' });

  constructor() {
    const choice = (layout, label) => this.#chosen[layout] = element('input', {
      type: 'radio', name: 'layout', checked: layout === this.#layout, 'aria-label': label,
      onchange: () => { this.#layout = layout; this.#draw(); },
    });
    byId('code').append(
      element('div', { class: 'tree' },
        element('fieldset', { 'aria-label': 'How the client is kept' },
          element('label', { title: 'A crate of its own' }, choice('crate', 'A crate of its own'), 'Crate'),
          element('label', { title: 'Modules in a crate of yours' }, choice('module', 'Modules in a crate of yours'), 'Module')),
        this.#list),
      this.#listing,
      copyButton(() => this.#file()?.text ?? ''));
  }

  /** Shows the files of another client. */
  set(crate, module) {
    this.#layouts = { crate, module };
    this.#draw();
  }

  /** The files of the crate. */
  get crate() {
    return this.#layouts.crate;
  }

  /** Shows the line of the crate that has a text. */
  go(text) {
    const file = this.#layouts.crate.find(({ path }) => path === 'src/lib.rs');
    const at = file?.text.search(new RegExp(`${text.replace(/[^\w ]/g, '\\$&')}(?!\\w)`)) ?? -1;
    this.#layout = 'crate';
    this.#chosen.crate.checked = true;
    this.#path.crate = 'src/lib.rs';
    this.#draw();
    if (at < 0) return;
    const line = file.text.slice(0, at).split('\n').length - 1;
    const band = element('div', { class: 'target' });
    band.style.top = `${line * ROW}px`;
    this.#listing.firstElementChild.querySelector('.target')?.remove();
    this.#listing.firstElementChild.append(band);
    this.#listing.scrollTo(0, Math.max(0, (line - 4) * ROW));
  }

  #file() {
    const files = this.#layouts[this.#layout];
    return files.find(({ path }) => path === this.#path[this.#layout]) ?? files.at(-1);
  }

  #draw() {
    const file = this.#file();
    this.#list.replaceChildren(...this.#layouts[this.#layout].map((other) => element('button', {
      type: 'button', 'aria-current': String(other === file), title: other.path,
      onclick: () => { this.#path[this.#layout] = other.path; this.#draw(); },
    }, other.path)));
    const shown = `${this.#layout}/${file?.path}`;
    const top = shown === this.#shown ? this.#listing.scrollTop : 0;
    this.#shown = shown;
    this.#colours.disconnect();
    this.#listing.replaceChildren(element('div', { class: 'lines' }, ...(file ? this.#chunks(file) : [])));
    this.#listing.scrollTop = top;
  }

  #chunks({ path, text }) {
    const lines = text.replace(/\n$/, '').split('\n');
    const width = String(lines.length).length;
    const chunks = [];
    for (let start = 0; start < lines.length; start += CHUNK) {
      const some = lines.slice(start, start + CHUNK);
      const numbers = some.map((_, index) => String(start + index + 1).padStart(width)).join('\n');
      const chunk = element('div', { class: 'chunk' }, element('pre', { class: 'numbers', 'aria-hidden': 'true' }, numbers), element('pre', { class: 'text' }, some.join('\n')));
      chunk.style.height = `${some.length * ROW}px`;
      chunk.style.containIntrinsicSize = `auto 900px auto ${some.length * ROW}px`;
      if (path.endsWith('.rs')) this.#colours.observe(chunk);
      chunks.push(chunk);
    }
    return chunks;
  }
}
