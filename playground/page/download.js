// A crate, to be taken along.

/** Gives files as one, which the browser compresses. */
export async function download(generator, name, files) {
  const archive = await generator.call('archive', name, JSON.stringify(files));
  const compressed = new Blob([archive]).stream().pipeThrough(new CompressionStream('gzip'));
  const address = URL.createObjectURL(await new Response(compressed, { headers: { 'content-type': 'application/gzip' } }).blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.tar.gz`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
