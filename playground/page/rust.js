// Colours for Rust.

import { element } from './elements.js';

const TOKENS = new RegExp([
  /(?<comment>\/\/[^\n]*)/,
  /(?<string>b?r(?<hashes>#*)"[^]*?"\k<hashes>|b?"(?:\\[^]|[^"\\])*"|b?'(?:\\[^]|[^'\\\n])')/,
  /(?<attribute>#!?\[[^\]\n]*\]?)/,
  /(?<lifetime>'[a-z_]\w*)/,
  /(?<keyword>\b(?:as|async|await|break|const|continue|crate|dyn|else|enum|extern|false|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|Self|static|struct|super|trait|true|type|unsafe|use|where|while)\b)/,
  /(?<type>\b[A-Z]\w*\b|\b(?:bool|char|str|[iu](?:8|16|32|64|128|size)|f(?:32|64))\b)/,
  /(?<number>\b\d[\w.]*)/,
  /(?<call>\b[a-z_]\w*!?(?=\s*\())/,
].map((token) => token.source).join('|'), 'g');

/** Returns Rust as texts and coloured elements. */
export function coloured(text) {
  const parts = [];
  let end = 0;
  for (const token of text.matchAll(TOKENS)) {
    if (token.index > end) parts.push(text.slice(end, token.index));
    const { hashes, ...kinds } = token.groups;
    const kind = Object.keys(kinds).find((name) => kinds[name] !== undefined);
    parts.push(element('span', { class: kind }, token[0]));
    end = token.index + token[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}
