/** Nothing but the defaults; without it svelte-check reads the vite.config.ts above. */
export default {};
