# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_version = ">= 1.2.0"
}

moved {
  from = aws_lb_listener_rule.docs["docs.example.com"]
  to   = aws_lb_listener_rule.https_hosts["docs.example.com"]
}

moved {
  from = aws_route53_record.docs_alias["docs.example.com"]
  to   = aws_route53_record.hosts["docs.example.com"]
}

moved {
  from = aws_lb_listener_rule.docs["*.docs.example.com"]
  to   = aws_lb_listener_rule.https_hosts["*.docs.example.com"]
}

moved {
  from = aws_route53_record.docs_alias["*.docs.example.com"]
  to   = aws_route53_record.hosts["*.docs.example.com"]
}
