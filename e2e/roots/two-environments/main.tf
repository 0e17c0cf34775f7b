# Written by hand: a root that calls both environments of a nanokit.yml, each a module. `terraform apply` runs here.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "copies"
  region = "eu-central-1"
}

module "stage" {
  source = "./shop-stage"
}

module "production" {
  source        = "./shop-production"
  web_image_tag = "1.4.0"

  providers = {
    aws        = aws
    aws.copies = aws.copies
  }
}

output "stage_url" {
  value = module.stage.urls["web"]
}

output "repositories" {
  value = {
    stage      = module.stage.repository_urls
    production = module.production.repository_urls
  }
}
