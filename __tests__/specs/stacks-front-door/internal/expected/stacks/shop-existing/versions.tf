# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_lb_listener_rule.web["existing.example.com"]
  to   = aws_lb_listener_rule.https_hosts["existing.example.com"]
}

moved {
  from = aws_route53_record.web_alias["existing.example.com"]
  to   = aws_route53_record.hosts["existing.example.com"]
}
