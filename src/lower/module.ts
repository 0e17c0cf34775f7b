import { isTagged } from "../aws/types/index.js";
import { isObject, type Json, type JsonObject, listOf, mapValues, objectAt, objectOf, valueAt } from "../stack/json.js";

/**
 * The document of a stack as a module. Provider and backend are those of the root that calls it: a module with a provider of its own cannot
 * be called with `for_each`, and its resources could not be destroyed once the call is gone. What the provider says of tags is said by each
 * resource, and a provider with an alias is asked for. Source: Terraform's documentation, "Providers Within Modules".
 */
export function moduleDocument(document: JsonObject): JsonObject {
  const { provider, ...rest } = document;
  const providers = listOf(objectOf(provider).aws).map(objectOf);
  const tags = new Map(providers.map((one) => [providerName(one), defaultTags(one)]));
  const aliases = [...tags.keys()].filter((name) => name !== PROVIDER);
  return {
    ...rest,
    "//": marked(objectAt(document, "//")),
    terraform: withAliases(objectAt(document, "terraform"), aliases),
    ...("resource" in document && {
      resource: Object.fromEntries(
        Object.entries(objectAt(document, "resource")).map(([type, named]) => {
          const tagged = (body: Json) => withTags(objectOf(body), tags);
          return [type, isTagged(type) ? mapValues(objectOf(named), tagged) : named];
        }),
      ),
    }),
  };
}

/** How a resource names the provider that it has where it names none. */
const PROVIDER = "aws";

function providerName({ alias }: JsonObject): string {
  return typeof alias === "string" ? `${PROVIDER}.${alias}` : PROVIDER;
}

function defaultTags(provider: JsonObject): JsonObject {
  return objectOf(valueAt(objectOf(listOf(provider.default_tags)[0]), "tags"));
}

function withTags(body: JsonObject, byProvider: ReadonlyMap<string, JsonObject>): JsonObject {
  const common = byProvider.get(typeof body.provider === "string" ? body.provider : PROVIDER) ?? {};
  const { tags = {} } = body;
  if (isObject(tags)) return { ...body, tags: { ...common, ...tags } };
  // Those of a resource with `for_each` may come from its values. What a tag may hold at all, JSON and Terraform quote alike.
  const own = typeof tags === "string" ? /^\$\{(.*)\}$/s.exec(tags)?.[1] : undefined;
  if (own === undefined) throw new Error(`tags of a form that is not known: ${JSON.stringify(tags)}`);
  const pairs = Object.entries(common).map((pair) => pair.map((text) => JSON.stringify(text)).join(" = "));
  return { ...body, tags: `\${merge({ ${pairs.join(", ")} }, ${own})}` };
}

function withAliases(terraform: JsonObject, aliases: readonly string[]): JsonObject {
  const required = objectAt(terraform, "required_providers");
  const aws = objectAt(required, PROVIDER);
  const asked: JsonObject = aliases.length === 0 ? aws : { ...aws, configuration_aliases: aliases };
  return { ...terraform, required_providers: { ...required, [PROVIDER]: asked } };
}

/** Where the description itself says what it is, for whoever reads it next. */
function marked(header: JsonObject): JsonObject {
  const { backend: _, ...metadata } = objectAt(header, "metadata");
  return { ...header, metadata: { ...metadata, form: "module" } };
}
