package dev.driftwarden.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftwarden.rule.Judgement;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** {@code {"results":[…]}}, one result for each judgement. */
public final class JsonReport implements Report {
    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void write(CheckedWorld checked, Writer out) throws IOException {
        try (JsonGenerator json = mapper.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            writeResults(json, checked.judgements());
            json.writeEndObject();
        }
        out.write('\n');
    }

    static void writeResults(JsonGenerator json, List<Judgement> judgements) throws IOException {
        json.writeArrayFieldStart("results");
        for (Judgement judgement : judgements) {
            json.writeTree(ResultJson.of(judgement));
        }
        json.writeEndArray();
    }
}
