# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_lb_listener_rule.web-82e297["pr-82e297.example.com"]
  to   = aws_lb_listener_rule.https_hosts["pr-82e297.example.com"]
}

moved {
  from = aws_route53_record.web-82e297_alias["pr-82e297.example.com"]
  to   = aws_route53_record.hosts["pr-82e297.example.com"]
}
