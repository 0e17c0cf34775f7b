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
  from = aws_subnet.public_second
  to   = aws_subnet.public_eu-west-1b
}

moved {
  from = aws_route_table_association.public_second
  to   = aws_route_table_association.public_eu-west-1b
}
