import { all, type Edit, put } from "./edit.js";

const worker = put("services/web", { image: "nginx:1.29", expose: 80 });

/** The infrastructure of the repository without a component, in place of that of the base `own-component`. */
const sharing = (balancer: object = { shared: true, https: false }) =>
  put("infra", { region: "us-east-1", shared: true, discovery: "service-connect", loadBalancer: balancer });
const own = put("infra", { region: "us-east-1", cidr: "10.1.0.0/16", discovery: "none", efs: { protect: false } });
const withOwnBalancer = put("infra", { region: "us-east-1", shared: true, discovery: "service-connect" });
const published = put("services/web/host", "shop.example.com");
const noHost = put("services/web/host", undefined);
const noVolume = put("services/web/volumes", undefined);
const provide = (what: object | undefined) => put("infra/provide", what);

/** Several repositories of one project in one account. */
export const components: readonly Edit[] = [
  {
    name: "component: a service more, beside the repository without one",
    base: "component",
    beside: "plain",
    change: worker,
  },
  {
    name: "component: a service more in the repository without one, beside a component",
    base: "plain",
    beside: "component",
    change: worker,
  },
  {
    name: "component: the infrastructure of the repository without one",
    base: "own-component",
    beside: "front",
    change: sharing(),
  },
  {
    name: "component: the infrastructure of the repository without one, with a load balancer of its own",
    base: "own-component",
    beside: "front",
    change: withOwnBalancer,
    foretold: {
      code: "NK611",
      steps: [
        {
          terraform: ["destroy", "-auto-approve", "-target=aws_lb.main"],
          says: "terraform destroy -target=aws_lb.main",
        },
        { apply: withOwnBalancer, says: "until the apply" },
      ],
    },
  },
  {
    name: "component: infrastructure of its own again",
    base: "own-component",
    beside: "front",
    first: sharing(),
    change: own,
  },
  {
    name: "component: a first volume on the file system of all",
    base: "own-component",
    beside: "front",
    first: all(sharing(), noVolume),
    change: put("services/web/volumes", ["pages:/usr/share/nginx/html"]),
  },
  {
    name: "component: a first host on the load balancer of all",
    base: "own-component",
    beside: "front",
    first: all(withOwnBalancer, noHost),
    change: all(sharing(), put("services/web/host", "shop.example.com, front.example.com/shop")),
  },
  {
    name: "component: other places for its rules",
    base: "own-component",
    beside: "front",
    first: sharing(),
    change: sharing({ shared: true, https: false, priorities: { from: 2, to: 50_000 } }),
  },
  {
    name: "component: the load balancer of all, in place of its own",
    base: "hidden-component",
    beside: "front",
    first: all(withOwnBalancer, published),
    change: all(sharing(), published),
  },
  {
    name: "component: more is provided for others",
    base: "front",
    first: provide(undefined),
    change: provide({ efs: true, discovery: true, loadBalancer: true }),
  },
  { name: "component: nothing is provided for others any more", base: "front", change: provide(undefined) },
];
