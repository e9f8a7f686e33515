import { _$LH, type ChildPart } from 'lit';

/** A part by the names that its members have in Lit's minified code. */
interface MinifiedPart extends ChildPart {
  /** The nodes around what it shows. */
  readonly _$AA: ChildNode;
  readonly _$AB: ChildNode;
  /** What it shows. */
  _$AH: unknown;
  /** Shows something else. */
  _$AI(value: unknown, directiveParent?: unknown): void;
  /** Shows nothing. */
  _$AR(): void;
}

const { I: Part } = _$LH as unknown as {
  readonly I: new (start: Node, end: Node, parent: ChildPart, options: unknown) => ChildPart;
};
const known = (part: ChildPart): MinifiedPart => part as MinifiedPart;

/** Puts a new part, or one that has another place in the same container, before one of its parts or at its end. */
export function insertPart(container: ChildPart, next: ChildPart | undefined, part?: ChildPart): ChildPart {
  const { _$AB, options } = known(container);
  const before = next ? known(next)._$AA : _$AB;
  if (!part) {
    before.before(document.createComment(''), document.createComment(''));
    const end = before.previousSibling as Node;
    return new Part(end.previousSibling as Node, end, container, options);
  }
  const after = known(part)._$AB.nextSibling;
  for (let node: ChildNode | null = known(part)._$AA; node && node !== after;) {
    const { nextSibling } = node;
    before.before(node);
    node = nextSibling as ChildNode | null;
  }
  return part;
}

/** With the nodes around it, of which Lit's own leaves the last one in the page. */
export function removePart(part: ChildPart): void {
  const { _$AA: start, _$AB: end } = known(part);
  known(part)._$AR();
  start.remove();
  end.remove();
}

export function setChildPartValue<T extends ChildPart>(part: T, value: unknown, parent: unknown = part): T {
  known(part)._$AI(value, parent);
  return part;
}

export function setCommittedValue(part: ChildPart, value: unknown): void {
  known(part)._$AH = value;
}

export const getCommittedValue = (part: ChildPart): unknown => known(part)._$AH;
