import { type ImageRow, ROOT, user } from "./row.js";

/** Web servers, caches, brokers without a store, languages: what serves or runs files that others write. */
export const servers: readonly ImageRow[] = [
  {
    names: ["nginx"],
    owner: ROOT,
    start: "root",
    dataPaths: ["/usr/share/nginx/html"],
    source: "https://github.com/nginxinc/docker-nginx/blob/HEAD/mainline/debian/Dockerfile",
  },
  {
    names: ["nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged"],
    owner: user(101),
    start: "unprivileged",
    dataPaths: ["/usr/share/nginx/html"],
    source: "https://github.com/nginx/docker-nginx-unprivileged/blob/HEAD/mainline/debian/Dockerfile",
  },
  {
    names: ["httpd"],
    owner: ROOT,
    start: "root",
    dataPaths: ["/usr/local/apache2/htdocs"],
    program: ["/usr/local/apache2"],
    source: "https://github.com/docker-library/httpd/blob/HEAD/2.4/Dockerfile",
  },
  {
    names: ["caddy"],
    owner: ROOT,
    start: "root",
    dataPaths: ["/data", "/config"],
    source: "https://github.com/caddyserver/caddy-docker/blob/HEAD/2.8/alpine/Dockerfile",
  },
  {
    names: ["traefik"],
    owner: ROOT,
    start: "root",
    source: "https://github.com/traefik/traefik-library-image/blob/HEAD/v3.1/alpine/Dockerfile",
  },
  {
    names: ["memcached"],
    owner: user(11211),
    start: "unprivileged",
    managed: "Amazon ElastiCache",
    source: "https://github.com/docker-library/memcached/blob/HEAD/1/alpine/Dockerfile",
  },
  {
    names: ["nats"],
    owner: ROOT,
    start: "root",
    source: "https://github.com/nats-io/nats-docker/blob/HEAD/2.10.x/alpine3.20/Dockerfile",
  },
  {
    names: ["php"],
    owner: user(33),
    start: "drops",
    variants: [{ when: /alpine/, owner: user(82) }],
    dataPaths: ["/var/www/html"],
    source: "https://github.com/docker-library/php/blob/HEAD/8.3/alpine3.20/fpm/Dockerfile",
    unconfirmed: "the -cli and -zts tags stay root",
  },
  ...runtimes(["node", "python", "ruby", "golang", "rust", "eclipse-temurin", "alpine", "debian", "ubuntu", "busybox"]),
];

/** Bases that name no user, so that what is built on nothing but them runs as root. */
function runtimes(names: readonly string[]): readonly ImageRow[] {
  return names.map((name) => ({
    names: [name],
    owner: ROOT,
    start: "root",
    source: `https://hub.docker.com/_/${name}`,
    unconfirmed: "that the Dockerfile has no USER was not read for each",
  }));
}
