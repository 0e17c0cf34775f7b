import ts from "typescript";

/** A lookup by any text in an object that inherits: `constructor` would be found in it. */
export interface Lookup {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/**
 * Lookups `object[key]` and `key in object` where the key may be any text and the object is one of JavaScript's plain ones, so that what
 * every object inherits counts as found. A lookup is sound where `Object.hasOwn(object, key)` stands in the same function, and so is one that
 * is assigned to: what is written is the object's own, but for `__proto__`.
 */
export function unguardedLookups(program: ts.Program, isOurs: (file: string) => boolean): readonly Lookup[] {
  const checker = program.getTypeChecker();
  return program
    .getSourceFiles()
    .filter(({ fileName }) => isOurs(fileName))
    .flatMap((file) => lookupsIn(file, checker));
}

function lookupsIn(file: ts.SourceFile, checker: ts.TypeChecker): readonly Lookup[] {
  const found: Lookup[] = [];
  const visit = (node: ts.Node): void => {
    const lookup = lookupAt(node);
    if (lookup && isUnguarded(lookup, node, file, checker)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({ file: file.fileName, line: line + 1, text: node.getText(file) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

interface Parts {
  readonly object: ts.Expression;
  readonly key: ts.Expression;
}

function lookupAt(node: ts.Node): Parts | undefined {
  if (ts.isElementAccessExpression(node)) return { object: node.expression, key: node.argumentExpression };
  const isIn = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword;
  return isIn ? { object: node.right, key: node.left } : undefined;
}

function isUnguarded({ object, key }: Parts, node: ts.Node, file: ts.SourceFile, checker: ts.TypeChecker): boolean {
  if (!isAnyText(checker.getTypeAtLocation(key)) || !isPlain(checker.getTypeAtLocation(object), checker)) return false;
  if (ts.isElementAccessExpression(node) && isAssigned(node)) return false;
  const guard = `Object.hasOwn(${object.getText(file)}, ${key.getText(file)})`;
  return !enclosingFunction(node).getText(file).includes(guard);
}

/** Whether a key of the type may be any text: names from a list of ours are not. */
function isAnyText(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isAnyText);
  return (type.flags & (ts.TypeFlags.String | ts.TypeFlags.Any)) !== 0;
}

/** Whether objects of the type are plain ones: neither lists nor texts. */
function isPlain(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.some((member) => isPlain(member, checker));
  const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) !== 0;
  return isObject && !checker.isArrayLikeType(type);
}

function isAssigned(node: ts.ElementAccessExpression): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function enclosingFunction(node: ts.Node): ts.Node {
  let at = node;
  while (at.parent && !ts.isFunctionLike(at)) at = at.parent;
  return at;
}
