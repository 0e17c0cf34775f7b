import { RESOURCES } from "../src/aws/types/index.js";

/** What the rows of types say that the rules of the emulator are made of (aws_rules.py), as JSON. */
export function typeFacts(): string {
  const facts = Object.entries(RESOURCES).map(([type, { unique, refused = [], quotas = {} }]) => [
    type,
    { unique, refused, quotas },
  ]);
  return JSON.stringify(Object.fromEntries(facts));
}
