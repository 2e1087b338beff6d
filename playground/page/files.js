// Files that somebody drops or opens.

/** How much the page takes, in bytes: the command has more room. */
const MOST = 64 << 20;

/** Returns the files of a list, with their texts. */
export async function opened(list) {
  return read([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Returns the files that were dropped, with those in folders. */
export async function dropped(transfer) {
  // The list is emptied as soon as this function waits.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return opened(transfer.files);
  const found = [];
  while (entries.length > 0) {
    const entry = entries.shift();
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        entries.push(...some);
      }
    }
  }
  return read(found);
}

async function read(found) {
  const isText = /\.(ya?ml|json|mdx?|markdown|txt|lock)$/i;
  const some = found.length > 1 ? found.filter(({ path }) => isText.test(path)) : found;
  const size = some.reduce((size, { file }) => size + file.size, 0);
  if (size > MOST) throw new Error(`the files have ${(size / (1 << 20)).toFixed(0)} MiB: this page takes ${MOST >> 20}, the command takes more`);
  const files = await Promise.all(some.map(async ({ path, file }) => ({ path, text: decoded(await file.arrayBuffer()) })));
  return files.sort((one, other) => depth(one) - depth(other) || (one.path < other.path ? -1 : 1));
}

const depth = ({ path }) => path.split('/').length;

function decoded(buffer) {
  const [first, second] = new Uint8Array(buffer, 0, Math.min(2, buffer.byteLength));
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(buffer);
}
