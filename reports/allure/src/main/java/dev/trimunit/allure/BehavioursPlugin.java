// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.allure;

import io.qameta.allure.CommonJsonAggregator2;
import io.qameta.allure.Extension;
import io.qameta.allure.PluginConfiguration;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.core.Plugin;
import io.qameta.allure.entity.LabelName;
import io.qameta.allure.entity.TestResult;
import io.qameta.allure.tree.TestResultTree;
import io.qameta.allure.tree.TreeUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The page's tab of devices, their functionalities and destinations. Allure has a plug-in for it,
 * which is no library on Maven Central.
 */
final class BehavioursPlugin implements Plugin {
  private static final String SCRIPT = "index.js";

  private final Path script;

  /**
   * @param folder an empty one for the plug-in's files
   */
  BehavioursPlugin(Path folder) throws IOException {
    script = folder.resolve(SCRIPT);
    try (InputStream stream = BehavioursPlugin.class.getResourceAsStream("behaviours.js")) {
      if (stream == null) {
        throw new IOException("behaviours.js is missing from the jar of trimunit-allure");
      }
      Files.copy(stream, script);
    }
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(SCRIPT));
    Files.deleteIfExists(folder);
  }

  @Override
  public PluginConfiguration getConfig() {
    return new PluginConfiguration()
        .setId("behaviors")
        .setName("Devices, functionalities and destinations")
        .setJsFiles(List.of(SCRIPT))
        .setCssFiles(List.of())
        .setExtensions(List.of());
  }

  @Override
  @SuppressWarnings("deprecation") // Allure still asks every plug-in for it.
  public void unpackReportStatic(Path output) throws IOException {
    Files.copy(script, output.resolve(SCRIPT));
  }

  @Override
  public Map<String, Path> getPluginFiles() {
    return Map.of(SCRIPT, script);
  }

  @Override
  public List<Extension> getExtensions() {
    return List.of(new Behaviours());
  }

  private static final class Behaviours extends CommonJsonAggregator2 {
    Behaviours() {
      super("behaviors.json");
    }

    @Override
    protected Object getData(List<LaunchResults> launches) {
      TestResultTree tree =
          new TestResultTree(
              "behaviors",
              result ->
                  TreeUtils.groupByLabels(
                      result, LabelName.EPIC, LabelName.FEATURE, LabelName.STORY));
      launches.stream()
          .flatMap(launch -> launch.getResults().stream())
          .sorted(TestResult.comparingByTimeAsc())
          .forEach(tree::add);
      return tree;
    }
  }
}
