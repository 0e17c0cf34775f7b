import { arnFields } from "../../aws/arn.js";
import { PLACES_BESIDE_OTHERS, PLACES_MIN, roomIn } from "../../aws/route-priorities.js";
import { HTTPS_LISTENER_SETTINGS, LOAD_BALANCER_SETTINGS } from "../../aws/settings.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import type { BalancerFields } from "../../schema/language.js";
import { type Context, sharesInfra } from "../context.js";
import { existingListener, isPlaceRange, lacksRoom, placesOf } from "../front-door.js";

/** The settings of a load balancer and of its listeners, of which nothing is changed where it is there already. */
const OF_THE_OWNER = [
  "internal",
  "accessLogs",
  "waf",
  ...Object.keys(LOAD_BALANCER_SETTINGS),
  ...Object.keys(HTTPS_LISTENER_SETTINGS),
] as readonly (keyof BalancerFields)[];

/** The keys that say how one that is there already is used. */
const OF_ITS_USE = ["securityGroup", "https", "priorities"] as const;

/** What is wrong with a load balancer that is there already, or is to be by half of its keys. */
export function checkExistingLoadBalancer(balancer: BalancerFields, environment: Environment, context: Context): void {
  const { diagnostics } = context;
  const { arn, listenerArn, shared } = balancer;
  const named = listenerArn ?? arn;
  if (shared?.value) {
    checkSharedBalancer(shared, balancer, environment, context);
    return;
  }
  if (!named) {
    for (const key of OF_ITS_USE) {
      const field = balancer[key];
      if (field) diagnostics.report("NK405", field.location, { problem: "unnamed", key });
    }
    return;
  }
  if (arn && listenerArn) {
    const places = [related("firstNamed", arn.location)];
    diagnostics.report("NK405", listenerArn.location, { problem: "both", key: "listenerArn" }, places);
  }
  if (!balancer.securityGroup) {
    const key = listenerArn ? "listenerArn" : "arn";
    diagnostics.report("NK405", named.location, { problem: "noGroup", key });
  }
  checkOwnersSettings(balancer, named, context);
  checkPlace(named, environment, context);
  checkCertificates(context);
  checkPriorities(balancer, named, environment, context);
}

/** What is wrong with the one of the repository without a component. */
function checkSharedBalancer(
  shared: Located<boolean>,
  balancer: BalancerFields,
  environment: Environment,
  context: Context,
): void {
  const { diagnostics } = context;
  if (!sharesInfra(context)) diagnostics.report("NK529", shared.location, { problem: "alone", key: "shared" });
  for (const key of ["arn", "listenerArn", "securityGroup"] as const) {
    const field = balancer[key];
    if (field) diagnostics.report("NK529", field.location, { problem: "named", key });
  }
  checkOwnersSettings(balancer, shared, context);
  checkCertificates(context);
  checkPriorities(balancer, shared, environment, context);
}

/** Refuses settings that only its owner can give it. */
function checkOwnersSettings(balancer: BalancerFields, named: Located<unknown>, { diagnostics }: Context): void {
  for (const key of OF_THE_OWNER) {
    const field = balancer[key];
    if (field) diagnostics.report("NK407", field.location, { key }, [related("existingBalancer", named.location)]);
  }
}

/** Refuses one that no task can be reached from: in a VPC that is made with the stack, or in another region. */
function checkPlace(named: Located<string>, { network }: Environment, { infra, diagnostics }: Context): void {
  if (network.kind !== "existing") diagnostics.report("NK406", named.location, {});
  const { region } = infra.fields;
  const balancerRegion = arnFields(named.value)?.region ?? "";
  if (!region || region.value === balancerRegion) return;
  const params = { balancerRegion, region: region.value };
  diagnostics.report("NK408", named.location, params, [related("environmentRegion", region.location)]);
}

/** Refuses certificates for a listener that takes none. */
function checkCertificates({ infra, diagnostics }: Context): void {
  if (existingListener(infra.fields) !== "http") return;
  for (const key of ["certificateArn", "certificateArns"] as const) {
    const field = infra.fields[key];
    if (field) diagnostics.report("NK407", field.location, { key: `infra.${key}` });
  }
}

function checkPriorities(
  { priorities, shared }: BalancerFields,
  named: Located<unknown>,
  { services }: Environment,
  { infra, diagnostics }: Context,
): void {
  const { from, to } = priorities?.value.fields ?? {};
  const { from: lowest, to: highest } = shared?.value ? { from: 1, to: PLACES_BESIDE_OTHERS.to } : PLACES_BESIDE_OTHERS;
  const [first, last] = [from?.value ?? lowest, to?.value ?? highest];
  if (priorities && !isPlaceRange(first, last)) {
    diagnostics.report("NK438", priorities.location, { problem: "short", from: first, to: last, least: PLACES_MIN });
    return;
  }
  const places = placesOf(infra.fields);
  const hosts = services.flatMap(({ route }) => route?.hosts ?? []).map(({ name: host }) => ({ host }));
  if (!places || !lacksRoom(hosts, places)) return;
  const wildcards = hosts.filter(({ host }) => host.startsWith("*.")).length > roomIn(places).wildcards;
  const least = roomIn(places)[wildcards ? "wildcards" : "exact"];
  const problem = wildcards ? "wildcards" : "hosts";
  diagnostics.report("NK438", priorities?.location ?? named.location, { problem, from: first, to: last, least });
}
