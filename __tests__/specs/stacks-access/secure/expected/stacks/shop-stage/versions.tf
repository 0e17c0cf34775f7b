# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_subnet.public_first
  to   = aws_subnet.public_eu-west-1a
}

moved {
  from = aws_route_table_association.public_first
  to   = aws_route_table_association.public_eu-west-1a
}

moved {
  from = aws_efs_mount_target.first
  to   = aws_efs_mount_target.eu-west-1a
}

moved {
  from = aws_subnet.private_first
  to   = aws_subnet.private_eu-west-1a
}

moved {
  from = aws_route_table.private_first
  to   = aws_route_table.private_eu-west-1a
}

moved {
  from = aws_route_table_association.private_first
  to   = aws_route_table_association.private_eu-west-1a
}

moved {
  from = aws_route.private_first
  to   = aws_route.private_eu-west-1a
}

moved {
  from = aws_nat_gateway.zone_first
  to   = aws_nat_gateway.zone_eu-west-1a
}

moved {
  from = aws_eip.nat_first
  to   = aws_eip.nat_eu-west-1a
}

moved {
  from = aws_subnet.public_second
  to   = aws_subnet.public_eu-west-1b
}

moved {
  from = aws_route_table_association.public_second
  to   = aws_route_table_association.public_eu-west-1b
}

moved {
  from = aws_efs_mount_target.second
  to   = aws_efs_mount_target.eu-west-1b
}

moved {
  from = aws_subnet.private_second
  to   = aws_subnet.private_eu-west-1b
}

moved {
  from = aws_route_table.private_second
  to   = aws_route_table.private_eu-west-1b
}

moved {
  from = aws_route_table_association.private_second
  to   = aws_route_table_association.private_eu-west-1b
}

moved {
  from = aws_route.private_second
  to   = aws_route.private_eu-west-1b
}

moved {
  from = aws_nat_gateway.zone_second
  to   = aws_nat_gateway.zone_eu-west-1b
}

moved {
  from = aws_eip.nat_second
  to   = aws_eip.nat_eu-west-1b
}

moved {
  from = aws_lb_listener_rule.web["shop.example.com"]
  to   = aws_lb_listener_rule.https_hosts["shop.example.com"]
}

moved {
  from = aws_route53_record.web_alias["shop.example.com"]
  to   = aws_route53_record.hosts["shop.example.com"]
}
