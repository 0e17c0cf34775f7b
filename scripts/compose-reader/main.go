// Reads compose files by compose's own library, for `npm run compose-lab`: for each group of paths on a line of the
// input, parted by tabs, a line of JSON with what `docker compose config` would print, or why it refuses them.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
)

type answer struct {
	Model json.RawMessage `json:"model,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	dotenv.RegisterFormat("raw", readRaw)
	lines := bufio.NewScanner(os.Stdin)
	output := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if err := output.Encode(read(strings.Split(lines.Text(), "\t"))); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// The library leaves files of variables with `format: raw` to compose, which takes each line as it is. Source:
// github.com/docker/cli, pkg/kvfile.
func readRaw(file io.Reader, _ string, variables map[string]string, _ func(string) (string, bool)) error {
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimLeft(lines.Text(), " \t")
		if name, value, found := strings.Cut(line, "="); found && !strings.HasPrefix(line, "#") {
			variables[name] = value
		}
	}
	return lines.Err()
}

// Nothing of the shell is known, no path is made absolute, and all profiles are asked for.
func read(paths []string) answer {
	// Files of variables are looked for from here, as paths stay as they are written.
	if err := os.Chdir(filepath.Dir(paths[0])); err != nil {
		return answer{Error: err.Error()}
	}
	options, err := cli.NewProjectOptions(paths,
		cli.WithWorkingDirectory("."),
		cli.WithEnvFiles(),
		cli.WithDotEnv,
		cli.WithProfiles([]string{"*"}),
		cli.WithResolvedPaths(false),
	)
	if err != nil {
		return answer{Error: err.Error()}
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return answer{Error: err.Error()}
	}
	model, err := project.MarshalJSON()
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Model: model}
}
