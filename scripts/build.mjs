/** `npm run build`: dist/ (unbundled, with types) and cdn/ (one script tag). Prints the size of the latter. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

rmSync('dist', { recursive: true, force: true });
rmSync('cdn', { recursive: true, force: true });
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
for (const mode of ['cdn', 'cdn-callback'])
  run('vite/bin/vite.js', 'build', '--mode', mode, '--logLevel', 'warn');

for (const name of readdirSync('cdn').filter((file) => file.endsWith('.js'))) {
  const code = readFileSync(`cdn/${name}`);
  const size = brotliCompressSync(code).length;
  console.log(`cdn/${name}: ${code.length} bytes, ${size} brotli`);
}

function run(tool, ...args) {
  const { status } = spawnSync(process.execPath, [`node_modules/${tool}`, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
