import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A place for one state, as Terraform's backend `http` wants it: it gives, takes, locks and unlocks. */
export interface StateServer {
  readonly address: string;
  /** What is not as it has to be when Terraform has ended: no state, a lock that is held, or none that ever was. */
  problems(): readonly string[];
  end(): Promise<void>;
}

/** Starts one on loopback. Source: Terraform's documentation, "Backend Type: http". */
export async function openStateServer(): Promise<StateServer> {
  const place = new Place();
  const server = createServer((request, response) => void answer(place, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/state`,
    problems: () => place.problems(),
    end: () => new Promise((ended) => server.close(() => ended())),
  };
}

async function answer(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body = "" } = place.asked(request.method ?? "", idIn(request), await textOf(request));
  response.writeHead(status, { "Content-Type": "application/json", Connection: "close" }).end(body);
}

/** The lock with which a state is written. */
function idIn({ url = "" }: IncomingMessage): string | null {
  return new URL(url, "http://localhost").searchParams.get("ID");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

interface Answer {
  readonly status: number;
  readonly body?: string;
}

/** The state and its lock. Whoever writes without the lock is refused. */
class Place {
  #state: string | undefined;
  #lock: string | undefined;
  #locks = 0;

  public asked(method: string, id: string | null, text: string): Answer {
    switch (method) {
      case "GET":
        return this.#state === undefined ? { status: 404 } : { status: 200, body: this.#state };
      case "POST":
        if (id === null || id !== lockId(this.#lock)) return { status: 409 };
        this.#state = text;
        return { status: 200 };
      case "LOCK":
        if (this.#lock !== undefined) return { status: 423, body: this.#lock };
        this.#lock = text;
        this.#locks++;
        return { status: 200 };
      case "UNLOCK":
        if (lockId(text) !== lockId(this.#lock)) return { status: 409 };
        this.#lock = undefined;
        return { status: 200 };
      default:
        return { status: 405 };
    }
  }

  public problems(): readonly string[] {
    return [
      ...(this.#state === undefined ? ["no state was written"] : []),
      ...(this.#lock === undefined ? [] : ["the state is locked still"]),
      ...(this.#locks === 0 ? ["the state was never locked"] : []),
    ];
  }
}

function lockId(lock: string | undefined): unknown {
  return lock === undefined ? undefined : (JSON.parse(lock) as { readonly ID?: unknown }).ID;
}
