import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds the package as it was in another commit, with the libraries that are installed now.
 *
 * @returns its folder, and what takes it away again.
 */
export function buildCommit(
  root: string,
  commit: string,
  temporary: string,
): { folder: string; remove(): void } {
  const folder = join(temporary, 'before');
  const git = (...args: string[]): void => {
    execFileSync('git', ['-C', root, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  git('worktree', 'add', '--detach', folder, commit);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  buildPackage(folder);
  return { folder, remove: () => git('worktree', 'remove', '--force', folder) };
}

/** `npm run build` in a folder. */
export function buildPackage(folder: string): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
