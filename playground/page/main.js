// The page: what changes, and what is drawn then.

import { Code } from './code.js';
import { ComparisonView } from './comparison.js';
import { drawDiagnostics } from './diagnostics.js';
import { download } from './download.js';
import { Editor } from './editor.js';
import { byId, counted } from './elements.js';
import { dropped, opened } from './files.js';
import { Generator, Stopped } from './generator.js';
import { Settings } from './settings.js';
import { drawNoSignatures, drawSignatures } from './signatures.js';

/** How long the page waits for the next key, in milliseconds. */
const PAUSE = 250;

let generator = null;
let settings = null;
let client = null;
let clock = null;
const code = new Code();
const editor = new Editor(changed, compareWithItself);
const comparison = new ComparisonView(() => editor.files, changed);

function changed() {
  clearTimeout(clock);
  clock = setTimeout(generate, PAUSE);
}

/** Another document is not compared with the one before, but with itself as it is edited. */
function compareWithItself() {
  comparison.set(editor.files.map((file) => ({ ...file })));
}

function status(text, isWorking = false) {
  byId('status-text').textContent = text;
  byId('status').classList.toggle('working', isWorking);
  byId('stop').hidden = !isWorking;
}

async function generate() {
  if (generator === null || settings === null) return;
  // What is under way is about a document that is no more.
  if (generator.isBusy) generator.stop('superseded');
  const request = { files: editor.files, settings: settings.set };
  const begun = performance.now();
  const slow = setTimeout(() => status('Working…', true), 150);
  try {
    const made = JSON.parse(await generator.call('client', JSON.stringify(request)));
    show(made, performance.now() - begun);
    if (comparison.files.length > 0) {
      const pair = { old: comparison.files, new: editor.files, settings: settings.set };
      comparison.show(JSON.parse(await generator.call('comparison', JSON.stringify(pair))));
    }
    clearTimeout(slow);
    status(byId('status').dataset.result);
  } catch (error) {
    clearTimeout(slow);
    failed(error);
  }
  byId('status').dataset.done = String(Number(byId('status').dataset.done ?? 0) + 1);
}

function show(made, time) {
  client = made;
  const { inspection, diagnostics, crateFiles, moduleFiles, configuration, refused, error, document } = made;
  drawDiagnostics(diagnostics, (path, line) => editor.go(path, line));
  editor.mark(document, diagnostics.list);
  settings.show(configuration, refused);
  code.set(crateFiles, moduleFiles);
  byId('download').disabled = crateFiles.length === 0;
  if (inspection) {
    drawSignatures(inspection, (text) => { select('code'); code.go(text); });
    const size = crateFiles.reduce((size, { text }) => size + text.length, 0);
    byId('status').dataset.result = `${made.name}: ${counted(inspection.operations.length, 'operation')}, ${counted(Math.round(size / 1024), 'KiB').replace(/s$/, '')} of Rust in ${time < 950 ? `${time.toFixed(0)} ms` : `${(time / 1000).toFixed(1)} s`}`;
  } else {
    drawNoSignatures('There is no client yet', error ?? 'The document has errors: they stand below it, with their lines.');
    byId('status').dataset.result = error ?? `No client: ${counted(diagnostics.errors, 'error')}`;
  }
}

function failed(error) {
  if (error instanceof Stopped && error.message === 'superseded') return;
  client = null;
  code.set([], []);
  byId('download').disabled = true;
  const isStopped = error instanceof Stopped;
  const text = isStopped
    ? `The generator was stopped: ${error.message}.`
    : /stack|recursion/i.test(error.message)
      ? 'This document nests too deeply for a page. The command and a build script have more room.'
      : `The generator failed: ${error.message}. That is a fault of ours.`;
  drawNoSignatures(isStopped ? 'Stopped' : 'There is no client', text);
  status(text);
}

function select(view) {
  for (const tab of byId('tabs').children) {
    const isIt = tab.dataset.view === view;
    tab.setAttribute('aria-selected', String(isIt));
    byId(tab.dataset.view).hidden = !isIt;
  }
}

async function take(reading) {
  try {
    const files = await reading;
    if (files.length === 0) return;
    editor.set(files);
    compareWithItself();
  } catch (error) {
    status(`The files can't be read: ${error.message}`);
  }
}

byId('tabs').addEventListener('click', ({ target }) => {
  const tab = target.closest('[role=tab]');
  if (tab) select(tab.dataset.view);
});
byId('tabs').addEventListener('keydown', ({ key, target }) => {
  const next = { ArrowRight: target.nextElementSibling, ArrowLeft: target.previousElementSibling }[key];
  if (next) { next.focus(); next.click(); }
});
byId('stop').addEventListener('click', () => generator?.stop('by you'));
byId('download').addEventListener('click', () => {
  if (client?.name) download(generator, client.name, client.crateFiles).catch((error) => status(`The crate can't be packed: ${error.message}`));
});
byId('open').addEventListener('change', async ({ target }) => { await take(opened(target.files)); target.value = ''; });

let entered = 0;
const target = (is) => byId('document').classList.toggle('target', is);
addEventListener('dragenter', () => target(++entered > 0));
addEventListener('dragleave', () => target(--entered > 0));
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  entered = 0;
  target(false);
  take(dropped(event.dataTransfer));
});

try {
  generator = await Generator.load();
  const example = JSON.parse(await generator.call('example'));
  settings = new Settings(JSON.parse(await generator.call('settings')), changed);
  const first = () => {
    comparison.set([{ ...example.before }]);
    editor.set([{ ...example.document }]);
  };
  byId('example').addEventListener('click', first);
  first();
} catch (error) {
  status(`The generator can't be loaded: ${error.message}`);
}
