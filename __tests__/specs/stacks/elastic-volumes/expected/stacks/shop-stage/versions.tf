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
