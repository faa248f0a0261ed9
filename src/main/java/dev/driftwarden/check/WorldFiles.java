package dev.driftwarden.check;

import dev.driftwarden.world.recorded.BadInputException;
import dev.driftwarden.world.recorded.Document;
import dev.driftwarden.world.recorded.RecordedWorld;
import dev.driftwarden.world.recorded.StrictJson;
import dev.driftwarden.world.recorded.WorldRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads files into worlds. */
public final class WorldFiles {
    private final StrictJson json = new StrictJson();
    private final InputStream standardInput;

    /**
     * @param standardInput what the file name {@code -} stands for
     */
    public WorldFiles(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * One world of all files.
     *
     * @throws BadInputException when a file cannot be read or understood
     */
    public RecordedWorld world(List<String> files) {
        WorldRecorder recorder = new WorldRecorder();
        files.forEach(file -> recorder.add(document(file)));
        return recorder.world();
    }

    private Document document(String file) {
        try {
            if (file.equals(InputFiles.STANDARD_INPUT)) {
                return json.read("<stdin>", standardInput);
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return json.read(file, in);
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(file, "no such file");
        } catch (AccessDeniedException e) {
            throw new BadInputException(file, "no permission to read it");
        } catch (IOException e) {
            throw new BadInputException(file, "cannot be read: " + e.getMessage());
        }
    }
}
