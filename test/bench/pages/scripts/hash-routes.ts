/** Shows what the hash says, as an app does that keeps its routes there; `window.routes` are those that it went through. */
const routes: string[] = [];
Object.assign(window, { routes });

function show(): void {
  routes.push(location.hash);
  const template = document.querySelector<HTMLTemplateElement>('#sources');
  const isSources = location.hash.startsWith('#/sources');
  document
    .getElementById('outlet')
    ?.replaceChildren(...(template && isSources ? [template.content.cloneNode(true)] : []));
}

window.addEventListener('hashchange', show);
show();

export {};
