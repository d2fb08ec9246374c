// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.GrowingOld;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.EmulatedLabFile;
import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Opens emulated labs; key {@code emulated}. */
public final class EmulatedLabProvider implements LabProvider {
  static final String KEY = "emulated";
  private static final String FILE = "trimunit.lab.file";
  private static final String PRIVILEGE = "trimunit.emulated.privilege";

  /** For {@link java.util.ServiceLoader}. */
  public EmulatedLabProvider() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public boolean passesDays(LabSettings settings, String deviceId) {
    return new DeviceFiles(settings.resources())
        .read(deviceId)
        .model()
        .filter(GrowingOld::old)
        .isPresent();
  }

  @Override
  public boolean hasPolicies() {
    return true;
  }

  @Override
  public Lab open(LabSettings settings) {
    EmulatedLabFile file =
        new LabFiles(settings.resources()).emulated(KEY, settings.property(FILE));
    Requirements.check(Privilege.ROOTLESS); // They are used to look for privileges next.
    Privilege privilege =
        settings
            .property(PRIVILEGE)
            .map(EmulatedLabProvider::privilege)
            .orElseGet(Privilege::available);
    Requirements.check(privilege);
    try {
      requireResolver(file.resolver());
      return EmulatedLab.open(settings, privilege, file);
    } catch (LabFault e) {
      throw new LabException("The emulated lab cannot be opened: " + e.getMessage(), e);
    }
  }

  private static void requireResolver(EmulatedLabFile.Resolver word) {
    boolean bind = word == EmulatedLabFile.Resolver.BIND;
    if (bind && !Program.missing(List.of("named", "setpriv")).isEmpty()) {
      throw new LabException(
          "The lab file says 'resolver: bind', but named or setpriv is missing: install Debian's"
              + " bind9 and util-linux, or write 'resolver: own'");
    }
  }

  /** The one that is asked for, if the system lets us. */
  private static Privilege privilege(String word) {
    for (Privilege privilege : Privilege.values()) {
      if (privilege.name().toLowerCase(Locale.ROOT).equals(word)) {
        privilege
            .obstacle()
            .ifPresent(
                reason -> {
                  throw new LabException(reason + ": choose another " + PRIVILEGE);
                });
        return privilege;
      }
    }
    String words =
        Arrays.stream(Privilege.values())
            .map(each -> "'" + each.name().toLowerCase(Locale.ROOT) + "'")
            .collect(Collectors.joining(" or "));
    throw new LabException(PRIVILEGE + " is '" + word + "': write " + words);
  }
}
