import { connect, isConnectable, readSources } from '../connect.js';
import { PLUG } from '../peer.js';

const app = document.querySelector('#app')!;
app.innerHTML = `<div><button type="button" disabled><svg aria-hidden="true" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"><path d="${PLUG}"/></svg><span>Connect</span></button></div>`;
const button = app.querySelector('button')!;
button.addEventListener('click', () => void connect());
button.disabled = !isConnectable(await readSources());
