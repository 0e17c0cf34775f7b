import { shellWord } from "../shell/word.js";

/** What a workflow of GitHub Actions is made for. */
export interface WorkflowOptions {
  /** Name of the project. */
  readonly name: string;
  readonly environments: readonly string[];
  /** The nanokit.yml, from its folder. */
  readonly file: string;
  /** The folder of the file, from the root of the repository, with `/`. @default the root */
  readonly folder?: string;
  /** Version of nanokit-tf that it installs. */
  readonly version: string;
  /** Whether a service is built, so that a plan has to be told a tag. @default none is */
  readonly builds?: boolean;
}

/**
 * A workflow that checks a pull request: the file, the committed output, and what Terraform would do in each environment. It holds no
 * secret: AWS lets it in by OpenID Connect, as the role in the variable `AWS_PLAN_ROLE_ARN` of the repository.
 */
export function githubWorkflow({
  name,
  environments,
  file,
  folder = "",
  version,
  builds = false,
}: WorkflowOptions): string {
  const option = file === "nanokit.yml" ? "" : ` --file ${shellWord(file)}`;
  const place = folder === "" ? "" : `\ndefaults:\n  run:\n    working-directory: ${JSON.stringify(folder)}\n`;
  const install = `      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install --global nanokit-tf@${version}
`;
  const tags = `      - name: The tags that the plan is told
        run: nanokit-tf images${option} --tag "$GITHUB_SHA" --save
`;
  // By it the comment is found again: one for each file that has such a workflow.
  const mark = `nanokit-tf ${name}`;
  const stacks = folder === "" ? "generated/stacks" : `${folder}/generated/stacks`;
  return `# Written by nanokit-tf init. Checks ${folder === "" ? file : `${folder}/${file}`} and the committed output, and plans each environment.
# For the plan, set two variables of the repository (Settings > Secrets and variables > Actions > Variables):
# AWS_PLAN_ROLE_ARN, a role that trusts this repository through GitHub's OpenID Connect and may read what the plan reads, and AWS_REGION.
name: nanokit

on:
  pull_request:
  push:
    branches: [main] # or what yours is called

permissions: {}
${place}
concurrency:
  group: nanokit-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write # for the comment
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # for the comparison with the base of the pull request
          persist-credentials: false
${install}      - name: The file is sound; findings stand at its lines
        run: nanokit-tf validate --format github${option}
      - name: The committed output is what the file gives
        run: nanokit-tf check${option}
      - name: What the pull request changes
        if: github.event_name == 'pull_request' && !cancelled()
        env:
          BASE: \${{ github.base_ref }}
        # A difference is no failure here: it is what the pull request is for. Nor is a base without any output: then all of it is new.
        run: |
          if git cat-file -e "origin/$BASE:./generated" 2> /dev/null; then
            nanokit-tf check${option} --against "origin/$BASE" --format markdown > "$RUNNER_TEMP/changes.md" || test $? -eq 1
            cat "$RUNNER_TEMP/changes.md" >> "$GITHUB_STEP_SUMMARY"
          fi
      - name: The same as a comment, of which there is one
        # What comes from a fork may not write.
        if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository && !cancelled()
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.number }}
        run: |
          test -s "$RUNNER_TEMP/changes.md" || exit 0
          mark='<!-- ${mark} -->'
          { echo "$mark"; cat "$RUNNER_TEMP/changes.md"; } > "$RUNNER_TEMP/comment.md"
          comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
          first=$(gh api "$comments" --paginate --jq ".[] | select(.body | startswith(\\"$mark\\")) | .id" | head -n 1)
          if [ -n "$first" ]; then
            gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$first" -F body=@"$RUNNER_TEMP/comment.md"
          else
            gh api "$comments" -F body=@"$RUNNER_TEMP/comment.md"
          fi

  plan:
    needs: check
    # Pull requests from forks get no credentials.
    if: vars.AWS_PLAN_ROLE_ARN != '' && (github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository)
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      contents: read
      id-token: write # to ask AWS for the role
    strategy:
      fail-fast: false
      matrix:
        environment: [${environments.map((one) => JSON.stringify(one)).join(", ")}]
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: \${{ vars.AWS_PLAN_ROLE_ARN }}
          aws-region: \${{ vars.AWS_REGION }}
      - uses: hashicorp/setup-terraform@v3
      - name: The provider is kept between runs
        uses: actions/cache@v4
        with:
          path: ~/.terraform.d/plugin-cache
          key: terraform-\${{ runner.os }}-\${{ hashFiles('${stacks}/*/.terraform.lock.hcl') }}
      - run: |
          mkdir -p ~/.terraform.d/plugin-cache
          echo "TF_PLUGIN_CACHE_DIR=$HOME/.terraform.d/plugin-cache" >> "$GITHUB_ENV"
${builds ? `${install}${tags}` : ""}      - run: terraform -chdir="generated/stacks/${name}-\${{ matrix.environment }}" init -input=false
      - run: terraform -chdir="generated/stacks/${name}-\${{ matrix.environment }}" plan -input=false -lock=false
`;
}
