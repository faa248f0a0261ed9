package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.SeenTag;
import dev.driftwarden.policy.TagExemption;
import dev.driftwarden.rule.Judgement;
import java.util.List;

/** Keeps a list of the tags about exemptions on resources with findings, so that malformed and ending ones can be shown. */
final class TagRegister {
    private final Desk desk;

    TagRegister(Desk desk) {
        this.desk = desk;
    }

    List<TagExemption> read(Judgement judgement) {
        return TagExemption.of(
                judgement.resourceBody(), rule -> desk.rules().get().find(rule).isPresent());
    }

    /** Notes what was read, and that tags are gone which the last decision about the finding had seen. */
    void note(Judgement judgement, List<TagExemption> tags, Finding before) {
        tags.forEach(tag -> desk.exemptions()
                .seen(SeenTag.of(judgement.resource(), tag, desk.clock().instant())));
        if (mentionsTags(before)) {
            desk.exemptions()
                    .gone(
                            judgement.resource(),
                            tags.stream().map(TagExemption::tag).toList());
        }
    }

    private boolean mentionsTags(Finding before) {
        JsonNode decision = before.decision();
        return decision != null
                && desk.codec().fromTree(decision, Decision.class).reasons().stream()
                        .anyMatch(reason -> reason.code().startsWith("exempt"));
    }
}
