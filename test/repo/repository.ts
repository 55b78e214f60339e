/** @file The repository as its self-tests see it: where things are, and what TypeScript makes of a source file. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const DIST = join(ROOT, 'dist');

/** Files below `folder`, relative to the repository, with forward slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(entry.parentPath.slice(ROOT.length + 1).replaceAll('\\', '/'), entry.name))
    .sort();
}

export function sourceFiles(): string[] {
  return filesBelow('src').filter((file) => /\.tsx?$/u.test(file));
}

export function readText(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

export function readJson(file: string): unknown {
  return JSON.parse(readText(file));
}

/** What git tracks. */
export function trackedFiles(): string[] {
  return execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
}

/** @throws when there is nothing to test, with what to do. */
export function requireBuild(): void {
  if (!existsSync(join(DIST, 'manifest.json'))) {
    throw new Error(
      'There is no dist/manifest.json. These tests examine the build: run "npm run build" first.',
    );
  }
}

export interface ImportedModule {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/** Every module that the text imports, also for its types, dynamically, or to export it again. */
export function importsOf(text: string, file = 'file.tsx'): ImportedModule[] {
  const found: ImportedModule[] = [];
  visit(parse(text, file), (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) return;
      const isTypeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly;
      found.push({ specifier: node.moduleSpecifier.text, isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier !== undefined && ts.isStringLiteral(specifier)) {
        found.push({ specifier: specifier.text, isTypeOnly: false });
      }
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) {
        found.push({ specifier: node.argument.literal.text, isTypeOnly: true });
      }
    }
  });
  return found;
}

/**
 * Names that the text takes from outside itself: identifiers in expressions, with the first property where there is one
 * (`Date.now`), without those that the text declares. Names in types, comments and texts do not count.
 */
export function globalsOf(text: string, file = 'file.tsx'): Set<string> {
  const source = parse(text, file);
  const declared = new Set<string>();
  const used = new Set<string>();
  visit(source, (node) => {
    if (!ts.isIdentifier(node)) return;
    const { parent } = node;
    const isDeclared =
      (ts.isVariableDeclaration(parent) ||
        ts.isParameter(parent) ||
        ts.isBindingElement(parent) ||
        ts.isFunctionDeclaration(parent) ||
        ts.isClassDeclaration(parent) ||
        ts.isImportSpecifier(parent) ||
        ts.isImportClause(parent) ||
        ts.isNamespaceImport(parent)) &&
      parent.name === node;
    if (isDeclared) {
      declared.add(node.text);
      return;
    }
    const isName =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      (ts.isBindingElement(parent) && parent.propertyName === node) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isTypeNode(parent) ||
      ts.isQualifiedName(parent) ||
      ts.isTypeElement(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent);
    if (isName) return;
    used.add(node.text);
    if (ts.isPropertyAccessExpression(parent)) used.add(`${node.text}.${parent.name.text}`);
  });
  return new Set([...used].filter((name) => !declared.has(name.split('.')[0] ?? name)));
}

function parse(text: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => {
    visit(child, each);
  });
}
