import { describe, expect, it } from "vitest";
import { loopbackEndpoint } from "../../e2e/endpoint.js";

describe("loopbackEndpoint", () => {
  it.each([
    ["http://127.0.0.1:5000", "http://127.0.0.1:5000"],
    ["http://127.8.9.10:5000/", "http://127.8.9.10:5000"],
    ["http://localhost:4566/some/path", "http://localhost:4566"],
    ["https://[::1]:4566", "https://[::1]:4566"],
    ["http://127.1:80", "http://127.0.0.1"],
    ["http://user:password@localhost:1", "http://localhost:1"],
  ])("takes %s", (address, origin) => {
    expect(loopbackEndpoint(address)).toEqual({ ok: true, origin });
  });

  it.each([
    "https://efs.eu-central-1.amazonaws.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1@example.com",
    "http://10.0.0.1:5000",
    "http://0.0.0.0:5000",
    "http://[::]:5000",
    "http://169.254.169.254",
    "ftp://127.0.0.1",
    "127.0.0.1:5000",
    "",
  ])("refuses %s", (address) => {
    expect(loopbackEndpoint(address)).toMatchObject({ ok: false });
  });
});
