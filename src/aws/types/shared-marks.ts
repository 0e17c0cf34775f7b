import { type AttributeMark, closes, onChange, opens, steps } from "./marks.js";

/** Of what carries security groups: each that is joined lets in what that group is let in to. */
export const groupTexts = {
  joined: opens("joins the security group `{group}`, with all that it is let in to."),
  left: closes("leaves the security group `{group}`."),
};

/** Of a policy. */
export const policyTexts = {
  unreadable: opens("may allow more: its policy cannot be read here."),
  opens: opens("{sentence}."),
  closes: closes("{sentence}."),
  opensMore: opens("and {count} more of the kind."),
  closesMore: closes("and {count} more of the kind."),
};

/** Of what cannot leave its VPC. */
export const otherVpcTexts = {
  steps: steps(
    "NK611",
    "interrupts",
    "is to be in another VPC, and AWS cannot move it there. Before you apply, destroy what is in the way, in the folder of the stack: `{command}`. What depends on it stops until the apply is done. No data is lost.",
  ),
};

/** Of what starts tasks: whether they get public addresses. */
export function publicAddress(attribute: string): readonly AttributeMark[] {
  return [
    onChange(attribute, "opens", "gets public IP addresses.", { is: true }),
    onChange(attribute, "closes", "no longer has public IP addresses.", { isNot: true }),
  ];
}
