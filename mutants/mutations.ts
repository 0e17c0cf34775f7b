import ts from "typescript";

/** A place where a source could be wrong, and how: the text between the offsets becomes another. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
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
  const replace = (node: ts.Node, by: string) => found.push({ start: node.getStart(), end: node.getEnd(), text: by });
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const operator = OPERATORS.get(node.operatorToken.kind);
      if (operator !== undefined && !joinsText(node)) replace(node.operatorToken, operator);
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      replace(node, node.operand.getText());
    }
    if (ts.isIfStatement(node)) {
      replace(node.expression, "true");
      replace(node.expression, "false");
    }
    if (ts.isConditionalExpression(node)) {
      replace(node.condition, "true");
      replace(node.condition, "false");
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, "false");
    if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, "true");
    if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) replace(node, "[]");
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) replace(node, ";");
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `+` between texts: with `-` it would be no text, which every test notices. */
function joinsText({ left, right, operatorToken }: ts.BinaryExpression): boolean {
  const isText = (node: ts.Expression) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
  return operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(left) || isText(right));
}

/** The source with a mutation in it. */
export function mutated(text: string, { start, end, text: by }: Mutation): string {
  return text.slice(0, start) + by + text.slice(end);
}
