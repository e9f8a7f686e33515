import type { Plugin } from 'vite';

/** `defineDialog('api-key', () => import('../api-key-dialog/define.js'));` */
const DEFINITION = /^defineDialog\(.*\);$/gm;

/**
 * Takes out what single elements say of how a dialog is defined once it is opened: in the file of all elements both are
 * defined at once. Fails the build when nothing says so any more.
 */
export function dialogsAtOnce(): Plugin {
  let found = false;
  return {
    name: 'dialogs-at-once',
    transform: {
      order: 'post',
      handler(code, id) {
        if (!/\/src\/elements\/[^/]+\/define\.ts$/.test(id)) return null;
        const slim = code.replace(DEFINITION, '');
        found ||= slim !== code;
        if (slim.includes('defineDialog(')) this.error(`${id} defines a dialog in another way.`);
        return { code: slim, map: null };
      },
    },
    generateBundle() {
      if (!found) this.error('No element defines a dialog on demand any more.');
    },
  };
}
