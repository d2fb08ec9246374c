// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples of docs/build-server.md can be read by the servers that they are for. */
@Tag("slow")
final class BuildServerDocsTest {
  private static final Pattern BLOCK = Pattern.compile("```\\w+\n(.*?)```", Pattern.DOTALL);

  private static String example(String firstLine) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("..", "docs", "build-server.md")))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.startsWith(firstLine))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode yaml(String firstLine) throws IOException {
    return new YAMLMapper().readTree(example(firstLine));
  }

  @Test
  void github_runs_maven_and_keeps_reports_of_red_runs() throws IOException {
    JsonNode steps = yaml("# .github/workflows/trimunit.yml").at("/jobs/specs/steps");
    assertThat(steps.findValuesAsText("run")).containsExactly("mvn -B -ntp verify");
    JsonNode last = steps.get(steps.size() - 1);
    assertThat(last.path("uses").asText()).startsWith("actions/upload-artifact@");
    assertThat(last.path("if").asText()).isEqualTo("always()");
    assertThat(last.at("/with/path").asText()).contains("target/trimunit\n");
  }

  @Test
  void gitlab_publishes_our_own_test_results() throws IOException {
    JsonNode job = yaml("# .gitlab-ci.yml").path("specs");
    assertThat(job.at("/script/0").asText()).isEqualTo("mvn -B -ntp verify");
    assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
    assertThat(job.at("/artifacts/reports/junit").asText())
        .isEqualTo("target/trimunit/junit/TEST-*.xml");
    assertThat(job.at("/artifacts/reports/codequality").asText())
        .isEqualTo("target/trimunit/gl-code-quality.json");
  }

  @Test
  void jenkins_publishes_them_too() throws IOException {
    String pipeline = example("// Jenkinsfile");
    assertThat(pipeline).contains("junit 'target/trimunit/junit/TEST-*.xml'");
    assertThat(pipeline.chars().filter(c -> c == '{').count())
        .isEqualTo(pipeline.chars().filter(c -> c == '}').count());
  }

  @Test
  void every_shard_is_run_and_merged() throws IOException {
    JsonNode github = yaml("# GitHub: .github/workflows/shards.yml").path("jobs");
    assertThat(github.at("/specs/strategy/matrix/shard")).hasSize(5);
    assertThat(github.at("/specs/steps").findValuesAsText("run"))
        .containsExactly(
            "mvn -B -ntp verify -Dtrimunit.shard=${{ matrix.shard }}/${{ strategy.job-total }}");
    assertThat(github.at("/merge/needs").asText()).isEqualTo("specs");
    JsonNode gitlab = yaml("# GitLab: .gitlab-ci.yml");
    assertThat(gitlab.at("/specs/parallel").asInt()).isEqualTo(5);
    assertThat(gitlab.at("/specs/script/0").asText())
        .endsWith("-Dtrimunit.shard=$CI_NODE_INDEX/$CI_NODE_TOTAL");
    for (String merges :
        List.of(
            github.at("/merge/steps").findValuesAsText("run").get(0),
            gitlab.at("/merge/script/0").asText(),
            example("// Jenkins: Jenkinsfile"))) {
      assertThat(merges).contains("java -jar trimunit.jar merge shard").contains("--out all");
    }
  }

  @Test
  void a_new_project_has_the_same_files() throws IOException {
    Path templates = Path.of("archetype", "src", "main", "resources", "archetype-resources");
    for (String comment :
        List.of("# .github/workflows/trimunit.yml", "# .gitlab-ci.yml", "// Jenkinsfile")) {
      String file = comment.substring(comment.indexOf(' ') + 1);
      assertThat(Files.readString(templates.resolve(file)))
          .as(file)
          .isEqualTo(example(comment).substring(comment.length() + 1));
    }
  }
}
