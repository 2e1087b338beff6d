// Uses the playground as a person does, in a frame, and reports what it sees: `playground/check` opens it.

const frame = document.getElementById('frame');
const page = () => frame.contentDocument;
const one = (selector) => page().querySelector(selector);
const all = (selector) => [...page().querySelectorAll(selector)];
const report = [];

function expect(is, what) {
  if (!is) throw new Error(what);
}

async function until(is, what, patience = 60_000) {
  const begun = performance.now();
  for (;;) {
    const found = is();
    if (found) return found;
    if (performance.now() - begun > patience) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const done = () => Number(page()?.getElementById('status')?.dataset.done ?? 0);

/** Does something, and waits until the page has made a client of it. */
async function after(action) {
  const before = done();
  await action();
  await until(() => done() > before, 'the page is done');
}

async function type(text) {
  const area = one('#editor textarea');
  area.value = text;
  area.dispatchEvent(new Event('input'));
}

function drop(files) {
  const transfer = new frame.contentWindow.DataTransfer();
  for (const [name, text] of files) transfer.items.add(new frame.contentWindow.File([text], name));
  frame.contentWindow.dispatchEvent(new frame.contentWindow.DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
}

const view = (name) => one(`[data-view=${name}]`).click();
const text = (selector) => one(selector).textContent;

async function code(path) {
  view('code');
  all('.tree .list button').find((button) => button.textContent === path).click();
  return all('.listing pre.text').map((pre) => pre.textContent).join('\n');
}

const steps = {
  async 'the page begins with a client'() {
    await until(() => page()?.readyState === 'complete' && done() > 0, 'a client', 120_000);
    expect(text('#signatures').includes('client.list_cakes()'), text('#signatures'));
    expect(text('#signatures').includes('struct Cake'), 'types');
    expect(!one('#download').disabled, 'a crate');
  },
  async 'a mistake is drawn with its line'() {
    const drawn = one('.diagnostic.warning');
    expect(drawn.textContent.includes('warning[unresolved-reference]'), drawn.textContent);
    const [number] = drawn.textContent.match(/bakery\.yaml:(\d+):\d+/).slice(1);
    expect(drawn.querySelector('pre').textContent.includes(`${number} | `), drawn.textContent);
    expect(/\^{4,}/.test(drawn.querySelector('.caret').textContent), 'carets');
    expect(drawn.textContent.includes('did you mean #/components/schemas/Problem?'), drawn.textContent);
    expect(all('.numbers .mark').length === 1, 'a mark beside the line');
    drawn.querySelector('button').click();
    const area = one('#editor textarea');
    const line = area.value.slice(0, area.selectionStart).split('\n').length;
    expect(String(line) === number, `line ${line} instead of ${number}`);
  },
  async 'a document in, code out'() {
    const klavis = await (await fetch('klavis.yaml')).text();
    await after(() => type(klavis));
    expect(text('#signatures').includes('delete_user_by_user_id('), text('#signatures').slice(0, 500));
    one('#signatures button.name').click();
    expect(!one('#code').hidden && one('.listing .target'), 'the code of the method');
    const lib = await code('src/lib.rs');
    expect(lib.includes('pub fn delete_user_by_user_id('), lib.slice(0, 500));
    one('.tree input[aria-label^=Modules]').click();
    expect((await code('mod.rs')).includes('mod types'), 'modules');
    one('.tree input[aria-label^="A crate"]').click();
  },
  async 'an error is drawn, and there is no client'() {
    await after(() => type('openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths: [\n'));
    const drawn = one('.diagnostic.error');
    expect(/openapi\.yaml|bakery\.yaml:\d+:\d+/.test(drawn.textContent), drawn.textContent);
    expect(one('#download').disabled, 'no crate');
    expect(text('#signatures').includes('There is no client yet'), text('#signatures'));
  },
  async 'a switch changes the code'() {
    await after(() => one('#example').click());
    expect(!(await code('Cargo.toml')).includes('blocking'), 'not yet');
    view('settings');
    await after(() => one('#setting-blocking').click());
    expect(text('.configuration pre').includes('blocking = true'), text('.configuration'));
    expect((await code('Cargo.toml')).includes('"blocking"'), await code('Cargo.toml'));
    await after(() => one('#setting-blocking').click());
    expect(!(await code('Cargo.toml')).includes('blocking'), 'no more');
  },
  async 'a setting takes a value, or says what it expects'() {
    view('settings');
    one('#setting-paginate').click();
    const input = one('#setting-paginate').parentElement.querySelector('.values input');
    await after(() => { input.value = 'listCakes=sideways'; input.dispatchEvent(new Event('input')); });
    expect(text('#settings .refused:not([hidden])').includes('listCakes=sideways'), text('#settings'));
    await after(() => { input.value = 'listCakes=cursor page_token /next_page_token'; input.dispatchEvent(new Event('input')); });
    expect(all('#settings .refused:not([hidden])').length === 0, 'not refused');
    expect(/\.\w*(pages|all)\w*\(\)/.test(text('#signatures')), text('#signatures').slice(0, 300));
    await after(() => one('#setting-paginate').parentElement.querySelector('.values button').click());
  },
  async 'two documents are compared'() {
    view('comparison');
    expect(text('#comparison .summary').includes('major'), text('#comparison .summary'));
    const renamed = all('.change').find((change) => change.textContent.includes('operation-renamed'));
    expect(/bakery\.yaml:\d+:\d+/.test(renamed.textContent), renamed.textContent);
    await after(() => all('#comparison button').find((button) => button.textContent.startsWith('Take')).click());
    expect(text('#comparison .summary').includes('the same'), text('#comparison .summary'));
    await after(() => one('#example').click());
  },
  async 'the crate is downloaded'() {
    const { URL } = frame.contentWindow;
    const create = URL.createObjectURL.bind(URL);
    const crate = await new Promise((resolve) => {
      URL.createObjectURL = (blob) => { resolve(blob); return create(blob); };
      one('#download').click();
    });
    URL.createObjectURL = create;
    expect(crate.size > 2000, `${crate.size} bytes`);
    await fetch('/save/crate.tar.gz', { method: 'POST', body: await crate.arrayBuffer() });
  },
  async 'several files are one document'() {
    const root = 'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths:\n  /pet:\n    get:\n      operationId: getPet\n      responses:\n        "200": {description: A pet, content: {application/json: {schema: {$ref: "pet.yaml#/Pet"}}}}\n';
    await after(() => drop([['pet.yaml', 'Pet: {type: object, properties: {name: {type: string}}}\n'], ['root.yaml', root]]));
    expect(text('#signatures').includes('name: Option<String>'), text('#signatures'));
    expect(all('#document-files [role=tab]').length === 2, 'two files');
    expect(text('#document-files .root').startsWith('root.yaml'), 'the root');
    expect(text('#comparison .summary').includes('the same'), 'compared with itself');
  },
  async 'text of a document is never markup'() {
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</' + 'script>';
    await after(() => drop([['evil.yaml', `openapi: 3.1.0\ninfo: {title: "${markup}", version: "1"}\npaths:\n  "/${markup}": {get: {operationId: a, description: "${markup}", responses: {"200": {$ref: "#/${markup}"}}}}\n`]]));
    expect(text('#signatures').includes('<img src=x'), text('#signatures'));
    expect(all('main img, main script').length === 0, 'no elements of it');
  },
  async 'a document that takes long is stopped, and the page goes on meanwhile'() {
    const schemas = {};
    for (let schema = 0; schema < 4000; schema++) {
      const properties = {};
      for (let property = 0; property < 60; property++) properties[`property${property}`] = { type: 'string', enum: [`a${schema}`, `b${property}`] };
      schemas[`Schema${schema}`] = { type: 'object', properties };
    }
    const large = JSON.stringify({ openapi: '3.1.0', info: { title: 'Large', version: '1' }, paths: {}, components: { schemas } });
    const before = done();
    drop([['large.json', large]]);
    let last = performance.now();
    let pause = 0;
    await until(() => {
      pause = Math.max(pause, performance.now() - last);
      last = performance.now();
      return !one('#stop').hidden;
    }, 'a button to stop');
    const begun = performance.now();
    await until(() => {
      pause = Math.max(pause, performance.now() - last);
      last = performance.now();
      return performance.now() - begun > 500;
    }, 'half a second');
    expect(done() === before, 'it is still at work');
    one('#stop').click();
    await until(() => done() > before, 'it is stopped');
    expect(text('#status').includes('stopped: by you'), text('#status'));
    expect(pause < 2000, `the page stood still for ${pause} ms`);
    await after(() => one('#example').click());
    expect(text('#signatures').includes('client.list_cakes()'), 'the next document');
  },
  async 'a document that nests deeply does not end the page'() {
    const deep = `{"openapi": "3.1.0", "info": {"title": "Deep", "version": "1"}, "paths": {}, "components": {"schemas": {"Deep": ${'{"type": "array", "items": '.repeat(480)}{}${'}'.repeat(480)}}}}`;
    await after(() => drop([['deep.json', deep]]));
    report.push(`   480 levels: ${text('#status-text')}`);
    await after(() => one('#example').click());
    expect(text('#signatures').includes('client.list_cakes()'), 'the next document');
  },
  async 'nothing leaves the page'() {
    const address = location.origin + '/report-nothing';
    const page = await frame.contentWindow.fetch(address).then(() => 'sent', () => 'refused');
    expect(page === 'refused', 'the page can send');
    const script = `fetch(${JSON.stringify(address)}).then(() => postMessage('sent'), () => postMessage('refused'))`;
    const { Blob, URL, Worker } = frame.contentWindow;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const answer = await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
    expect(answer === 'refused', 'a worker can send');
  },
};

for (const [name, step] of Object.entries(steps)) {
  const begun = performance.now();
  try {
    await step();
    report.push(`ok ${name} (${(performance.now() - begun).toFixed(0)} ms)`);
  } catch (error) {
    report.push(`FAILED ${name}: ${error.message}`);
  }
}
await fetch('/report', { method: 'POST', body: report.join('\n') });
