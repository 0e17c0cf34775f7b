import { builtImages } from "../aws/built-images.js";
import { nameScope, repositoryName, stackId } from "../aws/names.js";
import type { Build, BuildArgument, Compute, Environment, Project } from "../model/project.js";
import { shellWord } from "../shell/word.js";
import { inRegion } from "./in-region.js";

/** What {@link imagesScript} needs to know beyond the project. */
export interface ImagesOptions {
  /** Tag of every image. @default the shell variable TAG */
  readonly tag?: string;
  /** Services and sidecars whose images are wanted. @default all that are built */
  readonly services?: readonly string[];
}

/** An image to build: its name, and the processor that it is for. */
interface Built {
  readonly name: string;
  readonly build: Build;
  readonly architecture: Compute["architecture"];
}

/**
 * A shell script that builds and pushes the image of every service and every sidecar that is built, environment by environment. It is to run in the folder
 * of nanokit.yml, with docker and the AWS command line; where the repositories lie it asks AWS. Empty when nothing is built.
 */
export function imagesScript(project: Project, { tag, services }: ImagesOptions = {}): string {
  const parts = project.environments.flatMap((environment) => environmentPart(environment, services));
  if (parts.length === 0) return "";
  const tagged = tag === undefined ? '"${TAG:?is not set. Set it to the tag of the images}"' : shellWord(tag);
  return [
    "# Builds and pushes images. Run it in the folder of nanokit.yml: nanokit-tf images --tag TAG | sh",
    "set -eu",
    `tag=${tagged}`,
    ...parts,
    "",
  ].join("\n");
}

function environmentPart(environment: Environment, wanted?: readonly string[]): readonly string[] {
  const built = builtImages(environment.services).flatMap(
    ({ name, container: { build }, service }): readonly Built[] =>
      build && (wanted?.includes(name) ?? true) ? [{ name, build, architecture: service.compute?.architecture }] : [],
  );
  return built.flatMap((image, index) => [
    "",
    `# ${stackId(environment.project, nameScope(environment))}: ${image.name}`,
    findRepository(environment, image),
    ...(index === 0 ? [logIn(environment)] : []),
    buildImage(image),
    'docker push "$repository:$tag"',
    `# then: nanokit-tf images -e ${environment.name} -s ${image.name} --tag "$tag" --save, and terraform apply`,
  ]);
}

function findRepository(environment: Environment, { name }: Built): string {
  const { project, region } = environment;
  const repository = shellWord(repositoryName(project, nameScope(environment), name));
  return `repository=$(aws ecr describe-repositories${inRegion(region)} --repository-names ${repository} --query 'repositories[0].repositoryUri' --output text) || {
  echo ${shellWord(`Is the repository there? Before the first push, run: terraform apply -target=aws_ecr_repository.${name}`)} >&2
  exit 1
}`;
}

/** The repositories of one environment are in one registry. */
function logIn({ region }: Environment): string {
  return `aws ecr get-login-password${inRegion(region)} | docker login --username AWS --password-stdin "\${repository%%/*}"`;
}

function buildImage({ build, architecture }: Built): string {
  const words = [
    "docker build",
    `--platform ${architecture === "arm64" ? "linux/arm64" : "linux/amd64"}`,
    `--file ${localPath(build.dockerfile)}`,
    ...build.arguments.map(argument),
    '--tag "$repository:$tag"',
    localPath(build.context),
  ];
  return words.join(" ");
}

/** With `./` before it no path can be an option or an address. */
function localPath(path: string): string {
  return shellWord(path === "." ? "." : `./${path}`);
}

function argument(one: BuildArgument): string {
  if ("value" in one) return `--build-arg ${shellWord(`${one.name}=${one.value}`)}`;
  return `--build-arg ${one.name}="\${${one.variable}?is not set: its value is not printed}"`;
}
