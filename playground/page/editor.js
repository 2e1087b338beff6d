// The document: its files, and the text of one of them with numbers and marks beside it.

import { byId, element } from './elements.js';

/** The height of a line, as the style sheet has it. */
const ROW = 20;
/** Texts that are longer are shown but for their end: a text area of megabytes is slow. */
const LARGE = 1_500_000;

export class Editor {
  files = []; #active = 0; #root = ''; #diagnostics = []; #changed; #replaced;
  #pasted = '';
  #text = element('textarea', { spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', 'aria-label': 'Text of the document', placeholder: 'Paste an OpenAPI document here' });
  #numbers = element('pre', { 'aria-hidden': 'true' });
  #marks = element('div');
  #large = element('div', { class: 'large', hidden: true });

  /** `changed` is called when a text is another, `replaced` before that, when it is all of another document. */
  constructor(changed, replaced) {
    this.#changed = changed;
    this.#replaced = replaced;
    this.#marks.append(this.#numbers);
    byId('editor').append(element('div', { class: 'numbers' }, this.#marks), this.#text, this.#large);
    this.#text.addEventListener('scroll', () => this.#scroll());
    this.#text.addEventListener('paste', ({ clipboardData }) => {
      this.#pasted = clipboardData.getData('text').replace(/\r\n?/g, '\n');
    });
    this.#text.addEventListener('input', () => {
      const file = this.files[this.#active];
      if (!file) return;
      file.text = this.#text.value;
      this.#number();
      if (this.files.length === 1 && this.#pasted !== '' && this.#pasted === file.text) this.#replaced();
      this.#pasted = '';
      this.#changed();
    });
  }

  /** Shows other files. */
  set(files) {
    this.files = files.length > 0 ? files : [{ path: 'openapi.yaml', text: '' }];
    this.#active = 0;
    this.#show();
    this.#changed();
  }

  /** Marks the lines that diagnostics are about, and the file that is the root of the document. */
  mark(root, diagnostics) {
    this.#diagnostics = diagnostics;
    if (root !== this.#root) {
      this.#root = root;
      this.#tabs();
    }
    this.#mark();
  }

  /** Shows a line of a file. */
  go(path, line) {
    const index = this.files.findIndex((file) => file.path === path);
    if (index >= 0 && index !== this.#active) {
      this.#active = index;
      this.#show();
    }
    const lines = this.#text.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
    this.#text.focus();
    this.#text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    this.#text.scrollTop = Math.max(0, (line - 1) * ROW - this.#text.clientHeight / 2);
    this.#text.scrollLeft = 0;
  }

  #show() {
    const file = this.files[this.#active];
    const isLarge = file.text.length > LARGE;
    this.#text.value = isLarge ? file.text.slice(0, 100_000) : file.text;
    this.#text.readOnly = isLarge;
    this.#large.hidden = !isLarge;
    this.#large.textContent = `${file.path} has ${(file.text.length / 1e6).toFixed(1)} MB: here is its beginning; the client is made of all of it.`;
    this.#text.scrollTop = 0;
    this.#tabs();
    this.#number();
    this.#mark();
  }

  #tabs() {
    const tabs = this.files.flatMap((file, index) => {
      const select = () => { this.#active = index; this.#show(); };
      const isRoot = file.path === this.#root && this.files.length > 1;
      const tab = element('button', { type: 'button', role: 'tab', 'aria-selected': String(index === this.#active), onclick: select, class: isRoot ? 'root' : '', title: isRoot ? `${file.path}: the root of the document` : file.path }, file.path);
      const remove = () => this.set(this.files.filter((other) => other !== file));
      const cross = element('button', { type: 'button', class: 'remove', onclick: remove, 'aria-label': `Remove ${file.path}` }, '×');
      return this.files.length > 1 && index === this.#active ? [tab, cross] : [tab];
    });
    byId('document-files').replaceChildren(...tabs);
  }

  #number() {
    const lines = this.#text.value.split('\n').length;
    let numbers = '';
    for (let line = 1; line <= lines; line++) numbers += `${line}\n`;
    this.#numbers.textContent = numbers;
    this.#scroll();
  }

  #mark() {
    const path = this.files[this.#active]?.path;
    const marks = new Map();
    for (const { path: of, line, severity } of this.#diagnostics) {
      if (of === path && line && marks.get(line) !== 'error') marks.set(line, severity);
    }
    this.#marks.replaceChildren(this.#numbers, ...[...marks].map(([line, severity]) => {
      const mark = element('div', { class: `mark ${severity}` });
      mark.style.top = `${8 + (line - 1) * ROW}px`;
      return mark;
    }));
  }

  #scroll() {
    this.#marks.style.transform = `translateY(${-this.#text.scrollTop}px)`;
  }
}
