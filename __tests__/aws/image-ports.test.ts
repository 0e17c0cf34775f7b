import { describe, expect, it } from "vitest";
import { findImage, imageCatalog, schemeOf, serverPorts } from "../../src/aws/images/index.js";

describe("serverPorts", () => {
  it.each([
    ["postgres:17", 5432],
    ["postgis/postgis:17-3.5", 5432],
    ["bitnami/postgresql:17", 5432],
    ["bitnamilegacy/valkey:8", 6379],
    ["public.ecr.aws/docker/library/mongo:8.0", 27017],
    ["mysql", 3306],
    ["linuxserver/mariadb", 3306],
    ["rabbitmq:4-management", 5672],
    ["docker.elastic.co/elasticsearch/elasticsearch:8.15.0", 9200],
    ["memcached:1", 11211],
  ])("knows the port for clients of %s", (image, port) => {
    expect(serverPorts(image)[0]?.port).toBe(port);
  });

  it.each(["nginx", "acme/postgres", "example.com/postgres", "bitnami/nginx", "constructor", "Not An Image"])(
    "knows none of %s",
    (image) => {
      expect(serverPorts(image)).toEqual([]);
    },
  );

  it("knows a port of every database of the catalogue that others call", () => {
    const databases = imageCatalog.filter(({ database }) => database).flatMap(({ names }) => names);
    const unknown = databases.filter((name) => serverPorts(name).length === 0);
    // Applications that keep their store themselves: people call them with a browser, on a port that the file names anyway.
    expect(unknown).toEqual(["sonarqube", "sonatype/nexus3", "metabase/metabase"]);
    expect(findImage("sonarqube")?.database).toBe(true);
  });
});

describe("schemeOf", () => {
  it.each([
    ["postgres:17", 5432, "postgresql"],
    ["postgres:17", 6543, "postgresql"],
    ["rabbitmq:4", 5672, "amqp"],
    ["rabbitmq:4", 15672, "http"],
    ["rabbitmq:4", 1234, "tcp"],
    ["valkey/valkey:8", 6379, "redis"],
    ["zookeeper:3.9", 2181, "tcp"],
    ["acme/api", 3000, "http"],
    [undefined, 8080, "http"],
  ])("of %s on %i is %s", (image, port, scheme) => {
    expect(schemeOf(image, port)).toBe(scheme);
  });
});
