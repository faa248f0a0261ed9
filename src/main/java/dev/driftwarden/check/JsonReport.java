package dev.driftwarden.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.Judgement;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** {@code {"results":[…]}}, one result for each judgement; of a live tenant also {@code "coverage"}: how much of it was seen. */
public final class JsonReport implements Report {
    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void write(CheckedWorld checked, Writer out) throws IOException {
        try (JsonGenerator json = mapper.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            writeResults(json, checked.judgements());
            if (checked.coverage() != null) {
                json.writeFieldName("coverage");
                json.writeTree(coverage(checked.coverage()));
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    private ObjectNode coverage(Coverage coverage) {
        ObjectNode all = mapper.createObjectNode()
                .put("outcome", coverage.outcome())
                .put("resources", coverage.tally().resources())
                .put("looks", coverage.tally().looks())
                .put("pages", coverage.tally().pages())
                .put("calls", coverage.calls())
                .put("throttledSeconds", coverage.throttled().toSeconds());
        ArrayNode gaps = all.putArray("gaps");
        coverage.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("what", gap.what())
                        .put("code", gap.code())
                        .put("why", gap.why()));
        return all;
    }

    static void writeResults(JsonGenerator json, List<Judgement> judgements) throws IOException {
        json.writeArrayFieldStart("results");
        for (Judgement judgement : judgements) {
            json.writeTree(ResultJson.of(judgement));
        }
        json.writeEndArray();
    }
}
