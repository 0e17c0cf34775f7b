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
  from = aws_lb_listener_rule.web["shop.example.com"]
  to   = aws_lb_listener_rule.https_hosts["shop.example.com"]
}
