package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultBarrierTest {
    private static final ResourceId ACCOUNT = ResourceId.parse(ShippedRulesTest.ACCOUNT);
    private static final RuleSource FILE = new RuleSource("f.yaml", """
            driftwarden-rules: 1
            service: storage
            rules:
              - id: storage.listed
                title: t
                severity: low
                resource: Microsoft.Storage/storageAccounts
                api-version: "2023-05-01"
                triggers: [Microsoft.Storage/storageAccounts/write]
                reads: { containers: blobServices/default/containers }
                fail: containers.size() > 0
                message: m
                fix: none
                ticket: t
                mode: ticket
              - id: storage.deep
                title: t
                severity: low
                resource: Microsoft.Storage/storageAccounts
                api-version: "2023-05-01"
                triggers: [Microsoft.Storage/storageAccounts/write]
                fail: resource.left == resource.right
                message: m
                fix: none
                ticket: t
                mode: ticket
              - id: storage.plain
                title: t
                severity: low
                resource: Microsoft.Storage/storageAccounts
                api-version: "2023-05-01"
                triggers: [Microsoft.Storage/storageAccounts/write]
                fail: "true"
                message: m
                fix: none
                ticket: t
                mode: ticket
            """, false);

    private final RuleBook book =
            ((LoadResult.Loaded) RuleBook.load(List.of(FILE), ShippedRulesTest.CLOCK, Map.of())).book();

    @Test
    void aFaultInOneRuleIsAnErrorOfThatRuleOnly() {
        List<Judgement> judgements = book.look(ACCOUNT, new Faulty()).judgements();
        assertThat(judgements)
                .extracting(judgement -> judgement.rule().id(), Judgement::verdict, Judgement::retryable)
                .containsExactlyInAnyOrder(
                        tuple("storage.listed", Verdict.ERROR, true),
                        tuple("storage.deep", Verdict.ERROR, false),
                        tuple("storage.plain", Verdict.FAIL, false));
        assertThat(judgements)
                .filteredOn(judgement -> judgement.verdict() == Verdict.ERROR)
                .allSatisfy(judgement -> assertThat(judgement.message()).contains("fault of the program"));
    }

    @Test
    void oneRuleAloneDoesNotThrowEither() {
        Judgement judgement = book.judge(book.find("storage.listed").orElseThrow(), ACCOUNT, new Faulty());
        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
    }

    /** Nested deeper than any stack, and with a collection that breaks the reader. */
    private static final class Faulty implements World {
        @Override
        public Read get(ResourceId id, String apiVersion) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("left", nested());
            body.set("right", nested());
            return new Read.Found(body);
        }

        private static ArrayNode nested() {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            for (int depth = 0; depth < 200_000; depth++) {
                node = JsonNodeFactory.instance.arrayNode().add(node);
            }
            return node;
        }

        @Override
        public Listing list(ResourceId collection, String apiVersion, String query) {
            throw new IllegalStateException("this collection cannot even be asked for");
        }

        @Override
        public Read baseline(ResourceId id) {
            return new Read.Absent();
        }
    }
}
