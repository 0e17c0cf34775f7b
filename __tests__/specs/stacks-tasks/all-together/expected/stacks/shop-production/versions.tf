# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_subnet.public_eu-west-1a
  to   = aws_subnet.public_first
}

moved {
  from = aws_route_table_association.public_eu-west-1a
  to   = aws_route_table_association.public_first
}

moved {
  from = aws_efs_mount_target.eu-west-1a
  to   = aws_efs_mount_target.first
}

moved {
  from = aws_subnet.private_eu-west-1a
  to   = aws_subnet.private_first
}

moved {
  from = aws_route_table.private_eu-west-1a
  to   = aws_route_table.private_first
}

moved {
  from = aws_route_table_association.private_eu-west-1a
  to   = aws_route_table_association.private_first
}

moved {
  from = aws_route.private_eu-west-1a
  to   = aws_route.private_first
}

moved {
  from = aws_nat_gateway.zone_eu-west-1a
  to   = aws_nat_gateway.zone_first
}

moved {
  from = aws_eip.nat_eu-west-1a
  to   = aws_eip.nat_first
}

moved {
  from = aws_subnet.public_eu-west-1b
  to   = aws_subnet.public_second
}

moved {
  from = aws_route_table_association.public_eu-west-1b
  to   = aws_route_table_association.public_second
}

moved {
  from = aws_efs_mount_target.eu-west-1b
  to   = aws_efs_mount_target.second
}

moved {
  from = aws_subnet.private_eu-west-1b
  to   = aws_subnet.private_second
}

moved {
  from = aws_route_table.private_eu-west-1b
  to   = aws_route_table.private_second
}

moved {
  from = aws_route_table_association.private_eu-west-1b
  to   = aws_route_table_association.private_second
}

moved {
  from = aws_route.private_eu-west-1b
  to   = aws_route.private_second
}

moved {
  from = aws_nat_gateway.zone_eu-west-1b
  to   = aws_nat_gateway.zone_second
}

moved {
  from = aws_eip.nat_eu-west-1b
  to   = aws_eip.nat_second
}

moved {
  from = aws_lb_listener_rule.web["www.example.com"]
  to   = aws_lb_listener_rule.https_hosts["www.example.com"]
}

moved {
  from = aws_route53_record.web_alias["www.example.com"]
  to   = aws_route53_record.hosts["www.example.com"]
}
