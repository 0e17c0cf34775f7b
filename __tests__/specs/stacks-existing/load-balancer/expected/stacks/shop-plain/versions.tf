# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_lb_listener_rule.web["shop.example.com"]
  to   = aws_lb_listener_rule.hosts["shop.example.com"]
}

moved {
  from = aws_lb_listener_rule.web["*.shop.example.com"]
  to   = aws_lb_listener_rule.hosts["*.shop.example.com"]
}
