import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  ParseOption,
  XmlDocument,
  XmlLibError,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { SimulatorError } from './simulator-error.ts';

/** One way in which a document breaks a schema, or why it could not be parsed at all. */
export interface SchemaViolation {
  readonly message: string;
  /** Counted from 1; 0 when libxml2 names none. */
  readonly line: number;
  /** Counted from 1; `undefined` when libxml2 names none, which is usual for violations. */
  readonly column?: number;
}

/** A compiled XML Schema. It lives outside the JavaScript heap until it is disposed. */
export interface Schema extends Disposable {
  /** Empty when the document is valid. Documents with a DOCTYPE are refused unread. */
  violations(bytes: Uint8Array): readonly SchemaViolation[];
  dispose(): void;
}

/** The file is no XML schema that can be compiled, or includes one that is not there. */
export class SchemaUnusableError extends SimulatorError {
  readonly code = 'SIM_SCHEMA_UNUSABLE';
  readonly remedy = 'Check that the schema file exists with every file it includes.';

  constructor(path: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message.trim() : String(cause);
    super(`${path} is not a usable XML schema: ${why}`, { cause });
  }
}

// libxml2 also asks for the files that a document's xsi:schemaLocation names. Those come from a peer, so
// files are handed out only while a schema of ours is compiled.
let compiling = false;
let registered = false;

function registerFiles(): void {
  if (registered) return;
  registered = xmlRegisterInputProvider({
    match: (name) => compiling && name.startsWith('file:'),
    open(name) {
      try {
        return openSync(fileURLToPath(name), 'r');
      } catch {
        return undefined;
      }
    },
    read: (descriptor, buffer) => readSync(descriptor, buffer, 0, buffer.byteLength, null),
    close(descriptor) {
      closeSync(descriptor);
      return true;
    },
  });
}

/** Compiles an XML Schema with everything it includes. Throws SchemaUnusableError. */
export function openSchema(path: string): Schema {
  registerFiles();
  const validator = compile(resolve(path));
  const dispose = () => validator.dispose();
  return {
    violations: (bytes) => violationsOf(validator, bytes),
    dispose,
    [Symbol.dispose]: dispose,
  };
}

function compile(path: string): XsdValidator {
  compiling = true;
  let source: XmlDocument | undefined;
  try {
    source = XmlDocument.fromBuffer(readFileSync(path), { url: pathToFileURL(path).href });
    return XsdValidator.fromDoc(source);
  } catch (cause) {
    throw new SchemaUnusableError(path, cause);
  } finally {
    source?.dispose();
    compiling = false;
  }
}

function violationsOf(validator: XsdValidator, bytes: Uint8Array): readonly SchemaViolation[] {
  if (hasDoctype(bytes)) return [{ message: 'a DOCTYPE is not allowed', line: 1 }];
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET });
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError || error instanceof XmlLibError)) throw error;
    return error.details.map(({ message, line, col }) => ({
      message: message.trim(),
      line: line ?? 0,
      ...(col ? { column: col } : {}),
    }));
  } finally {
    document?.dispose();
  }
}

/** A document type declaration can only stand before the first element. */
function hasDoctype(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const doctype = text.indexOf('<!DOCTYPE', 0, 'latin1');
  if (doctype < 0) return false;
  const prolog = text.toString('latin1', 0, doctype).replace(/<!--[\s\S]*?-->/g, '');
  return !/<[^?!]/.test(prolog);
}
