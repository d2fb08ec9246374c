// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over WAN, orders take the way that the device needs for them. */
final class RouteTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "cloud, cloud",
    "'[time, cloud]', cloud",
    "'[late, cloud]', cloud",
    "'[{any: [backup, cloud]}]', backup cloud",
    "queue, queue cloud",
    "'[once, cloud]', cloud",
    "'[next, cloud]', cloud",
  })
  void the_way_is_what_is_needed(String needs, String way) throws IOException {
    assertThat(Route.of(model(needs)))
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.contacts())
                  .extracting(ContactModel::id)
                  .containsExactly(way.split(" "));
              assertThat(route.functionalities()).containsExactly("beeping");
            });
  }

  @Test
  void without_a_connection_there_is_no_way() throws IOException {
    DeviceModel model = model("time");
    assertThatThrownBy(() -> Route.requireEach("probe", model))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("devices/probe.yaml")
        .hasMessageContaining("'beeping' needs no TCP contact");
  }

  @Test
  void what_comes_after_another_is_no_way() throws IOException {
    DeviceModel model = model("next");
    assertThatThrownBy(() -> Route.requireEach("probe", model))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("devices/probe.yaml: over WAN 'beeping' is told")
        .hasMessageContaining("'next', which has 'after: cloud'");
  }

  @Test
  void a_name_that_changes_is_refused() throws IOException {
    Route.requireFixedNames("probe", model("cloud"));
    Path file = folder.resolve("devices/probe.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("cloud.example:444/tcp\", ", "cloud1.example:444/tcp\", changes: at boot, "));
    DeviceModel model =
        new DeviceFiles(new ModelFolder(folder)).read("probe").model().orElseThrow();
    assertThatThrownBy(() -> Route.requireFixedNames("probe", model))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("contact 'backup' has a name that changes at boot");
  }

  @Test
  void real_servers_answer_where_everybody_speaks_their_protocol() throws IOException {
    List<DeviceModel> papers = new ModelFolder(SHIPPED).models();
    PeerPlan plan = PeerPlan.of(papers);
    assertThat(plan.web()).containsOnlyKeys(80, 443, 50_443);
    assertThat(plan.queues()).containsOnlyKeys(8_883);
    assertThat(plan.time()).isTrue();
    assertThat(PeerPlan.of(List.of(model("queue"))).queues()).as("a way is HTTP").isEmpty();
  }

  private DeviceModel model(String needs) throws IOException {
    Path devices = Files.createDirectories(folder.resolve("devices"));
    Files.writeString(
        devices.resolve("probe.yaml"),
        """
        name: Probe
        noun: probe
        start-up: 40 s
        app: {name: Probe, package: com.example.probe, states: {on: {crop: 10x10+0+0}}}
        model:
          boot: 1 s
          names:
            cloud.example: {addresses: [203.0.113.40], ttl: 60 s}
            ntp.example: {addresses: [203.0.113.41], ttl: 60 s}
          contacts:
            cloud: {destination: "cloud.example:443/tcp", after: 1 s}
            backup: {destination: "cloud.example:444/tcp", protocol: tls, after: 1 s}
            late: {destination: "cloud.example:445/tcp", protocol: tls}
            queue: {destination: "cloud.example:8883/tcp", after: 1 s, if-refused: cloud}
            time: {destination: "ntp.example:123/udp", after: 1 s}
            once: {destination: "cloud.example:446/tcp", protocol: tls, after: 1 s, needed: at boot}
            next: {destination: "cloud.example:447/tcp", protocol: tls, after: cloud}
          functionalities:
            beeping: {WAN: {needs: %s}}
          screen:
            title: Probe
            variables: {beep: {first: off}}
            elements:
              - {kind: button, label: Beep, does: beeping, toggles: beep}
        """
            .formatted(needs));
    return new DeviceFiles(new ModelFolder(folder)).read("probe").model().orElseThrow();
  }
}
