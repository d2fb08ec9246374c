// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a functionality needs, as a condition over contacts. */
public sealed interface Need {
  /** The ids of the contacts in it. */
  Set<String> contacts();

  /** One contact must succeed. */
  record Contact(String id) implements Need {
    @Override
    public Set<String> contacts() {
      return Set.of(id);
    }
  }

  /** Every part must hold. */
  record All(List<Need> parts) implements Need {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public Set<String> contacts() {
      return union(parts);
    }
  }

  /** One part must hold; they are tried in order, the next one only if one fails. */
  record Any(List<Need> parts) implements Need {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public Set<String> contacts() {
      return union(parts);
    }
  }

  /**
   * The name of a contact must resolve, or must not: to an address of whatever kind, also one that
   * leads nowhere, as {@code 127.0.0.1} and {@code 0.0.0.0} do.
   */
  record Resolution(String id, boolean resolved) implements Need {
    @Override
    public Set<String> contacts() {
      return Set.of(id);
    }
  }

  /** The device's clock must be right, as servers and schedules ask of it. */
  record Clock(Duration within) implements Need {
    @Override
    public Set<String> contacts() {
      return Set.of();
    }
  }

  /** The servers must know the device still. */
  record Token(String id) implements Need {
    @Override
    public Set<String> contacts() {
      return Set.of();
    }
  }

  private static Set<String> union(List<Need> parts) {
    Set<String> union = new LinkedHashSet<>();
    parts.forEach(part -> union.addAll(part.contacts()));
    return union;
  }
}
