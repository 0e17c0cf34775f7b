import ts from "typescript";

/** A fault: an expression or a statement, from `start` to `end`, is another. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly statement: boolean;
}

/** What an operator is taken for. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.PlusToken, "-"],
  [ts.SyntaxKind.MinusToken, "+"],
]);

/** Every mutation of a source, in its order; types and imports, which nothing runs, have none. */
export function mutationsOf(text: string): readonly Mutation[] {
  const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.ES2023, true);
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    for (const { of = node, by } of wrongFormsOf(node)) {
      found.push({ start: of.getStart(), end: of.getEnd(), text: by, statement: ts.isStatement(of) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What could stand in place of a node, or of the condition in it. */
function wrongFormsOf(node: ts.Node): readonly { readonly of?: ts.Node; readonly by: string }[] {
  if (ts.isBinaryExpression(node)) return otherOperator(node);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [{ by: node.operand.getText() }];
  }
  if (ts.isIfStatement(node)) return ["true", "false"].map((by) => ({ of: node.expression, by }));
  if (ts.isConditionalExpression(node)) return ["true", "false"].map((by) => ({ of: node.condition, by }));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ by: "false" }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ by: "true" }];
  if (ts.isArrayLiteralExpression(node) && isList(node)) return [{ by: "[]" }];
  return isLoneCall(node) ? [{ by: ";" }] : [];
}

/** A call as a statement of its own. Without `super()` nothing would work at all. */
function isLoneCall(node: ts.Node): boolean {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return false;
  return node.expression.expression.kind !== ts.SyntaxKind.SuperKeyword;
}

function otherOperator(node: ts.BinaryExpression): readonly { readonly by: string }[] {
  const operator = OPERATORS.get(node.operatorToken.kind);
  if (operator === undefined || joinsText(node)) return [];
  const [text, start] = [node.getText(), node.getStart()];
  const { operatorToken: token } = node;
  return [{ by: text.slice(0, token.getStart() - start) + operator + text.slice(token.getEnd() - start) }];
}

/** `+` between texts: with `-` it would be no text, which every test notices. */
function joinsText({ left, right, operatorToken }: ts.BinaryExpression): boolean {
  const isText = (node: ts.Expression) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
  return operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(left) || isText(right));
}

/** A list with something in it. Without the documents that a fact comes from, nothing would be other. */
function isList(node: ts.ArrayLiteralExpression): boolean {
  const isSource = (one: ts.Expression) => ts.isStringLiteral(one) && one.text.startsWith("https://");
  return node.elements.length > 0 && !node.elements.every(isSource) && !isTarget(node);
}

/** `[a, b] = ...`: names that get a value. */
function isTarget({ parent }: ts.ArrayLiteralExpression): boolean {
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** The source with a mutation in it. */
export function mutated(text: string, { start, end, text: by }: Mutation): string {
  return text.slice(0, start) + by + text.slice(end);
}
