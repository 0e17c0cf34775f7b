import type { Aws } from "./aws.js";
import type { Expectation, StackEntry, SubnetName } from "./entries.js";
import { type JsonObject, objectAt, objectsAt, stringAt } from "./json.js";
import type { World } from "./world.js";

/** Asks the emulator for what the stack was expected to make. Answers with what is not so, one line each. */
export async function unmet(entry: StackEntry, world: World, aws: Aws): Promise<string[]> {
  const environment = Object.keys(entry.expect.environment).length > 0 ? await definitions(aws) : [];
  const needsMounts = entry.expect.mountTargets !== undefined || world.subnets !== undefined;
  const mounts = needsMounts ? await mountTargets(aws) : [];
  return [...unmetEnvironment(entry.expect, environment), ...unmetMounts(entry.expect, world, mounts)];
}

/** Container definitions with a value other than the expected, compared character by character. */
export function unmetEnvironment(expect: Expectation, containers: readonly JsonObject[]): string[] {
  return Object.entries(expect.environment).flatMap(([name, values]) => {
    const container = containers.find((candidate) => candidate.name === name);
    if (container === undefined) return [`no task definition has a container ${name}`];
    const actual = new Map(objectsAt(container, "environment").map((pair) => [pair.name, pair.value]));
    return Object.entries(values)
      .filter(([key, value]) => actual.get(key) !== value)
      .map(([key, value]) => {
        return `container ${name}: ${key} is ${JSON.stringify(actual.get(key))}, not ${JSON.stringify(value)}`;
      });
  });
}

/** Mount targets that are too many, too few, two in a zone, or in a private subnet. */
export function unmetMounts(expect: Expectation, world: World, mounts: readonly JsonObject[]): string[] {
  const problems: string[] = [];
  if (expect.mountTargets !== undefined && mounts.length !== expect.mountTargets) {
    problems.push(`there are ${mounts.length} mount targets, not ${expect.mountTargets}`);
  }
  const places = mounts.map((mount) => `${stringAt(mount, "FileSystemId")} ${stringAt(mount, "AvailabilityZoneName")}`);
  if (new Set(places).size < places.length) problems.push(`two mount targets of a file system in one zone: ${places}`);
  if (world.subnets === undefined) return problems;
  const inSubnet = (name: SubnetName) => mounts.some((mount) => mount.SubnetId === world.subnets?.[name]);
  if (inSubnet("private-a")) problems.push("a mount target is in a private subnet, and its zone has a public one");
  if (inSubnet("private-c") !== (expect.privateMount ?? false)) {
    problems.push(`${expect.privateMount ? "no" : "a"} mount target is in the zone with a private subnet alone`);
  }
  return problems;
}

async function definitions(aws: Aws): Promise<JsonObject[]> {
  const { taskDefinitionArns } = await aws.ecs("ListTaskDefinitions");
  const arns = Array.isArray(taskDefinitionArns) ? taskDefinitionArns : [];
  const described = await Promise.all(arns.map((arn) => aws.ecs("DescribeTaskDefinition", { taskDefinition: arn })));
  return described.flatMap((answer) => objectsAt(objectAt(answer, "taskDefinition"), "containerDefinitions"));
}

async function mountTargets(aws: Aws): Promise<JsonObject[]> {
  const systems = objectsAt(await aws.efs("GET", "file-systems"), "FileSystems");
  const ids = systems.map((system) => stringAt(system, "FileSystemId"));
  const answers = await Promise.all(ids.map((id) => aws.efs("GET", `mount-targets?FileSystemId=${id}`)));
  return answers.flatMap((answer) => objectsAt(answer, "MountTargets"));
}
