// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What testers get are the versions that TrimUnit is built and tested with. */
final class PomsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  private final Document root = pom("");
  private final Document bom = pom("features/bom");

  private static Document pom(String module) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<Node> nodes(Document pom, String path) {
    try {
      NodeList found = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(found::item);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Object node, String path) {
    try {
      return XPATH.evaluate(path, node).strip();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Versions by artifact, with the values of properties. */
  private static Map<String, String> managed(Document pom) {
    Map<String, String> versions = new TreeMap<>();
    nodes(pom, "/project/dependencyManagement/dependencies/dependency[not(type='test-jar')]")
        .forEach(
            dependency ->
                versions.put(
                    text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
                    value(pom, text(dependency, "version"))));
    return versions;
  }

  private static String value(Document pom, String version) {
    String key = version.replaceAll("^\\$\\{(.*)}$", "$1");
    return switch (key) {
      case "project.version" -> text(pom, "/project/version");
      default ->
          key.equals(version) ? version : text(pom, "/project/properties/*[name()='" + key + "']");
    };
  }

  /** Modules that a build publishes, by folder. */
  private Stream<String> published() {
    return nodes(root, "/project/modules/module")
        .map(Node::getTextContent)
        .filter(
            module -> !text(pom(module), "/project/properties/maven.deploy.skip").equals("true"));
  }

  @Test
  void the_bom_has_the_versions_that_trimunit_is_built_with() {
    assertThat(managed(root)).containsAllEntriesOf(managed(bom));
    assertThat(text(bom, "/project/version")).isEqualTo(text(root, "/project/version"));
  }

  @Test
  void the_bom_has_every_module_that_is_a_dependency() {
    List<String> modules =
        published()
            .map(module -> text(pom(module), "/project[not(packaging='pom')]/artifactId"))
            .filter(artifact -> !artifact.isEmpty() && !artifact.equals("trimunit-archetype"))
            .map(artifact -> "dev.trimunit:" + artifact)
            .toList();

    assertThat(modules).hasSizeGreaterThan(4);
    assertThat(managed(bom)).containsKeys(modules.toArray(String[]::new));
  }

  @Test
  void every_published_module_says_what_maven_central_asks_for() {
    assertThat(published().map(PomsTest::pom))
        .hasSizeGreaterThan(7)
        .allSatisfy(
            pom -> {
              assertThat(text(pom, "/project/name")).startsWith("TrimUnit ");
              assertThat(text(pom, "/project/description")).isNotEmpty();
            });
    // The others inherit these.
    assertThat(List.of(root, bom))
        .allSatisfy(
            pom ->
                assertThat(
                        List.of(
                            "url",
                            "licenses/license/url",
                            "developers/developer/name",
                            "scm/connection",
                            "scm/url"))
                    .allSatisfy(
                        element -> assertThat(text(pom, "/project/" + element)).isNotEmpty()));
  }

  @Test
  void the_starter_has_the_plug_ins_that_trimunit_is_built_with() {
    Map<String, String> ours = plugins(root);
    assertThat(plugins(pom("features/starter-parent")))
        .isNotEmpty()
        .allSatisfy((plugin, version) -> assertThat(ours).containsEntry(plugin, version));
  }

  private static Map<String, String> plugins(Document pom) {
    Map<String, String> versions = new TreeMap<>();
    nodes(pom, "/project/build//plugin[version]")
        .forEach(plugin -> versions.put(text(plugin, "artifactId"), text(plugin, "version")));
    return versions;
  }
}
