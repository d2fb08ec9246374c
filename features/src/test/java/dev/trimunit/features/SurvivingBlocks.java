// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import dev.trimunit.devices.simulated.SimulatedLabProvider;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DnsEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulated lab with blocks that survive the process, as those of a real gateway would: each is
 * a file as long as it is in force. What a killed run left is removed when the lab is opened.
 */
public final class SurvivingBlocks implements LabProvider {
  static final String KEY = "surviving";
  static final String FOLDER = "trimunit.lab.blocks";

  /** For {@link java.util.ServiceLoader}. */
  public SurvivingBlocks() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Lab open(LabSettings settings) {
    Path folder = Path.of(settings.property(FOLDER).orElseThrow());
    Lab lab = new SimulatedLabProvider().open(settings);
    try (var left = Files.list(folder)) {
      left.forEach(SurvivingBlocks::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Lab() {
      @Override
      public LabDescription description() {
        return lab.description();
      }

      @Override
      public Bench bench(String deviceId) {
        return surviving(lab.bench(deviceId), folder);
      }

      @Override
      public void close() {
        lab.close();
      }
    };
  }

  /** The units of a device have blocks of their own, and it is the first of them. */
  private static Bench surviving(Bench bench, Path folder) {
    List<Bench> units = new ArrayList<>();
    for (Bench unit : bench.units()) {
      String name = bench.device().id() + "-" + (units.size() + 1);
      units.add(withGateway(unit, folder.resolve(name), units));
    }
    return units.get(0);
  }

  private static Bench withGateway(Bench bench, Path inForce, List<Bench> units) {
    Gateway gateway =
        (blocked, known, strength, answer) -> {
          create(inForce);
          return new Surviving(bench.gateway().block(blocked, known, strength, answer), inForce);
        };
    return (Bench)
        Proxy.newProxyInstance(
            Bench.class.getClassLoader(),
            new Class<?>[] {Bench.class},
            (proxy, method, arguments) -> {
              try {
                return switch (method.getName()) {
                  case "gateway" -> gateway;
                  case "units" -> List.copyOf(units);
                  default -> method.invoke(bench, arguments);
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private record Surviving(Block block, Path inForce) implements Block {
    @Override
    public List<BlockEvidence> evidence() {
      return block.evidence();
    }

    @Override
    public List<DnsEvent> dns() {
      return block.dns();
    }

    @Override
    public void close() {
      block.close();
      delete(inForce);
    }
  }

  /** Fails if the block before was not removed. */
  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException("A block is in force already", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
