import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** A finding at a place of a file; lines and columns begin at 0. */
export interface Marked {
  readonly message: string;
  readonly range: { readonly start: Position };
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** The YAML language server as editors run it: a process that is spoken to by the Language Server Protocol, through its pipes. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #folder: string;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #marks = new Map<string, (marks: readonly Marked[]) => void>();
  #received = Buffer.alloc(0);
  #sent = 0;

  private constructor(folder: string) {
    const program = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
    this.#folder = folder;
    this.#process = spawn(process.execPath, [program, "--stdio"], { cwd: folder });
    this.#process.stdout.on("data", (bytes: Buffer) => this.#read(bytes));
  }

  /** Starts one for the files of a folder. It asks no network for schemas. */
  static async start(folder: string): Promise<LanguageServer> {
    const server = new LanguageServer(folder);
    const rootUri = pathToFileURL(folder).href;
    const capabilities = { workspace: { configuration: true }, textDocument: { completion: {}, hover: {} } };
    await server.#ask("initialize", { processId: process.pid, rootUri, capabilities });
    server.#tell("initialized", {});
    return server;
  }

  /** Opens a file, and gives what the server marks in it. */
  async open(name: string, text: string): Promise<readonly Marked[]> {
    const uri = this.#uri(name);
    const marks = new Promise<readonly Marked[]>((resolve) => this.#marks.set(uri, resolve));
    this.#tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return await marks;
  }

  /** The labels that it offers at a place. */
  async complete(name: string, position: Position): Promise<readonly string[]> {
    const result = await this.#ask("textDocument/completion", { textDocument: { uri: this.#uri(name) }, position });
    return (result as { items: readonly { label: string }[] }).items.map(({ label }) => label);
  }

  /** What it shows of a place, as Markdown. */
  async hover(name: string, position: Position): Promise<string> {
    const result = await this.#ask("textDocument/hover", { textDocument: { uri: this.#uri(name) }, position });
    return (result as { contents: { value: string } } | null)?.contents.value ?? "";
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    await this.#ask("shutdown", null);
    this.#tell("exit", null);
    await ended;
  }

  #uri(name: string): string {
    return pathToFileURL(path.join(this.#folder, name)).href;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#sent;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(JSON.stringify(error)));
      });
    });
    this.#send({ id, method, params });
    return answer;
  }

  #tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.#process.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #read(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString("latin1", 0, end))?.[1]);
      if (this.#received.length < end + 4 + length) return;
      const body = this.#received.toString("utf8", end + 4, end + 4 + length);
      this.#received = this.#received.subarray(end + 4 + length);
      this.#take(JSON.parse(body));
    }
  }

  #take({ id, method, params, ...answer }: Message): void {
    if (method === undefined) this.#answers.get(id ?? 0)?.(answer);
    else if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Marked[] };
      this.#marks.get(uri)?.(diagnostics);
    } else if (id !== undefined) this.#send({ id, result: settingsFor(method, params) });
  }
}

/** What an editor says when it is asked for its settings: all that is there is on, and no list of schemas is downloaded. */
function settingsFor(method: string, params: unknown): unknown {
  if (method !== "workspace/configuration") return null;
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  return (params as { items: readonly { section?: string }[] }).items.map(({ section }) =>
    section === "yaml" ? yaml : null,
  );
}
