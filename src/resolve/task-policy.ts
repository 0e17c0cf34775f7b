import { EXEC_ACTIONS } from "../aws/container.js";
import { mountActions, needsRootAccess } from "../aws/efs.js";
import { type AccessResource, type AccessStatement, arnOf, statementsOf } from "../aws/permissions/index.js";
import type { Service, Volume } from "../model/project.js";

/** What the policy of the role of a service's tasks says, with ids as long as those of AWS. A test holds it to what is emitted. */
export function taskStatements(
  service: Service,
  volumes: ReadonlyMap<string, Volume>,
  region: string | undefined,
): readonly AccessStatement[] {
  const { compute, permissions = [] } = service;
  return [
    ...mountStatements(service, volumes, region),
    ...(compute?.exec ? [{ actions: EXEC_ACTIONS, resources: [{ arn: "*" }] }] : []),
    ...permissions.flatMap(statementsOf),
  ];
}

/** Access points that are used in the same way stand in one statement. */
function mountStatements(
  { mounts, lock }: Service,
  volumes: ReadonlyMap<string, Volume>,
  region: string | undefined,
): readonly AccessStatement[] {
  const points = [...new Set(mounts.map(({ volume }) => volume))].map((volume) => ({
    write: mounts.some((mount) => mount.volume === volume && !mount.readOnly),
    root: needsRootAccess(volumes.get(volume)?.identity),
  }));
  // The lock of a store is an access point too, with an identity of its own.
  const all = lock ? [...points, { write: true, root: false }] : points;
  const ways = new Map(all.map((point) => [`${point.write} ${point.root}`, point]));
  return [...ways].map(([way, point]) => {
    const alike = all.filter(({ write, root }) => `${write} ${root}` === way);
    const arns = alike.map(() => arnOf(ofEfs("access-point/fsap-0123456789abcdef0"), region));
    return {
      actions: mountActions(point),
      resources: [ofEfs("file-system/fs-0123456789abcdef0")],
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": arns } },
    };
  });
}

function ofEfs(resource: string): AccessResource {
  return { service: "elasticfilesystem", regional: true, resource };
}
