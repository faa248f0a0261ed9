// Parses the Bicep files that are named on standard input, one a line, and prints their syntax trees as JSON:
// {"<file>": {"type", "text" (leaves only), "row" (from 1), "missing" (when the grammar had to invent it), "nodes"}}
import { Language, Parser } from 'web-tree-sitter';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const grammar = fileURLToPath(new URL('node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm', import.meta.url));
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

function tree(node) {
  const nodes = node.namedChildren.filter((child) => child.type !== 'comment').map(tree);
  const own = { type: node.type, row: node.startPosition.row + 1 };
  if (node.isMissing) own.missing = true;
  if (node.type === 'resource_declaration') own.existing = node.children.some((child) => child.type === 'existing');
  return nodes.length > 0 ? { ...own, nodes } : { ...own, text: node.text };
}

const files = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
const trees = {};
for (const file of files) {
  // The grammar knows no assignment of a parameter; it reads like a variable.
  const text = readFileSync(file, 'utf8');
  const known = file.endsWith('.bicepparam') ? text.replace(/^param /gm, 'var ') : text;
  const root = parser.parse(known).rootNode;
  trees[file] = { ...tree(root), broken: root.hasError };
}
process.stdout.write(JSON.stringify(trees));
