// Writes ts/documents.ts, the TypeScript types of all documents, from the JSON Schemas that are derived from the Rust
// types. `node types.mjs` writes the file, `node types.mjs --check` tells whether it is fresh.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("../core/schema/", import.meta.url);
const target = new URL("ts/documents.ts", import.meta.url);

/** The documents, each with whether the library writes it; what it writes has every number as text. */
const documents = [
  ["report", true],
  ["gaps", true],
  ["subjects", true],
  ["period", true],
  ["explanation", true],
  ["difference", true],
  ["moves", true],
  ["scores", true],
  ["score-explanation", true],
  ["signing", true],
  ["signing-standing", true],
  ["plan", false],
  ["record", false],
  ["scorecards", false],
  ["inputs", false],
];

/** Names that TypeScript itself uses, and those that tell nothing outside their document. */
const renamed = { Record: "LedgerRecord", Term2: "VocabularyTerm", Band2: "GradeBand" };

const types = new Map();

function comment(schema, indent) {
  const lines = (schema.description ?? "").replaceAll("*/", "* /").split("\n");
  if (lines.join("") === "") return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd() + "\n").join("")}${indent} */\n`;
}

/** Says a schema as a type; every form that is not known is an error, so that no key is ever lost. */
class Writer {
  constructor(document, written, definitions) {
    Object.assign(this, { document, written, definitions, names: new Map() });
  }

  /** The name of a definition: its own, or with the document before it where another document has it otherwise. */
  name(own) {
    const known = this.names.get(own);
    if (known) return known;
    const schema = this.definitions[own];
    if (schema.format === "rational") return this.written ? "Exact" : "ExactInput";
    const text = JSON.stringify(schema) + this.exactness(own);
    let name = renamed[own] ?? own;
    for (let prefix = this.document; types.has(name) && types.get(name).text !== text; prefix += "_") {
      name = pascal(prefix) + own;
    }
    this.names.set(own, name);
    if (!types.has(name)) {
      const entry = { text };
      types.set(name, entry);
      entry.body = this.declaration(name, schema);
    }
    return name;
  }

  /** Types that hold numbers, however deep, differ between documents that are written and documents that are read. */
  exactness(own, seen = new Set()) {
    if (seen.has(own)) return "";
    seen.add(own);
    if (this.definitions[own].format === "rational") return String(this.written);
    const inner = JSON.stringify(this.definitions[own]).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g);
    for (const [, name] of inner) {
      const found = this.exactness(name, seen);
      if (found !== "") return found;
    }
    return "";
  }

  declaration(name, schema) {
    const head = comment(schema, "");
    if (schema.type === "object" && schema.properties) {
      return `${head}export interface ${name} ${this.object(schema, "")}\n`;
    }
    return `${head}export type ${name} = ${this.type(schema, "")};\n`;
  }

  object(schema, indent) {
    const required = new Set(schema.required ?? []);
    const keys = Object.entries(schema.properties).map(([key, value]) => {
      const type = this.type(value, `${indent}  `);
      if (required.has(key)) return `${comment(value, `${indent}  `)}${indent}  ${key}: ${type};\n`;
      // What is not there is left out of documents that are written, never null.
      const there = this.written ? type.replace(/ \| null$/, "") : type;
      return `${comment(value, `${indent}  `)}${indent}  ${key}?: ${there};\n`;
    });
    return `{\n${keys.join("")}${indent}}`;
  }

  type(schema, indent) {
    if (schema.$ref) return this.name(schema.$ref.replace("#/$defs/", ""));
    const forms = schema.oneOf ?? schema.anyOf;
    if (forms) {
      const said = forms.map((form) => this.type(form, indent));
      return said.length > 4 || said.join("").includes("\n")
        ? said.map((form) => `\n${indent}  | ${form.replaceAll("\n", "\n  ")}`).join("")
        : said.join(" | ");
    }
    if ("const" in schema) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
    if (Array.isArray(schema.type)) {
      return schema.type.map((type) => this.type({ ...schema, type }, indent)).join(" | ");
    }
    switch (schema.type) {
      case "null":
        return "null";
      case "boolean":
        return "boolean";
      case "integer":
        return "number";
      case "string":
        return "string";
      case "array": {
        if (schema.prefixItems) return `[${schema.prefixItems.map((item) => this.type(item, indent)).join(", ")}]`;
        const item = this.type(schema.items, indent);
        return /^\w+$/.test(item) ? `${item}[]` : `Array<${item}>`;
      }
      case "object":
        if (schema.properties) return this.object(schema, indent);
        if (typeof schema.additionalProperties === "object") {
          return `Record<string, ${this.type(schema.additionalProperties, indent)}>`;
        }
    }
    throw new Error(`${this.document}: a form that is not known: ${JSON.stringify(schema)}`);
  }
}

function pascal(name) {
  return name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase()).replace(/_+$/, "Document");
}

for (const [document, written] of documents) {
  const schema = JSON.parse(readFileSync(new URL(`${document}.schema.json`, root), "utf8"));
  const { title, $schema, $defs = {}, ...own } = schema;
  new Writer(document, written, { ...$defs, [title]: own }).name(title);
}

const text = `// Made by types.mjs from core/schema; do not edit.

/** An exact number: a decimal such as \`"0.95"\` where it ends, else a fraction such as \`"2/3"\`. \`round\` makes a view of it. */
export type Exact = string;

/** An exact number in a document that is read: an integer, or a text such as \`"0.95"\`, \`"95%"\` or \`"19/20"\`. */
export type ExactInput = number | string;

${[...types.values()].map((type) => type.body).join("\n")}`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("ts/documents.ts is not that of core/schema; `node types.mjs` writes it anew");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
