"""Whether a description changes in place, of a rule for all protocols and of one for another group, as in EC2."""

import sys

from moto import mock_aws

import aws_on_loopback  # noqa: F401  corrects moto
from aws_rules_test import client


def main():
    with mock_aws():
        ec2 = client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
        permissions = [
            {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
            {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [{"GroupId": group, "Description": "old"}]},
        ]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)
        its = {"Filters": [{"Name": "group-id", "Values": [group]}]}
        made = [rule for rule in ec2.describe_security_group_rules(**its)["SecurityGroupRules"] if not rule["IsEgress"]]
        own = {"-1": {"CidrIpv4": "10.0.0.0/8"}, "tcp": {"FromPort": 80, "ToPort": 80, "ReferencedGroupId": group}}
        ec2.modify_security_group_rules(
            GroupId=group,
            SecurityGroupRules=[
                {
                    "SecurityGroupRuleId": rule["SecurityGroupRuleId"],
                    "SecurityGroupRule": {
                        "IpProtocol": rule["IpProtocol"],
                        "Description": "new",
                        **own[rule["IpProtocol"]],
                    },
                }
                for rule in made
            ],
        )
        rules = [rule for rule in ec2.describe_security_group_rules(**its)["SecurityGroupRules"] if not rule["IsEgress"]]
    described = [(rule["IpProtocol"], rule.get("Description"), rule.get("FromPort")) for rule in rules]
    expected = [("-1", "new", -1), ("tcp", "new", 80)]
    if sorted(described, key=str) != expected:
        print(described)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
