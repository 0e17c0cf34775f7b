import { randomUUID } from "node:crypto";
import { type JsonObject, parseObject } from "./json.js";

/**
 * As much of an AWS client as the harness needs. The emulator verifies no signature, but reads service and region from
 * where one would be.
 */
export class Aws {
  constructor(
    private readonly endpoint: string,
    private readonly region: string,
    private readonly accessKey = "test",
  ) {}

  /** The same in another account, by a role of it that nobody has to make: the emulator lets any be taken. */
  async inAccount(account: string): Promise<Aws> {
    const parameters = {
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: `arn:aws:iam::${account}:role/made-beforehand`,
      RoleSessionName: "made-beforehand",
    };
    const body = new URLSearchParams(parameters).toString();
    const answer = await this.send("sts", "POST", "/", body, "application/x-www-form-urlencoded");
    return new Aws(this.endpoint, this.region, xmlText(answer, "AccessKeyId"));
  }

  /** An action of EC2; the answer is XML. */
  ec2(action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: "2016-11-15", ...parameters });
    return this.send("ec2", "POST", "/", body.toString(), "application/x-www-form-urlencoded");
  }

  /** An action of IAM; the answer is XML. */
  iam(action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: "2010-05-08", ...parameters });
    return this.send("iam", "POST", "/", body.toString(), "application/x-www-form-urlencoded");
  }

  /** An action of Elastic Load Balancing; the answer is XML. */
  elb(action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: "2015-12-01", ...parameters });
    return this.send("elasticloadbalancing", "POST", "/", body.toString(), "application/x-www-form-urlencoded");
  }

  /** An action of ECS. */
  async ecs(action: string, input: JsonObject = {}): Promise<JsonObject> {
    const target = `AmazonEC2ContainerServiceV20141113.${action}`;
    const answer = await this.send("ecs", "POST", "/", JSON.stringify(input), "application/x-amz-json-1.1", target);
    return parseObject(answer, `ecs ${action}`);
  }

  /** An action of ECR. */
  async ecr(action: string, input: JsonObject = {}): Promise<JsonObject> {
    const target = `AmazonEC2ContainerRegistry_V20150921.${action}`;
    const answer = await this.send("api.ecr", "POST", "/", JSON.stringify(input), "application/x-amz-json-1.1", target);
    return parseObject(answer, `ecr ${action}`);
  }

  /** An action of ACM. */
  async acm(action: string, input: JsonObject = {}): Promise<JsonObject> {
    const target = `CertificateManager.${action}`;
    const answer = await this.send("acm", "POST", "/", JSON.stringify(input), "application/x-amz-json-1.1", target);
    return parseObject(answer, `acm ${action}`);
  }

  /** An action of AWS WAF. */
  async waf(action: string, input: JsonObject): Promise<JsonObject> {
    const target = `AWSWAF_20190729.${action}`;
    const answer = await this.send("wafv2", "POST", "/", JSON.stringify(input), "application/x-amz-json-1.1", target);
    return parseObject(answer, `wafv2 ${action}`);
  }

  /** A request to Route 53 with an XML document; the answer is XML. */
  route53(path: string, document: string): Promise<string> {
    return this.send("route53", "POST", `/2013-04-01/${path}`, document, "text/xml");
  }

  /** An action of Secrets Manager. */
  async secretsManager(action: string, input: JsonObject): Promise<JsonObject> {
    const target = `secretsmanager.${action}`;
    const body = JSON.stringify({ ClientRequestToken: randomUUID(), ...input });
    const answer = await this.send("secretsmanager", "POST", "/", body, "application/x-amz-json-1.1", target);
    return parseObject(answer, `secretsmanager ${action}`);
  }

  /** A request to EFS. */
  async efs(method: "GET" | "POST" | "PUT" | "DELETE", path: string, input?: JsonObject): Promise<JsonObject> {
    const body = input === undefined ? undefined : JSON.stringify(input);
    const answer = await this.send("elasticfilesystem", method, `/2015-02-01/${path}`, body, "application/json");
    return answer === "" ? {} : parseObject(answer, `efs ${path}`);
  }

  /** Makes a bucket of S3. In us-east-1 alone its region is not said. Source: S3 API, CreateBucketConfiguration. */
  async makeBucket(name: string): Promise<void> {
    const place = `<LocationConstraint>${this.region}</LocationConstraint>`;
    const body = `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${place}</CreateBucketConfiguration>`;
    await this.send("s3", "PUT", `/${name}`, this.region === "us-east-1" ? undefined : body, "application/xml");
  }

  /** A request to AWS Backup. */
  async backup(method: "GET" | "PUT", path: string, input?: JsonObject): Promise<JsonObject> {
    const body = input === undefined ? undefined : JSON.stringify(input);
    return parseObject(await this.send("backup", method, `/${path}`, body, "application/json"), `backup ${path}`);
  }

  private async send(
    service: string,
    method: string,
    path: string,
    body: string | undefined,
    type: string,
    target?: string,
  ): Promise<string> {
    const scope = `${this.accessKey}/20200101/${this.region}/${service}/aws4_request`;
    const response = await fetch(`${this.endpoint}${path}`, {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
        "content-type": type,
        ...(target !== undefined && { "x-amz-target": target }),
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} ${method} ${path} ${target ?? ""}: ${response.status} ${text}`);
    return text;
  }
}

/** The texts of all elements of a name in an XML document; for ids, which carry no markup. */
export function xmlTexts(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map((match) => match[1] ?? "");
}

/** The text of the first such element. Throws when there is none. */
export function xmlText(xml: string, element: string): string {
  const text = xmlTexts(xml, element)[0];
  if (text === undefined) throw new Error(`no <${element}> in ${xml}`);
  return text;
}
