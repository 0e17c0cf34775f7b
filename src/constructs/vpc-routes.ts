import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table/index.js";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables/index.js";
import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import { code, evaluated, type TerraformCode } from "./terraform-code.js";
import type { TerraformString } from "./terraform-string.js";

/**
 * Where routes lead from the subnets of a VPC made elsewhere, read when Terraform plans. A subnet has the route table that it is associated
 * with, or else the main one of the VPC.
 *
 * Made in the scope given: `route-tables`, `route-table` (data), and the locals `internet-route-tables`, `main-route-table`,
 * `associated-route-tables`, and `outward-route-tables` once it is asked for.
 */
export class VpcRoutes {
  readonly #scope: Construct;
  readonly #tables: DataAwsRouteTable;
  readonly #internet: TerraformCode;
  readonly #main: TerraformCode;
  readonly #associated: TerraformCode;
  #outward: TerraformCode | undefined;

  constructor(scope: Construct, vpcId: TerraformString) {
    this.#scope = scope;
    this.#tables = this.#eachTable(vpcId);
    const each = this.#each;
    this.#internet = this.#local(
      "internet-route-tables",
      code`[${each} : id if anytrue([for route in table.routes : can(regex("^igw-", route.gateway_id))])]`,
    );
    this.#main = this.#local(
      "main-route-table",
      code`join("", [${each} : id if anytrue([for association in table.associations : association.main])])`,
    );
    this.#associated = this.#local(
      "associated-route-tables",
      code`merge([${each} : {for association in table.associations : association.subnet_id => id if can(regex("^subnet-", association.subnet_id))}]...)`,
    );
  }

  /** Whether a route leads from a subnet, by its id, to an internet gateway. */
  public leadToInternet(id: TerraformCode): TerraformCode {
    return code`contains(${this.#internet}, ${this.#tableOf(id)})`;
  }

  /** Whether all that is not in the VPC leaves it from a subnet in another way, through NAT for instance; true where no subnet has such a route. */
  public leadOutward(id: TerraformCode): TerraformCode {
    const route = code`route.cidr_block == "0.0.0.0/0" && !can(regex("^igw-", route.gateway_id))`;
    this.#outward ??= this.#local(
      "outward-route-tables",
      code`[${this.#each} : id if anytrue([for route in table.routes : ${route}])]`,
    );
    return code`(length(${this.#outward}) == 0 || contains(${this.#outward}, ${this.#tableOf(id)}))`;
  }

  get #each(): TerraformCode {
    return code`for id, table in ${addressOf(this.#tables)}`;
  }

  #tableOf(id: TerraformCode): TerraformCode {
    return code`try(${this.#associated}[${id}], ${this.#main})`;
  }

  #local(id: string, source: TerraformCode): TerraformCode {
    return addressOf(new TerraformLocal(this.#scope, id, evaluated(source)));
  }

  #eachTable(vpcId: TerraformString): DataAwsRouteTable {
    const tables = new DataAwsRouteTables(this.#scope, "route-tables", { vpcId });
    const table = new DataAwsRouteTable(this.#scope, "route-table", { routeTableId: "${each.key}" });
    table.addOverride("for_each", evaluated(code`toset(${addressOf(tables)}.ids)`));
    return table;
  }
}
