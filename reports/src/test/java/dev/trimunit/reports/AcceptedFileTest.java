// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Comparison;
import dev.trimunit.reports.accepted.Found;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class AcceptedFileTest {
  private static final Set<Vantage> LAN = Set.of(Vantage.LAN);
  @TempDir private Path folder;

  @Test
  void an_unchanged_device_is_as_accepted() throws IOException {
    Behaviour found = found(bulb());
    assertThat(Comparison.of(reread(found), found, true)).isEmpty();
  }

  @Test
  void writing_twice_gives_the_same_text() {
    assertThat(AcceptedFile.text(found(bulb())))
        .isEqualTo(AcceptedFile.text(found(bulb())))
        .contains("  - destination: ntp.example:123/udp\n    party: support\n    share: ")
        .contains("      switching on:\n        LAN: blockable\n");
  }

  @Test
  void a_firmware_comes_back_as_it_was_called() throws IOException {
    for (String firmware : new String[] {"1.10", "7", "1e3", "0x1f", "007", "1:30", "no", ""}) {
      Behaviour found = found(bulb());
      Behaviour named =
          new Behaviour(
              found.device(), found.name(), firmware, found.tolerance(), found.destinations());
      assertThat(reread(named)).isEqualTo(named);
    }
  }

  @Test
  void a_new_destination_is_one_sentence() throws IOException {
    assertThat(changes(bulb(), bulb().contacts("ads.example:443/tcp", Party.THIRD)))
        .containsExactly(
            "New destination: Bulb contacts ads.example:443/tcp (third party), which is not accepted.");
  }

  @Test
  void a_gone_destination_is_one_sentence() throws IOException {
    assertThat(changes(bulb().contacts("old.example:80/tcp", Party.FIRST), bulb()))
        .containsExactly("Gone destination: Bulb no longer contacts old.example:80/tcp.");
  }

  @Test
  void a_changed_verdict_is_one_sentence_either_way() throws IOException {
    SampleDevice needy =
        bulb().needs("switching on", LAN, "cloud.example:443/tcp", "ntp.example:123/udp");
    assertThat(changes(bulb(), needy))
        .containsExactly(
            "Changed verdict: ntp.example:123/udp was blockable for switching on over LAN and is now required.");
    assertThat(changes(needy, bulb()))
        .containsExactly(
            "Changed verdict: ntp.example:123/udp was required for switching on over LAN and is now blockable.");
  }

  @Test
  void another_port_is_one_sentence() throws IOException {
    SampleDevice before = new SampleDevice("bulb", "Bulb", "bulb");
    before.contacts("cloud.example:443/tcp", Party.FIRST).needs("switching on", LAN);
    SampleDevice after = new SampleDevice("bulb", "Bulb", "bulb");
    after.contacts("cloud.example:8443/tcp", Party.FIRST).needs("switching on", LAN);
    assertThat(changes(before, after))
        .containsExactly(
            "Other port: Bulb contacts cloud.example:8443/tcp instead of cloud.example:443/tcp.");
  }

  @Test
  void another_party_is_one_sentence() throws IOException {
    assertThat(changes(bulb(), bulb().contacts("ntp.example:123/udp", Party.THIRD)))
        .containsExactly(
            "Other party: ntp.example:123/udp was support party and is now third party.");
  }

  @Test
  void another_share_of_the_traffic_is_one_sentence_beyond_the_tolerance() throws IOException {
    Behaviour found = found(bulb());
    Path file = folder.resolve("bulb.yaml");
    Files.writeString(file, AcceptedFile.text(found).replace("share: 40", "share: 20.5"));
    assertThat(Comparison.of(AcceptedFile.read(url(file)), found, true))
        .containsExactly(
            "Other share of the traffic: cloud.example:443/tcp went from 20.50 % to 40.00 %, tolerated are 5.0 points.");
  }

  @Test
  void what_a_filtered_run_did_not_look_at_is_no_change() throws IOException {
    Behaviour accepted = reread(found(bulb().contacts("old.example:80/tcp", Party.FIRST)));
    assertThat(Comparison.of(accepted, found(bulb()), false)).isEmpty();
  }

  @Test
  void a_broken_file_is_named_with_what_is_wrong() throws IOException {
    Path file = folder.resolve("bulb.yaml");
    Files.writeString(
        file,
        "version: 1\ndevice: bulb\ndestinations:\n  - destination: nowhere\n    party: first\n");
    assertThatThrownBy(() -> AcceptedFile.read(url(file)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("bulb.yaml")
        .hasMessageContaining("'nowhere' lacks its transport")
        .hasMessageContaining("-Dtrimunit.accept");
  }

  @Test
  void the_file_of_another_device_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("bulb.yaml"), AcceptedFile.text(found(bulb())));
    URL url = url(file);
    AcceptedFiles files = new AcceptedFiles(path -> Optional.of(url));
    assertThat(files.accepted("bulb")).isPresent();
    assertThatThrownBy(() -> files.accepted("camera"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(
            "accepted/camera.yaml says 'device: bulb', and is read for camera: was it copied?");
  }

  @Test
  void a_file_that_wants_time_or_stack_is_refused_with_a_sentence(@TempDir Path folder)
      throws IOException {
    for (String text :
        List.of(
            "version: 1\ndevice: " + "x".repeat(40 << 20),
            "version: 1\ndevice: " + "[".repeat(50_000),
            "version: !!javax.script.ScriptEngineManager [x]",
            "version: &a 2\ndevice: *a")) {
      URL file = Files.writeString(folder.resolve("x.yaml"), text).toUri().toURL();
      assertThatThrownBy(() -> AcceptedFile.read(file))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("cannot be understood")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
    }
  }

  @Test
  void hostile_names_come_back_as_they_were() throws IOException {
    SampleDevice evil = new SampleDevice("bulb", "B: \"x\"\n- y: !!js/eval {a} # \u202e", "bulb");
    evil.contacts("'&*!%@`{}.example:443/tcp", Party.THIRD).needs("- on: [\"#", LAN);
    Behaviour found = found(evil);
    assertThat(reread(found)).isEqualTo(found);
  }

  private static SampleDevice bulb() {
    return new SampleDevice("bulb", "Bulb", "bulb")
        .contacts("cloud.example:443/tcp", Party.FIRST)
        .contacts("ntp.example:123/udp", Party.SUPPORT)
        .needs("switching on", LAN, "cloud.example:443/tcp");
  }

  private List<String> changes(SampleDevice before, SampleDevice after) throws IOException {
    Behaviour accepted = reread(found(before));
    Behaviour wide =
        new Behaviour(
            accepted.device(), accepted.name(), accepted.firmware(), 100, accepted.destinations());
    return Comparison.of(wide, found(after), true);
  }

  private Behaviour reread(Behaviour behaviour) throws IOException {
    Path file = folder.resolve("accepted.yaml");
    Files.writeString(file, AcceptedFile.text(behaviour));
    return AcceptedFile.read(url(file));
  }

  private static URL url(Path file) throws IOException {
    return file.toUri().toURL();
  }

  private static Behaviour found(SampleDevice device) {
    SampleRun run = new SampleRun(List.of(device), 2, LabKind.SIMULATED, List.of());
    return Found.in(MemoryOutput.data(run).devices().get(0));
  }
}
