# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_lb_listener_rule.intra["intra.example.com"]
  to   = aws_lb_listener_rule.hosts["intra.example.com"]
}
