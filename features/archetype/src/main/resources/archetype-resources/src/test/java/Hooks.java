package ${package};

import io.cucumber.java.Before;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What your bench needs around each use of the device. */
public final class Hooks {
  private static final long ROOM = 50_000_000;

  /** An exception here makes the trial void: the lab could not tell, and it is tried again. */
  @Before
  public void roomForCaptures() throws IOException {
    long free = Files.getFileStore(Path.of("").toAbsolutePath()).getUsableSpace();
    if (free < ROOM) {
      throw new IOException("Only " + free + " bytes are free on the disk: no room for captures");
    }
  }
}
