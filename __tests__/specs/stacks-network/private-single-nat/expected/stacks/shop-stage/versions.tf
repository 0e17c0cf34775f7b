# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_subnet.public_us-east-1a
  to   = aws_subnet.public_first
}

moved {
  from = aws_route_table_association.public_us-east-1a
  to   = aws_route_table_association.public_first
}

moved {
  from = aws_efs_mount_target.us-east-1a
  to   = aws_efs_mount_target.first
}

moved {
  from = aws_subnet.private_us-east-1a
  to   = aws_subnet.private_first
}

moved {
  from = aws_route_table.private_us-east-1a
  to   = aws_route_table.private_first
}

moved {
  from = aws_route_table_association.private_us-east-1a
  to   = aws_route_table_association.private_first
}

moved {
  from = aws_route.private_us-east-1a
  to   = aws_route.private_first
}

moved {
  from = aws_nat_gateway.zone_us-east-1a
  to   = aws_nat_gateway.zone_first
}

moved {
  from = aws_eip.nat_us-east-1a
  to   = aws_eip.nat_first
}

moved {
  from = aws_subnet.public_us-east-1b
  to   = aws_subnet.public_second
}

moved {
  from = aws_route_table_association.public_us-east-1b
  to   = aws_route_table_association.public_second
}

moved {
  from = aws_efs_mount_target.us-east-1b
  to   = aws_efs_mount_target.second
}

moved {
  from = aws_subnet.private_us-east-1b
  to   = aws_subnet.private_second
}

moved {
  from = aws_route_table.private_us-east-1b
  to   = aws_route_table.private_second
}

moved {
  from = aws_route_table_association.private_us-east-1b
  to   = aws_route_table_association.private_second
}

moved {
  from = aws_route.private_us-east-1b
  to   = aws_route.private_second
}

moved {
  from = aws_nat_gateway.zone_us-east-1b
  to   = aws_nat_gateway.zone_second
}

moved {
  from = aws_eip.nat_us-east-1b
  to   = aws_eip.nat_second
}

moved {
  from = aws_lb_listener_rule.web["shop.example.com"]
  to   = aws_lb_listener_rule.hosts["shop.example.com"]
}
