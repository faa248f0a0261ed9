package dev.driftwarden.world.recorded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Recorded worlds from JSON texts. */
public final class Worlds {
    private Worlds() {}

    /** One world of all the texts; single quotes stand for double ones. */
    public static RecordedWorld of(String... documents) {
        WorldRecorder recorder = new WorldRecorder();
        for (int i = 0; i < documents.length; i++) {
            recorder.add(document("w" + (i + 1) + ".json", documents[i].replace('\'', '"')));
        }
        return recorder.world();
    }

    private static Document document(String file, String text) {
        try {
            return new StrictJson().read(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
