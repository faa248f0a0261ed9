package dev.driftwarden.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftwarden.world.recorded.BadInputException;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;

/**
 * {@code {"worlds":[{"file","exit","results"|"problem"}]}}: every file a world of its own, one line each. A world is
 * forgotten once it is written, so their number does not matter.
 */
public final class EachReport {
    private final JsonMapper mapper = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    /**
     * Judges and writes one file after the other.
     *
     * @param check may throw {@link BadInputException}, which becomes the problem of that file
     * @return the gravest of all exits
     */
    public Exit write(List<String> files, Function<String, CheckedWorld> check, Writer out) throws IOException {
        Exit gravest = Exit.CLEAN;
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("worlds");
            for (String file : files) {
                json.writeRaw('\n');
                gravest = gravest.and(writeWorld(json, file, check));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        return gravest;
    }

    private static Exit writeWorld(JsonGenerator json, String file, Function<String, CheckedWorld> check)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file);
        Exit exit = writeOutcome(json, file, check);
        json.writeEndObject();
        return exit;
    }

    private static Exit writeOutcome(JsonGenerator json, String file, Function<String, CheckedWorld> check)
            throws IOException {
        try {
            CheckedWorld checked = check.apply(file);
            json.writeNumberField("exit", checked.exit().code());
            JsonReport.writeResults(json, checked.judgements());
            return checked.exit();
        } catch (BadInputException e) {
            json.writeNumberField("exit", Exit.UNUSABLE.code());
            json.writeStringField("problem", e.getMessage());
            return Exit.UNUSABLE;
        }
    }
}
