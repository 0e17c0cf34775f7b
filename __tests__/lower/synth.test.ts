import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { App, LocalBackend } from "cdktf";
import { afterEach, describe, expect, it, vi } from "vitest";
import { lower } from "../../src/lower/lower.js";
import { NanokitStack } from "../../src/lower/stack.js";
import { synthesize } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import { madeStacks } from "../../src/stack/read.js";
import { danglingReferences } from "../support/references.js";
import {
  environment,
  existing,
  existingFileSystem,
  existingVpc,
  images,
  namedZones,
  nearMisses,
  page,
  project,
  service,
  shared,
  threeEnvironments,
  weird,
} from "./fixtures.js";

const projects: Readonly<Record<string, Project>> = {
  page,
  namedZones,
  shared,
  images,
  threeEnvironments,
  weird,
  nearMisses,
  found: existingVpc("vpc-0123456789abcdef0"),
  named: existingVpc("vpc-0123456789abcdef0", ["subnet-0123456789abcdef0", "subnet-1123456789abcdef0"]),
  existing: existingFileSystem("vpc-0123456789abcdef0", existing()),
  mounted: existingFileSystem(
    "vpc-0123456789abcdef0",
    existing({ mountTargets: true, securityGroupIds: ["sg-0123456789abcdef0"] }),
  ),
};

/** The files that cdktf's own App writes. */
function written(build: (app: App) => void): ReadonlyMap<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const app = new App({ outdir: folder, stackTraces: false });
    build(app);
    app.synth();
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
    const texts = files.filter((file) => statSync(file).isFile());
    return new Map(texts.map((file) => [relative(folder, file), JSON.parse(readFileSync(file, "utf8"))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("synthesize", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("gives the manifest and a file for each environment", () => {
    expect(synthesize(threeEnvironments).map(({ path }) => path)).toEqual([
      "manifest.json",
      "stacks/mynapp-preview/cdk.tf.json",
      "stacks/mynapp-preview/versions.tf",
      "stacks/mynapp-production/cdk.tf.json",
      "stacks/mynapp-production/versions.tf",
      "stacks/mynapp-stage/cdk.tf.json",
      "stacks/mynapp-stage/versions.tf",
    ]);
  });

  it.each(Object.entries(projects))("gives what cdktf's App writes: %s", (_, one) => {
    const files = synthesize(one);
    const theirs = written((app) => lower(app, one));
    expect(JSON.parse(files[0]?.text ?? "")).toEqual(theirs.get("manifest.json"));
    const documents = [...madeStacks(files)].map(
      ([id, { document }]) => [`stacks/${id}/cdk.tf.json`, document] as const,
    );
    expect(theirs.size).toBe(documents.length + 1);
    for (const [path, document] of documents) expect(document).toEqual(theirs.get(path));
  });

  it("writes the manifest of the cdktf that is installed", () => {
    const { version } = createRequire(import.meta.url)("cdktf/package.json");
    expect(JSON.parse(synthesize(page)[0]?.text ?? "").version).toBe(version);
  });

  it("gives the same bytes again, whatever the surroundings", () => {
    const first = synthesize(shared);
    for (const name of ["SYNTH_HCL_OUTPUT", "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"]) vi.stubEnv(name, "true");
    vi.stubEnv("CDKTF_CONTEXT_JSON", '{"cdktfVersion": "9.9.9", "excludeStackIdFromLogicalIds": true}');
    vi.stubEnv("CDKTF_OUTDIR", "elsewhere");
    vi.stubEnv("CDKTF_TARGET_STACK_ID", "other");
    vi.stubEnv("AWS_REGION", "ap-south-1");
    expect(synthesize(shared)).toEqual(first);
  });

  it.each(Object.entries(projects))("refers to nothing that it does not declare: %s", async (_, one) => {
    for (const { path, text } of synthesize(one)) {
      if (path.endsWith("/cdk.tf.json")) expect(await danglingReferences(JSON.parse(text))).toEqual([]);
    }
  });

  it("holds no path of this machine, no backend, no version of a library", () => {
    for (const { path, text } of Object.values(projects).flatMap((project) => synthesize(project))) {
      expect(text).not.toContain(process.cwd());
      // One is what a container is told.
      expect(text.replaceAll("{TfToken[TOKEN.1]}", "")).not.toContain("TfToken[TOKEN.1");
      if (!path.endsWith("/cdk.tf.json")) continue;
      const stack = JSON.parse(text);
      // What checkov reads: nothing but blocks under `terraform`, and no list at the top.
      expect(Object.keys(stack.terraform)).toEqual(["required_providers"]);
      expect(Object.values(stack).filter(Array.isArray)).toEqual([]);
      expect(stack.terraform.required_providers).toEqual({
        aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
      });
      expect(Object.keys(stack["//"].metadata)).toEqual(["backend", "stackName"]);
      expect(text.match(/"\/\/":/g)).toHaveLength(1);
    }
  });

  it("writes the version of Terraform beside it, in HCL", () => {
    const [first, ...others] = synthesize(threeEnvironments).filter(({ path }) => path.endsWith("/versions.tf"));
    const [head, settings, ...moves] = first?.text.split(/\n\n(?=[a-z])/) ?? [];
    expect(head).toBe("# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.");
    expect(settings).toBe('terraform {\n  required_version = ">= 1.2.0"\n}');
    expect(moves.map((block) => block.split(" ")[0])).toEqual(moves.map(() => "moved"));
    expect(new Set(others.map(({ text }) => text))).toEqual(new Set([first?.text]));
  });

  it("says that a broken project is an error of ours", () => {
    const broken = project(environment({ services: [service("a", { dependsOn: ["gone"] })] }));
    expect(() => synthesize(broken)).toThrow("Internal error: the project has no service gone");
  });
});

describe("NanokitStack, in an app of one's own", () => {
  const [stage] = page.environments;
  if (!stage) throw new Error("the page has an environment");

  it("takes resources beside its own, a backend, and references from stack to stack", () => {
    const files = written((app) => {
      const stack = new NanokitStack(app, "mine", { environment: stage });
      new LocalBackend(stack, { path: "terraform.tfstate" });
      const bucket = new S3Bucket(stack, "uploads", { bucket: "uploads" });
      const other = new NanokitStack(app, "other", { environment: { ...stage, name: "other" } });
      new LocalBackend(other, { path: "other.tfstate" });
      new S3Bucket(other, "copy", { bucket: `${bucket.bucket}-copy` });
    });
    const mine = files.get("stacks/mine/cdk.tf.json") as Record<string, Record<string, unknown>>;
    expect(mine.resource).toHaveProperty(["aws_s3_bucket", "uploads", "bucket"], "uploads");
    expect(mine.terraform).toHaveProperty("backend.local.path", "terraform.tfstate");
    expect(mine.output).toHaveProperty("cross-stack-output-aws_s3_bucketuploadsbucket");
    const other = files.get("stacks/other/cdk.tf.json") as Record<string, Record<string, unknown>>;
    expect(other.data).toHaveProperty("terraform_remote_state");
  });
});
