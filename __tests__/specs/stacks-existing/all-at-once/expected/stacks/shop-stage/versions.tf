# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_lb_listener_rule.web["shop.example.com"]
  to   = aws_lb_listener_rule.https_hosts["shop.example.com"]
}

moved {
  from = aws_route53_record.web_alias["shop.example.com"]
  to   = aws_route53_record.hosts["shop.example.com"]
}
