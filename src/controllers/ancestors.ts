/** A node and what it stands in, from the inside out, through shadow roots. */
export function* ancestorsOf(start: Node): Generator<Node> {
  for (let node: Node | null = start; node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
    yield node;
  }
}
